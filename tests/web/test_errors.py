"""What went wrong becomes a page, in one place, without detail."""

import errno

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from survey.person import NeedsWords
from survey.signin import Busy, TryLater
from survey.web import context, problem

SECRET = "marker-5309-path-and-value"


@pytest.mark.parametrize(
    ("error", "status", "after"),
    [
        (OperationalError(SECRET, {}, Exception(SECRET)), 503, "10"),
        (InterfaceError(SECRET, {}, Exception(SECRET)), 503, "10"),
        (PoolTimeout(SECRET), 503, "10"),
        (OSError(errno.ENOSPC, SECRET), 503, "10"),
        (OSError(errno.EACCES, SECRET), 500, None),
        (IntegrityError(SECRET, {}, Exception(SECRET)), 500, None),
        (Busy(2), 503, "2"),
        (TryLater(90), 429, "90"),
        (NeedsWords(), 403, None),
        (KeyError(SECRET), 500, None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_each_kind_of_trouble_has_its_status_and_tells_nothing(
    client: FlaskClient,
    raised: list[Exception],
    error: Exception,
    status: int,
    after: str | None,
) -> None:
    raised.append(error)

    response = client.get("/probe/fails")

    assert response.status_code == status
    assert response.headers.get("Retry-After") == after
    assert SECRET not in response.text
    assert type(error).__name__ not in response.text
    assert 'href="tel:' in response.text


def test_our_mistakes_carry_a_number_that_the_log_carries_too(
    client: FlaskClient, raised: list[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    raised.append(ValueError(SECRET))

    first, second = client.get("/probe/fails"), client.get("/probe/fails")

    lines = [record.allowed for record in caplog.records if record.levelname == "ERROR"]
    assert lines[0]["reference"] in first.text
    assert lines[1]["reference"] in second.text
    assert lines[0]["reference"] != lines[1]["reference"]


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nowhere", "GET", 404),
        ("/static/nothing.js", "GET", 404),
        ("/about", "POST", 405),
        ("/", "OPTIONS", 405),
        ("/nowhere", "POST", 404),
    ],
)
def test_a_page_that_is_not_there_says_so_kindly(
    client: FlaskClient, path: str, method: str, status: int
) -> None:
    response = client.open(path, method=method)

    assert response.status_code == status
    assert 'href="tel:' in response.text
    assert 'href="/"' in response.text


def test_a_wrong_host_is_answered_with_a_page(app, client: FlaskClient) -> None:
    app.config["TRUSTED_HOSTS"] = ["check.example.org"]

    response = client.get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "evil" not in response.text


def test_even_the_error_page_may_fail(
    client: FlaskClient, raised: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError(SECRET)

    raised.append(ValueError(SECRET))
    monkeypatch.setattr(problem, "render_template", lambda *_a, **_k: broken())

    response = client.get("/probe/fails")

    assert response.status_code == 500
    assert response.text == problem.LAST_RESORT


def test_help_opens_while_the_database_is_away(
    ana_phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(context.sessions, "resume", away)

    response = ana_phone.open("/help")

    assert response.status_code == 200
    assert 'href="tel:116123"' in response.text
