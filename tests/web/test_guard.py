"""Who may open which page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey import sessions
from survey.person import Person, Remember
from survey.service import Service
from survey.web.guard import Access, access_of
from tests.cast import enrol, visit
from tests.web.phone import Phone

PROBES = "/probe/"


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    ours = [r for r in app.url_map.iter_rules() if not r.rule.startswith(PROBES)]

    with app.app_context():
        silent = [rule.rule for rule in ours if access_of(rule.endpoint) is None]

    assert ours
    assert silent == []


def test_a_view_that_says_nothing_is_not_there(client: FlaskClient) -> None:
    response = client.get("/probe/unmarked")

    assert response.status_code == 404
    assert "secret" not in response.text


def test_a_stranger_is_led_to_the_door_and_back(client: FlaskClient) -> None:
    response = client.get("/probe/person?week=2")

    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in?next=/probe/person%3Fweek%3D2"


@pytest.mark.parametrize("page", ["person", "reader", "kept"])
def test_ana_who_reads_opens_what_is_hers(ana_phone: Phone, page: str) -> None:
    assert ana_phone.open(PROBES + page).status_code == 200


def test_a_phone_that_only_sends_is_asked_for_the_words(
    app: Flask, service: Service
) -> None:
    ben = enrol(service, remember=Remember.WRITE)
    phone = Phone(app).hold(sessions.stop_reading(service, ben.token))

    sending, reading = phone.open("/probe/person"), phone.open("/probe/reader?week=2")

    assert sending.status_code == 200
    assert reading.status_code == 403
    assert "Please type your words to open this" in reading.text
    assert 'href="/sign-in?next=/probe/reader%3Fweek%3D2"' in reading.text


def test_who_has_no_words_yet_is_led_to_them(app: Flask, service: Service) -> None:
    phone = Phone(app).hold(visit(service).token)

    assert phone.open("/probe/kept").headers["Location"] == "/words"
    assert phone.open("/probe/unkept").status_code == 200


def test_who_has_words_is_not_shown_the_first_visit_again(ana_phone: Phone) -> None:
    response = ana_phone.open("/probe/unkept")

    assert response.status_code == 303
    assert response.headers["Location"] == "/"


def test_a_dead_or_made_up_cookie_opens_nothing(app: Flask, ana: Person) -> None:
    for wrong in (bytes(32), ana.token[:-1] + b"\0", b"short"):
        phone = Phone(app).hold(wrong)

        assert phone.open("/probe/person").status_code == 303


def test_accesses_are_named_and_joined() -> None:
    both = Access.READER | Access.KEPT

    assert Access.READER in both
    assert Access.ANYONE not in both
