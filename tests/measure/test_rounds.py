"""Weeks turn on Monday where people live, and rounds close and are decided on time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.measure import rounds
from survey.measure.rounds import BeforeFirstWeek, NotAMonday, Week

LONDON = "Europe/London"
FIRST = Week(date(2026, 1, 5))


def moment(text, zone=LONDON):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("local", "monday"),
    [
        ("2026-03-29T00:30", date(2026, 3, 23)),  # clocks go forward this Sunday
        ("2026-03-29T23:59:59", date(2026, 3, 23)),
        ("2026-03-30T00:00", date(2026, 3, 30)),
        ("2026-10-25T23:59:59", date(2026, 10, 19)),  # clocks go back this Sunday
        ("2026-10-26T00:00", date(2026, 10, 26)),
        ("2027-01-01T12:00", date(2026, 12, 28)),  # week 53 of 2026
        ("2027-01-04T00:00", date(2027, 1, 4)),
        ("2024-12-31T23:59", date(2024, 12, 30)),  # week 1 of 2025
    ],
)
def test_a_week_turns_on_monday_at_midnight_local_time(local, monday):
    assert rounds.week_of(moment(local), LONDON) == monday


def test_the_same_moment_lies_in_two_weeks_of_two_time_zones():
    late = datetime(2026, 3, 29, 23, 30, tzinfo=UTC)

    assert rounds.week_of(late, LONDON) == date(2026, 3, 30)
    assert rounds.week_of(late, "America/New_York") == date(2026, 3, 23)


def test_a_moment_without_a_time_zone_belongs_to_no_week():
    with pytest.raises(ValueError, match="without a time zone"):
        rounds.week_of(datetime(2026, 3, 30), LONDON)  # noqa: DTZ001


def test_only_a_monday_starts_a_week():
    assert rounds.week(date(2026, 1, 5)) == FIRST
    with pytest.raises(NotAMonday):
        rounds.week(date(2026, 1, 6))


@given(st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)))
def test_every_moment_lies_in_the_week_it_is_given(now):
    for zone in (LONDON, "Pacific/Auckland", "America/St_Johns"):
        week = rounds.week_of(now, zone)

        local = now.astimezone(ZoneInfo(zone)).date()
        assert week.weekday() == 0
        assert 0 <= (local - week).days < 7


@given(st.integers(-600, 600))
def test_weeks_are_counted_both_ways(count):
    assert rounds.weeks_between(FIRST, rounds.add_weeks(FIRST, count)) == count


@pytest.mark.parametrize(
    ("passed", "length", "number"),
    [(0, 2, 1), (1, 2, 1), (2, 2, 2), (53, 2, 27), (3, 1, 4), (3, 4, 1), (4, 4, 2)],
)
def test_rounds_are_numbered_without_gap_or_overlap(passed, length, number):
    week = rounds.add_weeks(FIRST, passed)

    assert rounds.round_number(week, FIRST, length) == number
    assert week in rounds.weeks_of(number, FIRST, length)


def test_a_week_before_the_programme_lies_in_no_round_and_can_change_none():
    before = rounds.add_weeks(FIRST, -1)

    with pytest.raises(BeforeFirstWeek):
        rounds.round_number(before, FIRST, 2)
    assert rounds.is_decided(before, moment("2026-01-05T00:00"), FIRST, 2, LONDON)


def test_a_round_closes_a_week_after_its_last_and_is_decided_on_tuesday_at_six():
    # Round 1 is the weeks of 5 and 12 January; its last day is Sunday the 18th.
    assert rounds.closes_at(1, FIRST, 2, LONDON) == moment("2026-01-26T00:00")
    assert rounds.decided_at(1, FIRST, 2, LONDON) == moment("2026-01-27T06:00")


@pytest.mark.parametrize(
    ("number", "utc"),
    [
        (5, "2026-03-24T06:00"),  # winter time
        (6, "2026-04-07T05:00"),  # summer time
        (20, "2026-10-20T05:00"),
        (21, "2026-11-03T06:00"),
        (26, "2027-01-12T06:00"),
    ],
)
def test_six_in_the_morning_is_local_on_both_sides_of_the_clock_change(number, utc):
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)

    assert rounds.decided_at(number, FIRST, 2, LONDON) == expected


def test_a_round_is_decided_from_that_minute_on():
    week = rounds.add_weeks(FIRST, 1)

    early, late = moment("2026-01-27T05:59"), moment("2026-01-27T06:00")

    assert not rounds.is_decided(week, early, FIRST, 2, LONDON)
    assert rounds.is_decided(week, late, FIRST, 2, LONDON)


@given(st.integers(1, 10_000))
def test_every_round_lies_in_exactly_one_block_of_four(number):
    block = rounds.block_of(number)

    assert number in rounds.rounds_of(block)
    assert len(rounds.rounds_of(block)) == rounds.BLOCK_ROUNDS == 4
    assert number not in rounds.rounds_of(block - 1)
    assert number not in rounds.rounds_of(block + 1)


def test_blocks_begin_with_the_first_round():
    assert [*rounds.rounds_of(1)] == [1, 2, 3, 4]
    assert [*rounds.rounds_of(2)] == [5, 6, 7, 8]


@pytest.mark.parametrize("length", [1, 2, 4])
def test_a_quarter_ends_where_a_round_ends(length):
    weeks = rounds.weeks_of_quarter(2, FIRST)

    last = rounds.round_number(weeks[-1], FIRST, length)

    assert len(weeks) == 12
    assert weeks[-1] == rounds.weeks_of(last, FIRST, length)[-1]
    assert {rounds.quarter_of(week, FIRST) for week in weeks} == {2}


def test_a_week_before_the_programme_lies_in_no_quarter():
    with pytest.raises(BeforeFirstWeek):
        rounds.quarter_of(rounds.add_weeks(FIRST, -1), FIRST)
