"""Erase means erase: two steps with the words, seven days without them."""

import pytest

from survey import enrolment, sessions
from survey.person import Remember
from survey.records.tables import Participant, Response
from tests.cast import check_in, enrol_with_words, present
from tests.web.phone import Phone
from tests.web.walk import Walk, count


@pytest.fixture
def sender(app, service, clock, thursday):
    """Give Ana's remembered phone, which cannot read, and her words."""
    ana, code = enrol_with_words(service, thursday.join_code, Remember.WRITE)
    check_in(service, ana)
    clock.pass_(hours=3)
    return Walk(Phone(app).hold(ana.token)), code


def test_two_steps_erase_everything_at_once(ana_walk, service, ana):
    check_in(service, ana)
    ana_walk.open("/erase").follow("Go on to erase it all")
    assert count(service, Participant) == 1

    ana_walk.press("Erase it all")

    assert ana_walk.page.heading == "It is erased"
    assert count(service, Participant) == count(service, Response) == 0
    assert sessions.resume(service, ana.token) is None
    assert ana_walk.phone.cookie in (None, "")


def test_looking_at_the_page_erases_nothing(ana_walk, service):
    for path in ("/erase", "/erase/sure"):
        ana_walk.open(path)

    assert count(service, Participant) == 1


def test_without_words_it_takes_seven_days(sender, service, clock):
    walk, _ = sender
    assert walk.open("/erase/sure").status == 403
    walk.open("/erase").press("Erase it all in seven days")
    assert walk.says("It will be erased on 10 Nov")

    clock.pass_(days=7)
    assert enrolment.sweep(service).erased == 0
    clock.pass_(days=1)

    assert enrolment.sweep(service).erased == 1


def test_asking_twice_does_not_move_the_day(sender, clock):
    walk, _ = sender
    walk.open("/erase").press("Erase it all in seven days")
    clock.pass_(days=3)

    assert walk.open("/erase").says("It will be erased on 10 Nov")
    assert "Erase it all in seven days" not in [
        button for form in walk.page.forms for button in form.buttons
    ]


def test_the_words_stop_it(sender, service):
    walk, code = sender
    walk.open("/erase").press("Erase it all in seven days")
    walk.follow("Sign in with your words").press("Sign in", words=code.text)
    walk.press("Do not erase it")

    assert not walk.says("It will be erased")
    person = present(service, _token(walk))
    assert enrolment.erasure_due(service, person) is None


def test_the_wish_shows_on_the_start_page(sender):
    walk, code = sender
    walk.open("/erase").press("Erase it all in seven days")
    walk.open("/sign-in").press("Sign in", words=code.text)

    assert walk.path == "/"
    assert walk.says("It will be erased on 10 Nov")


def test_a_stranger_may_read_that_it_is_done_and_nothing_else(app):
    walk = Walk(Phone(app))

    assert walk.open("/erased").status == 200
    assert walk.open("/erase").path.startswith("/sign-in")


def _token(walk):
    from base64 import urlsafe_b64decode

    return urlsafe_b64decode(walk.phone.cookie + "=")
