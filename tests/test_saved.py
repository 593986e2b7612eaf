"""A phone that cannot read knows from weeks alone whether this was the first time."""

import pytest

from survey import checkin
from survey.person import Remember
from tests.cast import WEEKLY, check_in, enrol, present

FIRST = "That is your starting point, and it is yours."
AGAIN = "Good to see you. Nothing was lost while you were away."


@pytest.fixture
def sender(service, clock, thursday):
    """Give Ana on a phone that sends and cannot read."""
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)
    return present(service, ana.token)


def said(service, person):
    found = checkin.saved(service, person)
    return " ".join(found.sentences["days"])


def test_the_first_time_is_said_to_be_the_first(service, sender):
    check_in(service, sender)

    assert FIRST in said(service, sender)


def test_the_second_time_in_one_week_is_not(service, sender):
    check_in(service, sender)
    check_in(service, sender)

    assert FIRST not in said(service, sender)


def test_another_set_before_does_not_make_it_the_second(service, sender):
    check_in(service, sender, {"urges": WEEKLY["urges"]})
    check_in(service, sender, {"days": WEEKLY["days"]})

    assert FIRST in said(service, sender)


def test_who_was_away_is_welcomed_back(service, sender, clock):
    check_in(service, sender)
    clock.pass_(weeks=7)
    check_in(service, present(service, sender.token))

    assert AGAIN in said(service, present(service, sender.token))
