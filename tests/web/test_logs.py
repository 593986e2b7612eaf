"""A log line holds nothing but the allowed fields."""

import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from survey.person import Person
from survey.web import logs
from tests.web.phone import Phone

ALLOWED = {"time", "level", "event", "endpoint", "status", "ms", "reference", "where"}


@pytest.fixture
def installed() -> Iterator[None]:
    """Log as a running service does, and put everything back afterwards."""
    loggers = [logging.getLogger(name) for name in (logs.NAME, *logs.TALKERS)]
    before = [(each.handlers, each.propagate, each.level) for each in loggers]
    logs.install("debug")
    yield
    for logger, (handlers, propagate, level) in zip(loggers, before, strict=True):
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


@pytest.mark.usefixtures("installed")
def test_no_marker_of_a_request_reaches_a_line(
    app: Flask,
    ana: Person,
    raised: list[Exception],
    capsys: pytest.CaptureFixture[str],
) -> None:
    raised.append(ValueError("marker-error"))
    phone = Phone(app).hold(ana.token)
    token = phone.token()
    marked = {"User-Agent": "marker-agent", "X-Forwarded-For": "203.0.113.7"}

    phone.open("/about?q=marker-query", marked)
    phone.open("/nowhere/marker-path", marked)
    fields = {"marker-field": "marker-answer", "csrf_token": token}
    phone.send("/probe/anyone", fields, **marked)
    phone.send("/probe/fails", fields, **marked)
    phone.send("/probe/anyone", {"note": "marker-stale"}, **marked)

    out = capsys.readouterr().out
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) == 7
    assert all(set(line) <= ALLOWED for line in lines)
    for secret in ("marker", "203.0.113", "127.0.0.1", phone.cookie or "", token):
        assert secret not in out


@pytest.mark.usefixtures("installed")
def test_an_answered_request_says_which_view_and_how_long(
    phone: Phone, capsys: pytest.CaptureFixture[str]
) -> None:
    phone.open("/about")

    line = json.loads(capsys.readouterr().out)
    assert line["event"] == "answered"
    assert line["endpoint"] == "public.about"
    assert line["status"] == 200
    assert line["ms"] >= 0
    assert line["time"].endswith("Z")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_not_logged(
    phone: Phone, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    phone.open(path)

    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", logs.TALKERS)
def test_other_peoples_loggers_are_named_and_not_quoted(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    logging.getLogger(name).error("GET /sign-in?marker from %s", "203.0.113.7")
    logging.getLogger(name).info("GET /marker")

    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["event"] == name
    assert "marker" not in line
    assert "203" not in line


def test_a_field_that_is_not_allowed_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="address"):
        logs.event("answered", address="203.0.113.7")


@pytest.mark.usefixtures("installed")
def test_a_failure_says_where_and_not_what(
    phone: Phone, raised: list[Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    raised.append(KeyError("marker"))

    phone.open("/probe/fails")

    line = json.loads(capsys.readouterr().out.splitlines()[0])
    assert line["level"] == "error"
    assert line["where"].startswith("KeyError")
    assert "marker" not in line["where"]
