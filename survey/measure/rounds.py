"""Weeks and rounds: the only time that is kept about a check-in.

A week is the Monday it starts on, in the programme's time zone. There is no clock
in here: the moment always comes in.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import NewType
from zoneinfo import ZoneInfo

Week = NewType("Week", date)
"""A Monday."""

AWAY_WEEKS = 6
"""Who has not checked in for so many weeks is welcomed back with a short set."""

CLOSES_AFTER = timedelta(days=7)
"""How long after its last week a round still takes check-ins."""

DECIDED_ON = timedelta(days=1)
"""From the Monday on which a round closes to the day it is decided, a Tuesday."""

DECIDED_AT = time(6)
"""The local hour at which a round is decided."""

BLOCK_ROUNDS = 4
"""Rounds in a block: what groups of five to seven are shown at once."""

QUARTER_WEEKS = 12
"""Weeks in which different people are counted for the class of participation."""

_WEEK = timedelta(weeks=1)


class NotAMonday(ValueError):
    """Report a date that starts no week."""


class BeforeFirstWeek(ValueError):
    """Report a week in which the programme had not begun."""


def week(day: date) -> Week:
    """Take a Monday as a week; raise NotAMonday."""
    if day.weekday() != 0:
        raise NotAMonday(day.isoformat())
    return Week(day)


def week_of(moment: datetime, time_zone: str) -> Week:
    """Find the week of an aware moment, as people in that time zone live it."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone belongs to no week")
    day = moment.astimezone(ZoneInfo(time_zone)).date()
    return Week(day - timedelta(days=day.weekday()))


def add_weeks(start: Week, count: int) -> Week:
    """Go forward by a number of weeks, or back if it is negative."""
    return Week(start + count * _WEEK)


def weeks_between(start: Week, end: Week) -> int:
    """Count the weeks from one to the other; negative if `end` is the earlier."""
    return (end - start) // _WEEK


def round_number(in_week: Week, first_week: Week, round_weeks: int) -> int:
    """Give the number, from 1, of the round of a week; raise BeforeFirstWeek."""
    passed = weeks_between(first_week, in_week)
    if passed < 0:
        raise BeforeFirstWeek(in_week.isoformat())
    return passed // round_weeks + 1


def weeks_of(number: int, first_week: Week, round_weeks: int) -> tuple[Week, ...]:
    """List the weeks of a round."""
    start = add_weeks(first_week, (number - 1) * round_weeks)
    return tuple(add_weeks(start, step) for step in range(round_weeks))


def block_of(number: int) -> int:
    """Give the number, from 1, of the block in which a round lies."""
    return (number - 1) // BLOCK_ROUNDS + 1


def rounds_of(block: int) -> range:
    """List the numbers of the rounds of a block."""
    return range((block - 1) * BLOCK_ROUNDS + 1, block * BLOCK_ROUNDS + 1)


def quarter_of(in_week: Week, first_week: Week) -> int:
    """Give the number, from 1, of the quarter of a week; raise BeforeFirstWeek."""
    return round_number(in_week, first_week, QUARTER_WEEKS)


def weeks_of_quarter(quarter: int, first_week: Week) -> tuple[Week, ...]:
    """List the weeks of a quarter; a round never reaches over its end."""
    return weeks_of(quarter, first_week, QUARTER_WEEKS)


def closes_at(
    number: int, first_week: Week, round_weeks: int, time_zone: str
) -> datetime:
    """Give the moment (UTC) from which a round takes no more check-ins."""
    return _utc(_closing(number, first_week, round_weeks), time(0), time_zone)


def decided_at(
    number: int, first_week: Week, round_weeks: int, time_zone: str
) -> datetime:
    """Give the moment (UTC) at which a round is decided."""
    day = _closing(number, first_week, round_weeks) + DECIDED_ON
    return _utc(day, DECIDED_AT, time_zone)


def is_decided(
    in_week: Week,
    now: datetime,
    first_week: Week,
    round_weeks: int,
    time_zone: str,
) -> bool:
    """Say whether the round of a week is decided by now.

    Weeks before the programme began lie in no round that could still take them.
    """
    if in_week < first_week:
        return True
    number = round_number(in_week, first_week, round_weeks)
    return now >= decided_at(number, first_week, round_weeks, time_zone)


def _closing(number: int, first_week: Week, round_weeks: int) -> date:
    last = weeks_of(number, first_week, round_weeks)[-1]
    return last + _WEEK + CLOSES_AFTER


def _utc(day: date, hour: time, time_zone: str) -> datetime:
    local = datetime.combine(day, hour, tzinfo=ZoneInfo(time_zone))
    return local.astimezone(UTC)
