"""Everybody's row leaves once, when all its weeks have passed, and no gap tells why."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from survey.measure.rounds import QUARTER_WEEKS, Week, add_weeks, weeks_between
from survey.privacy.turn import GRACE_WEEKS, due, frozen

FIRST = Week(date(2026, 1, 5))


@given(st.integers(0, 300))
def test_data_stand_still_at_the_end_of_the_last_whole_quarter(weeks):
    now = add_weeks(FIRST, weeks)
    still = frozen(now, FIRST)

    assert weeks_between(FIRST, still) % QUARTER_WEEKS == 0
    assert 0 <= weeks_between(still, now) < QUARTER_WEEKS


def test_before_a_programme_begins_there_is_nothing():
    assert frozen(add_weeks(FIRST, -3), FIRST) == FIRST


def test_a_turn_comes_when_every_week_that_is_told_has_passed():
    began = add_weeks(FIRST, 5)
    told_until = 12 + GRACE_WEEKS

    assert not due(began, add_weeks(began, told_until), 12)
    assert due(began, add_weeks(began, told_until + 1), 12)
