"""Pages that are opened bring a sweep along; none of them waits or fails for it."""

import pytest

from survey import enrolment
from survey.records.queries import people
from tests.cast import visit

PAGES = ("/", "/help", "/sign-in", "/check-in")


@pytest.fixture
def stranger(app, service, thursday, clock):
    """Somebody who kept no words and whose visit ended hours ago."""
    person = visit(service, thursday.join_code)
    clock.pass_(hours=3)
    return person


def is_there(service, person):
    with service.store.read() as connection:
        return people.participant(connection, person.id) is not None


@pytest.mark.parametrize("page", PAGES)
def test_any_page_that_is_opened_brings_a_sweep(service, phone, stranger, page):
    phone.open(page).close()

    assert not is_there(service, stranger)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/no.css", "/nowhere"])
def test_what_is_no_page_brings_none(service, phone, stranger, path):
    phone.open(path).close()

    assert is_there(service, stranger)


def test_a_page_is_answered_before_the_sweep(service, phone, stranger):
    answer = phone.open("/help")

    assert answer.status_code == 200
    assert is_there(service, stranger)
    answer.close()
    assert not is_there(service, stranger)


def test_pages_bring_one_sweep_in_five_minutes(service, phone, clock, monkeypatch):
    swept = []
    monkeypatch.setattr(enrolment, "sweep", swept.append)

    for _ in range(21):
        clock.pass_(minutes=1)
        phone.open("/").close()

    assert len(swept) == 4


def test_a_sweep_that_fails_fails_no_page(phone, stranger, clock, monkeypatch, caplog):
    def fail(_service):
        raise ZeroDivisionError

    monkeypatch.setattr(enrolment, "sweep", fail)

    answers = []
    for _ in range(2):
        answers.append(phone.open("/"))
        answers[-1].close()
        clock.pass_(minutes=6)

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [r.getMessage() for r in caplog.records].count("sweep failed") == 2
