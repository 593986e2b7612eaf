"""Turn rounds: open, closed, decided, by the clock, in order and only forward.

A clock that goes back reopens nothing, because the database refuses it. A clock that
leaps ahead is not believed: closing rounds too early would lose check-ins for good.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from survey.aggregator.settling import weeks
from survey.aggregator.tools import Aggregator
from survey.measure import rounds as calendar
from survey.measure.rounds import Week, week_of
from survey.programme import Programme
from survey.records.queries import checkins, rounds

LEAP = timedelta(days=35)
"""So long after the last run, and after the newest check-in, a clock is doubted."""

LAST_RUN = "last-run"


def believable(aggregator: Aggregator) -> bool:
    """Say whether the clock may be right; before a first run nothing speaks against."""
    known = last_run(aggregator)
    if known is None:
        return True
    with aggregator.store.read() as connection:
        newest = checkins.newest_week(connection)
    return today(aggregator) <= max(known, newest or known) + LEAP


def today(aggregator: Aggregator) -> date:
    """Return the day that the clock shows."""
    return aggregator.clock.now().date()


def last_run(aggregator: Aggregator) -> date | None:
    """Return the day of the run before this one, if there was one."""
    try:
        text = (aggregator.folder / LAST_RUN).read_text(encoding="ascii")
        return date.fromisoformat(text.strip())
    except (FileNotFoundError, ValueError):
        return None


def ran(aggregator: Aggregator) -> None:
    """Write down the day of a run, for the next one to compare its clock with."""
    day = today(aggregator)
    if day != last_run(aggregator):
        (aggregator.folder / LAST_RUN).write_text(f"{day}\n", encoding="ascii")


def turn(aggregator: Aggregator, plan: Programme) -> None:
    """Open and close the rounds of a programme up to now.

    Before anybody has checked in there are no rounds: whatever is read in of earlier
    weeks then finds them open.
    """
    now = aggregator.clock.now()
    with aggregator.store.write() as connection:
        if not rounds.sat(connection, plan.id):
            return
        last = _number(plan, week_of(now, plan.time_zone))
        there = {row.number for row in rounds.of_programme(connection, plan.id)}
        for number in range(1, last + 1):
            if number not in there:
                span = weeks(plan, number, number)
                rounds.add(connection, plan.id, number, span)
        rounds.close(connection, plan.id, _closing(plan, last, now))


def due(connection: Connection, plan: Programme, now: datetime) -> tuple[int, ...]:
    """Return the rounds that are closed and due to be decided, in order."""
    return tuple(
        row.number
        for row in rounds.of_programme(connection, plan.id)
        if row.state == "closed"
        and now
        >= calendar.decided_at(
            row.number, Week(plan.first_week), plan.round_weeks, plan.time_zone
        )
    )


def next_moment(plan: Programme, now: datetime) -> datetime:
    """Return when a round of a programme is next to be closed or decided."""
    first, each, zone = Week(plan.first_week), plan.round_weeks, plan.time_zone
    number = max(1, _number(plan, week_of(now, zone)) - 2)
    while True:
        for moment in (
            calendar.closes_at(number, first, each, zone),
            calendar.decided_at(number, first, each, zone),
        ):
            if moment > now:
                return moment
        number += 1


def _number(plan: Programme, week: Week) -> int:
    passed = calendar.weeks_between(Week(plan.first_week), week)
    return passed // plan.round_weeks + 1


def _closing(plan: Programme, last: int, now: datetime) -> list[int]:
    first, each, zone = Week(plan.first_week), plan.round_weeks, plan.time_zone
    return [
        number
        for number in range(1, last + 1)
        if now >= calendar.closes_at(number, first, each, zone)
    ]
