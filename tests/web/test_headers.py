"""The headers of every response, errors and redirects and files included."""

import pytest
from flask.testing import FlaskClient

from survey.service import Service
from survey.web import app_around, headers
from tests.web.phone import THEIRS, Phone

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'; worker-src 'self'"
)
EVERYWHERE = [
    "/",
    "/help",
    "/about",
    "/privacy",
    "/urge",
    "/language",
    "/exit",
    "/healthz",
    "/readyz",
    "/.well-known/security.txt",
    "/nowhere",
    "/probe/person",
    "/probe/unmarked",
]


def check(response, stored: str = "no-store") -> None:
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert response.headers["Cache-Control"] == stored
    assert "Strict-Transport-Security" not in response.headers


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_page_and_redirect_carries_them(client: FlaskClient, path: str) -> None:
    check(client.get(path))


def test_errors_carry_them(
    client: FlaskClient, phone: Phone, raised: list[Exception]
) -> None:
    raised.append(ValueError())

    check(client.get("/probe/fails"))
    check(client.post("/about"))
    check(client.post("/probe/anyone", headers=THEIRS))
    check(phone.send("/probe/anyone", {"note": "stale"}))
    check(phone.send("/probe/anyone", {"note": "x" * 300_000}))
    check(client.open("/", method="OPTIONS"))


def test_a_hashed_file_carries_them_and_is_kept_for_ever(
    app, client: FlaskClient
) -> None:
    with app.app_context():
        path = app.jinja_env.globals["asset"]("app.css")

    check(client.get(path), "public, max-age=31536000, immutable")
    check(client.get("/static/app.000000000000.css"))


def test_behind_tls_the_browser_is_told_to_stay_there(service: Service) -> None:
    server = service.settings.server.model_copy(
        update={"public_url": "https://check.example.org"}
    )
    object.__setattr__(
        service, "settings", service.settings.model_copy(update={"server": server})
    )

    response = app_around(service).test_client().get("/")

    told = response.headers["Strict-Transport-Security"]
    assert told == "max-age=63072000; includeSubDomains"


def test_only_a_page_that_asks_may_take_in_plotlys_style(app) -> None:
    with app.test_request_context("/"):
        headers.allow_plotly()
        response = app.process_response(app.make_response("chart"))

    policy = response.headers["Content-Security-Policy"]
    assert f"style-src 'self' {headers.PLOTLY_STYLE};" in policy
    assert "unsafe" not in policy
