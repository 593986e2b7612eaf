"""A check-in is saved once, opens for its author, and for nobody by accident."""

import pytest

from survey import agenda, checkin
from survey.checkin import OtherVersion, Submitted
from survey.measure.answers import BadAnswers
from tests.cast import WEEKLY, check_in, submitted


def test_a_check_in_comes_back_to_its_author_as_it_was_given(service, ana):
    check_in(service, ana)

    days, urges = checkin.history(service, ana)

    assert days.answers["as_wanted"] == 4
    assert urges.answers["strongest"] == 6


def test_the_same_attempt_is_saved_once(service, ana):
    checkin.record(service, ana, "same", submitted(service, WEEKLY))
    checkin.record(service, ana, "same", submitted(service, WEEKLY))

    assert len(checkin.history(service, ana)) == 2


def test_what_was_just_sent_can_be_seen_for_ten_minutes(service, ana, clock):
    check_in(service, ana)
    assert checkin.saved(service, ana).entries[0].answers["as_wanted"] == 4

    clock.pass_(minutes=16)

    assert checkin.saved(service, ana) is None


def test_an_answer_out_of_range_saves_nothing(service, ana):
    with pytest.raises(BadAnswers):
        check_in(service, ana, {"days": {"as_wanted": ["8"], "any": ["2"]}})

    assert checkin.history(service, ana) == ()


def test_answers_to_another_version_save_nothing(service, ana):
    other = Submitted("days", 99, None, WEEKLY["days"])
    with pytest.raises(OtherVersion):
        checkin.record(service, ana, "x", [other])

    assert checkin.history(service, ana) == ()


def test_the_first_visit_asks_three_questions(service, ana):
    due = agenda.due(service, ana)

    assert due.kind == "first"
    assert due.items_at_most == 3
    assert due.minutes == 1
