"""Only our own pages make a phone send something."""

import pytest
from flask import Flask

from survey.person import Person
from tests.web.phone import OURS, SILENT, THEIRS, Phone

SENT = {"note": "hello"}


def test_a_form_of_ours_passes(phone: Phone) -> None:
    response = phone.send("/probe/anyone", {**SENT, "csrf_token": phone.token()})

    assert response.status_code == 200
    assert response.text.startswith("stored")


@pytest.mark.parametrize(
    "headers",
    [
        THEIRS,
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
    ids=["cross-site", "same-site", "foreign-origin", "no-origin"],
)
def test_another_site_is_refused_even_with_the_right_token(
    app: Flask, headers: dict[str, str]
) -> None:
    phone = Phone(app, SILENT)
    token = phone.token()

    response = phone.send("/probe/anyone", {**SENT, "csrf_token": token}, **headers)

    assert response.status_code == 403
    assert "hello" not in response.text


def test_an_old_browser_passes_with_the_right_token(app: Flask) -> None:
    phone = Phone(app, SILENT)

    response = phone.send("/probe/anyone", {**SENT, "csrf_token": phone.token()})

    assert response.status_code == 200


def test_an_old_browser_without_it_is_refused_and_nothing_given_back(
    app: Flask,
) -> None:
    phone = Phone(app, SILENT)
    phone.token()

    response = phone.send("/probe/anyone", {**SENT, "csrf_token": "0" * 64})

    assert response.status_code == 403
    assert "hello" not in response.text


def test_the_origin_of_our_own_pages_counts_when_nothing_better_is_said(
    app: Flask,
) -> None:
    phone = Phone(app, SILENT)

    response = phone.send("/probe/anyone", SENT, Origin="http://localhost")

    assert response.status_code == 400
    assert "hello" in response.text


def test_one_phone_cannot_use_the_token_of_another(app: Flask) -> None:
    ana, thief = Phone(app, SILENT), Phone(app, SILENT)
    thief.token()

    response = thief.send("/probe/anyone", {**SENT, "csrf_token": ana.token()})

    assert response.status_code == 403


def test_the_token_changes_with_the_session(app: Flask, ana: Person) -> None:
    phone = Phone(app)
    before = phone.token()

    after = phone.hold(ana.token).token()

    assert before != after


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_every_other_unsafe_method_is_refused(phone: Phone, method: str) -> None:
    response = phone.client.open("/probe/anyone", method=method, headers=OURS)

    assert response.status_code == 405


def test_the_form_of_wtforms_carries_the_same_token(app: Flask, ana: Person) -> None:
    from survey.web.csrf import Form, token

    cookie = Phone(app).hold(ana.token).cookie
    with app.test_request_context(headers={"Cookie": f"__Host-t={cookie}"}):
        form = Form()

        assert form.csrf_token.current_token == token()
