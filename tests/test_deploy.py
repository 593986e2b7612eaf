"""The examples for running it for real keep what the design promises."""

import configparser
import re
from pathlib import Path

import pytest

from survey.web import typed

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


UNITS = ("tidemark-web.service", "tidemark-retention.service")


def unit(name: str = "tidemark-web.service") -> configparser.SectionProxy:
    return read(name)["Service"]


def read(name: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keep case
    parser.read(DEPLOY / name)
    return parser


def commands(name: str) -> str:
    return re.sub(r"#.*", "", (DEPLOY / name).read_text())


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("key", HARDENED)
def test_the_units_are_hardened(key: str, name: str) -> None:
    assert unit(name)[key] == HARDENED[key]


@pytest.mark.parametrize("name", UNITS)
def test_no_unit_of_the_web_can_reach_the_aggregators_folder(name: str) -> None:
    assert "tidemark-aggregator" in unit(name)["InaccessiblePaths"]


AGGREGATOR = "tidemark-aggregator.service"


@pytest.mark.parametrize("key", [key for key in HARDENED if key != "User"])
def test_the_aggregator_is_hardened_alike(key: str) -> None:
    assert unit(AGGREGATOR)[key] == HARDENED[key]


def test_the_aggregator_is_a_user_of_its_own_without_the_webs_keys() -> None:
    aggregator = unit(AGGREGATOR)

    assert aggregator["User"] == "tidemark-aggregator"
    assert aggregator["ExecStart"].endswith("python -m survey aggregate --loop")
    assert "tidemark-web" in aggregator["InaccessiblePaths"]
    assert aggregator["Restart"] == "always"


def test_files_of_an_export_lie_open_in_memory_alone() -> None:
    aggregator = unit(AGGREGATOR)

    assert aggregator["RuntimeDirectoryMode"] == "0700"
    folder = f"/run/{aggregator['RuntimeDirectory']}"
    assert f"TIDEMARK_KEYS__PLAIN_FOLDER={folder}" in commands(AGGREGATOR)


def test_what_is_past_its_time_is_removed_every_15_minutes_whoever_comes() -> None:
    retention = unit("tidemark-retention.service")
    timer = read("tidemark-retention.timer")

    assert retention["Type"] == "oneshot"
    assert retention["ExecStart"].endswith("python -m survey retention run")
    assert timer["Timer"]["OnCalendar"] == "*:0/15"
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert "--now tidemark-web tidemark-retention.timer" in (
        (DEPLOY.parent / "README.md").read_text()
    )


def test_gunicorn_opens_no_control_socket_and_keeps_no_access_log() -> None:
    start = unit()["ExecStart"]

    assert "--no-control-socket" in start
    assert "access-log" not in start


def test_gunicorn_is_started_alike_in_development_and_for_real() -> None:
    dev = " ".join((DEPLOY.parent / "dev").read_text().replace("\\\n", " ").split())
    flags = "--worker-class gthread --workers 2 --threads 8 --no-control-socket"

    assert flags in dev
    assert flags in " ".join(unit()["ExecStart"].replace("\\\n", " ").split())


def test_nginx_logs_nobody_and_spools_nothing() -> None:
    nginx = commands("nginx.conf")

    assert nginx.count("access_log off;") == nginx.count("server {") == 2
    assert "proxy_max_temp_file_size 0;" in nginx
    assert 'X-Forwarded-For ""' in nginx


def test_caddy_logs_nobody() -> None:
    caddy = commands("Caddyfile")

    assert "exclude http.log http.handlers" in caddy
    assert "header_up -X-Forwarded-For" in caddy


def test_a_form_that_is_too_long_reaches_the_page_that_gives_it_back() -> None:
    longest = typed.LONGEST_KEPT // 1024

    assert f"client_max_body_size {longest}k;" in commands("nginx.conf")
    assert f"client_body_buffer_size {longest}k;" in commands("nginx.conf")
    assert f"max_size {longest}KiB" in commands("Caddyfile")
