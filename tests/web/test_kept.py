"""What was typed is never lost: stale pages, ended visits, odd letters, long texts."""

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from survey import sessions
from survey.person import Person
from survey.service import Service
from survey.web.typed import LONGEST_FORM, LONGEST_KEPT, MOST_FIELDS
from tests.web.phone import Fields, Phone, token_in

NOTE = 'My own words: <b>"quoted"</b> & more,\r\nin two lines'
FORM = "application/x-www-form-urlencoded"


def resent(page: str) -> dict[str, list[str]]:
    """Return what the button of a page would send."""
    sent: dict[str, list[str]] = {}
    for name, value in Fields(page).found:
        sent.setdefault(name, []).append(value)
    return sent


def test_a_stale_form_is_given_back_whole_and_passes_the_second_time(
    phone: Phone,
) -> None:
    fields = {"note": NOTE, "helped": ["1", "3"], "csrf_token": "0" * 64}
    first = phone.send("/probe/anyone?week=2", fields)

    second = phone.send("/probe/anyone?week=2", resent(first.text))

    assert first.status_code == 400
    assert Fields(first.text).actions == ["/probe/anyone?week=2"]
    assert second.status_code == 200
    assert repr(("note", NOTE)) in second.text
    assert "('helped', '1'), ('helped', '3')" in second.text


def test_a_stale_form_from_a_browser_without_a_cookie_is_given_one(
    phone: Phone,
) -> None:
    response = phone.send("/probe/anyone", {"note": NOTE})

    assert phone.cookie is not None
    assert token_in(response.text)


def test_a_form_that_comes_after_its_visit_ended_is_given_back(
    app: Flask, service: Service, ana: Person
) -> None:
    phone = Phone(app).hold(ana.token)
    fields = {"note": NOTE, "csrf_token": phone.token()}
    sessions.end(service, ana.token)

    response = phone.send("/probe/person", fields)

    assert response.status_code == 403
    assert resent(response.text)["note"] == [NOTE]
    assert "Sign in" in response.text


def test_letters_that_are_not_utf8_are_named_and_the_rest_is_shown(
    phone: Phone,
) -> None:
    token = phone.token()
    body = f"csrf_token={token}&mood=7&note=caf%E9+und+mehr".encode()

    response = phone.client.post(
        "/probe/anyone", data=body, content_type=FORM, headers=phone.headers
    )

    assert response.status_code == 400
    assert "Some letters could not be read" in response.text
    assert Fields(response.text).shown["note"].strip() == "caf und mehr"
    assert resent(response.text)["mood"] == ["7"]


def test_raw_bytes_that_are_not_utf8_are_refused_too(phone: Phone) -> None:
    body = b"csrf_token=" + phone.token().encode() + b"&note=caf\xe9"

    response = phone.client.post(
        "/probe/anyone", data=body, content_type=FORM, headers=phone.headers
    )

    assert response.status_code == 400


def test_a_form_over_64_kb_is_refused_and_given_back_to_be_shortened(
    phone: Phone,
) -> None:
    long = "word " * (LONGEST_FORM // 4)

    response = phone.send("/probe/anyone", {"note": long, "mood": "7"})

    assert response.status_code == 413
    assert Fields(response.text).shown["note"].strip() == long.strip()
    assert resent(response.text)["mood"] == ["7"]


def test_a_flood_is_refused_unread(phone: Phone) -> None:
    response = phone.send("/probe/anyone", {"note": "x" * (LONGEST_KEPT + 1)})

    assert response.status_code == 413
    assert len(response.text) < 5000


def test_a_thousand_fields_are_too_many(phone: Phone) -> None:
    fields = {f"field{number}": "1" for number in range(MOST_FIELDS + 1)}

    response = phone.send("/probe/anyone", fields)

    assert response.status_code == 413


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data"]
)
def test_what_is_not_a_form_is_refused(phone: Phone, kind: str) -> None:
    response = phone.client.post(
        "/probe/anyone", data=b'{"note": 1}', content_type=kind, headers=phone.headers
    )

    assert response.status_code == 400


def test_words_come_back_as_empty_fields_to_be_typed_again(
    phone: Phone, raised: list[Exception]
) -> None:
    raised.append(OperationalError("INSERT", {}, Exception("disk full")))
    secret = {"words": "maple river", "second": "maple", "sixth": "river"}
    sent = {"remember": "no", **secret, "csrf_token": phone.token()}

    response = phone.send("/probe/fails", sent)

    assert response.status_code == 503
    assert "maple" not in response.text
    assert "river" not in response.text
    assert resent(response.text)["remember"] == ["no"]
    for name in secret:
        assert f'name="{name}"' in response.text
    assert "Please type them again." in response.text


def test_a_database_that_is_away_loses_no_answer(
    phone: Phone, raised: list[Exception]
) -> None:
    raised.append(OperationalError("INSERT", {}, Exception("disk full: sqlite3")))
    token = phone.token()

    response = phone.send("/probe/fails", {"note": NOTE, "csrf_token": token})

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert resent(response.text) == {"csrf_token": [token], "note": [NOTE]}
    assert "Try again" in response.text
    assert 'href="tel:' in response.text
    assert "sqlite" not in response.text
