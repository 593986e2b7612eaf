"""The examples for running it for real keep what the design promises."""

import configparser
import re
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parent.parent / "deploy"

HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "LimitCORE": "0",
    "MemorySwapMax": "0",
    "UMask": "0007",
    "CapabilityBoundingSet": "",
    "User": "tidemark-web",
}


def unit() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(strict=False, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keep case
    parser.read(DEPLOY / "tidemark-web.service")
    return parser["Service"]


def commands(name: str) -> str:
    return re.sub(r"#.*", "", (DEPLOY / name).read_text())


@pytest.mark.parametrize("key", HARDENED)
def test_the_web_unit_is_hardened(key: str) -> None:
    assert unit()[key] == HARDENED[key]


def test_the_web_unit_cannot_reach_the_aggregators_folder() -> None:
    assert "tidemark-aggregator" in unit()["InaccessiblePaths"]


def test_gunicorn_opens_no_control_socket_and_keeps_no_access_log() -> None:
    start = unit()["ExecStart"]

    assert "--no-control-socket" in start
    assert "access-log" not in start


def test_gunicorn_is_started_alike_in_development_and_for_real() -> None:
    dev = " ".join((DEPLOY.parent / "dev").read_text().replace("\\\n", " ").split())
    flags = "--worker-class gthread --workers 2 --threads 8 --no-control-socket"

    assert flags in dev
    assert flags in " ".join(unit()["ExecStart"].replace("\\\n", " ").split())


def test_nginx_logs_nobody_spools_nothing_and_takes_no_large_body() -> None:
    nginx = commands("nginx.conf")

    assert nginx.count("access_log off;") == nginx.count("server {") == 2
    assert "client_max_body_size 64k;" in nginx
    assert "proxy_max_temp_file_size 0;" in nginx
    assert 'X-Forwarded-For ""' in nginx


def test_caddy_logs_nobody_and_takes_no_large_body() -> None:
    caddy = commands("Caddyfile")

    assert "exclude http.log http.handlers" in caddy
    assert "max_size 64KiB" in caddy
    assert "header_up -X-Forwarded-For" in caddy
