"""Two cookies, opaque, and none where no form is."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.person import Person, Remember
from survey.service import Service
from tests.cast import enrol
from tests.web.phone import Phone

WITHOUT_A_FORM = [
    "/help",
    "/about",
    "/privacy",
    "/urge",
    "/healthz",
    "/nowhere",
    "/exit",
]


@pytest.mark.parametrize("path", ["/", *WITHOUT_A_FORM])
def test_a_page_without_a_form_that_posts_sets_no_cookie(
    client: FlaskClient, path: str
) -> None:
    assert "Set-Cookie" not in client.get(path).headers


def test_a_page_with_a_form_sets_one_that_only_the_browser_holds(
    client: FlaskClient,
) -> None:
    written = client.get("/probe/anyone").headers.getlist("Set-Cookie")

    assert len(written) == 1
    name, _, rest = written[0].partition("=")
    value, *marks = rest.split("; ")
    assert name == "__Host-t"
    assert len(value) == 43
    assert set(marks) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_the_cookie_stays_while_it_is_good(phone: Phone) -> None:
    phone.token()

    assert "Set-Cookie" not in phone.open("/probe/anyone").headers


def test_a_remembered_phone_is_remembered_from_its_latest_check_in_on(
    app: Flask, service: Service
) -> None:
    phone = Phone(app).hold(enrol(service, remember=Remember.WRITE).token)
    fields = {"csrf_token": phone.token("/probe/person")}

    opened = phone.open("/probe/person")
    sent = phone.send("/probe/person", fields)

    assert "Set-Cookie" not in opened.headers
    assert f"Max-Age={90 * 86400}" in sent.headers["Set-Cookie"]


def test_a_phone_that_is_not_remembered_holds_it_for_the_visit_only(
    app: Flask, ana: Person
) -> None:
    phone = Phone(app).hold(ana.token)

    sent = phone.send("/probe/person", {"csrf_token": phone.token("/probe/person")})

    assert "Set-Cookie" not in sent.headers
