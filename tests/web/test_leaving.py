"""The way out works for everybody, and ends only what its owner left."""

import re
from base64 import urlsafe_b64decode

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from survey import checkin, sessions
from survey.person import Person, Remember, Token
from survey.service import Service
from tests.cast import check_in, enrol, visit
from tests.web.phone import SILENT, THEIRS, Phone

AWAY = "https://www.bbc.co.uk/weather"


def way_out(phone: Phone) -> str:
    found = re.search(r'class="exit" href="([^"]+)"', phone.open("/about").text)
    assert found is not None
    return found[1]


def test_a_stranger_gets_away_and_no_cookie(phone: Phone) -> None:
    response = phone.open(way_out(phone))

    assert response.status_code == 303
    assert response.headers["Location"] == AWAY
    assert "Set-Cookie" not in response.headers


def test_leaving_ends_the_visit_and_takes_the_cookie(
    service: Service, ana: Person, ana_phone: Phone
) -> None:
    response = ana_phone.open(way_out(ana_phone))

    assert response.headers["Location"] == AWAY
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert sessions.resume(service, ana.token) is None


def test_a_remembered_phone_stops_reading_and_stays_remembered(
    app: Flask, service: Service
) -> None:
    ben = enrol(service, remember=Remember.READ)
    phone = Phone(app).hold(ben.token)

    check_in(service, ben)
    before = phone.cookie

    phone.open(way_out(phone))

    left = sessions.resume(service, Token(urlsafe_b64decode(f"{phone.cookie}=")))
    assert left is not None
    assert not left.can_read
    assert checkin.saved(service, left) is None
    assert phone.cookie != before
    assert sessions.resume(service, ben.token) is None


def test_who_has_not_kept_their_words_vanishes(app: Flask, service: Service) -> None:
    person = visit(service)
    phone = Phone(app).hold(person.token)

    phone.open(way_out(phone))

    assert sessions.resume(service, person.token) is None


def test_another_site_can_show_the_link_and_end_nothing(
    app: Flask, service: Service, ana: Person
) -> None:
    phone = Phone(app, THEIRS).hold(ana.token)

    response = phone.open(way_out(phone))

    assert response.headers["Location"] == AWAY
    assert sessions.resume(service, ana.token) is not None


def test_an_old_browser_leaves_by_the_mark_in_its_link(
    app: Flask, service: Service, ana: Person
) -> None:
    phone = Phone(app, SILENT).hold(ana.token)

    phone.open("/exit")
    phone.open("/exit?k=" + "0" * 32)
    still = sessions.resume(service, ana.token)
    phone.open(way_out(phone))

    assert still is not None
    assert sessions.resume(service, ana.token) is None


def test_nobody_is_held_back_by_a_database_that_is_away(
    ana_phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("gone"))

    monkeypatch.setattr(sessions, "stop_reading", away)

    response = ana_phone.open("/exit")

    assert response.headers["Location"] == AWAY
    assert "Max-Age=0" in response.headers["Set-Cookie"]
