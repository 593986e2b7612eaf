"""What strangers may open."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from survey.person import Person, Remember
from survey.service import Service
from survey.web import app_around, claims
from survey.web.going import safe_next
from tests.cast import check_in, enrol, visit
from tests.web.phone import Phone

PAGES = ["/", "/help", "/about", "/privacy", "/urge", "/language", "/nowhere"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_people_to_call_and_the_way_out(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path).text

    foot = page[page.index("<footer") :]
    assert 'href="tel:116123"' in foot
    assert 'href="tel:112"' in foot
    assert 'href="/help"' in foot
    assert 'class="exit" href="/exit"' in page
    assert "<h1>" in page


def test_somebody_in_a_programme_sees_its_people_to_call(ana_phone: Phone) -> None:
    page = ana_phone.open("/help").text

    assert 'href="tel:999"' in page


def test_a_stranger_is_shown_the_door(client: FlaskClient) -> None:
    page = client.get("/").text

    assert 'name="code"' in page
    assert "/sign-in" in page


def test_ana_is_shown_what_is_due(
    service: Service, ana: Person, ana_phone: Phone
) -> None:
    before = ana_phone.open("/").text
    check_in(service, ana)
    after = ana_phone.open("/").text

    assert "Your first check-in is ready." in before
    assert 'href="/check-in"' in before
    assert 'href="/trend"' in after


def test_a_phone_that_only_sends_is_offered_the_words(
    app: Flask, service: Service
) -> None:
    ben = enrol(service, remember=Remember.READ)
    phone = Phone(app).hold(ben.token)
    phone.open("/exit")

    page = phone.open("/").text

    assert "/sign-in?next=/trend" in page
    assert 'href="/trend"' not in page


def test_who_has_no_words_yet_is_told_that_nothing_is_kept(
    app: Flask, service: Service
) -> None:
    phone = Phone(app).hold(visit(service).token)

    page = phone.open("/").text

    assert "Nothing is kept yet" in page
    assert 'href="/words"' in page
    assert 'href="/sign-out"' in page


def test_health_needs_nothing_and_says_nothing(
    client: FlaskClient, service: Service
) -> None:
    service.store.engine.dispose()

    response = client.get("/healthz")

    assert response.text == "ok\n"
    assert "Set-Cookie" not in response.headers


def test_readiness_names_its_reason_and_no_more(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = client.get("/readyz")

    def away(_self: object) -> None:
        raise OperationalError("SELECT marker", {}, Exception("marker"))

    monkeypatch.setattr("survey.records.store.Store.answers", away)
    bad = client.get("/readyz")

    assert (good.status_code, good.json) == (200, {"ready": True, "reasons": []})
    assert (bad.status_code, bad.json) == (
        503,
        {"ready": False, "reasons": ["database"]},
    )


def test_without_somebody_to_tell_there_is_no_security_txt(
    client: FlaskClient,
) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


def test_who_finds_a_weakness_finds_an_address(service: Service) -> None:
    safety = service.settings.safety.model_copy(
        update={"security_contact": "mailto:security@example.org"}
    )
    told = service.settings.model_copy(update={"safety": safety})
    client = app_around(replace(service, settings=told)).test_client()
    lines = client.get("/.well-known/security.txt").text.splitlines()

    fields = dict(line.split(": ", 1) for line in lines)
    until = datetime.fromisoformat(fields["Expires"])
    assert fields["Contact"] == "mailto:security@example.org"
    assert until > datetime(2027, 4, 1, tzinfo=UTC)


def test_about_has_every_reader_of_the_table(client: FlaskClient) -> None:
    page = client.get("/about").text

    readers = re.findall(r'<section class="reader">\s*<h2>([^<]+)</h2>', page)
    assert len(readers) == 14
    assert readers[0] == "You, with your words"
    assert "Not sealed" in page
    assert "a random number in place of your name" in page


def test_about_says_what_a_phone_that_only_sends_shows_and_it_does(
    app: Flask, service: Service, clock, thursday
) -> None:
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    check_in(service, ana)
    clock.pass_(hours=3)

    phone = Phone(app).hold(ana.token)

    assert "You have checked in this week" in phone.open("/").text
    row = next(r for r in claims.rows(service.settings) if "for check-ins" in r.who)
    assert "whether this week’s check-in was sent" in row.part


def test_about_does_not_promise_more_than_a_yes_leaves(client: FlaskClient) -> None:
    page = client.get("/about").text

    assert "opens your answers only while" not in page
    assert "What you keep to yourself, the computer opens only while" in page
    assert "a second key can open those check-ins too" in page


def test_about_says_so_when_the_results_key_lies_beside_the_pages(
    client: FlaskClient, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = client.get("/about").text
    monkeypatch.setattr(claims, "results_key_is_here", lambda _settings: False)
    apart = client.get("/about").text

    assert "lies beside these pages here" in beside
    assert "lies beside these pages here" not in apart
    assert "whoever holds that key could open" in apart


def test_a_results_key_that_this_process_can_read_is_here(service: Service) -> None:
    elsewhere = service.settings.keys.model_copy(
        update={"aggregator_folder": "nowhere/at/all"}
    )
    moved = service.settings.model_copy(update={"keys": elsewhere})

    assert claims.results_key_is_here(service.settings)
    assert not claims.results_key_is_here(moved)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/trend", "/trend"),
        ("/trend/life?x=1", "/trend/life?x=1"),
        (None, "/"),
        ("", "/"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\nSet-Cookie: x", "/"),
        ("javascript:alert(1)", "/"),
        ("/exit", "/"),
        ("/sign-out", "/"),
    ],
)
def test_after_sign_in_only_our_own_pages_come_next(
    asked: str | None, given: str
) -> None:
    assert safe_next(asked) == given


def test_the_source_is_offered_where_the_operator_says_where_it_is(
    service: Service, phone: Phone
) -> None:
    assert "source" not in phone.open("/about").text
    look = service.settings.look.model_copy(
        update={"source_url": "https://example.org/tidemark"}
    )
    told = replace(service, settings=service.settings.model_copy(update={"look": look}))

    assert "https://example.org/tidemark" in Phone(app_around(told)).open("/about").text
