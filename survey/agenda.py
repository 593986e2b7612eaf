"""What a person is asked now, and how long it takes.

It follows from weeks in clear, so a phone that cannot read knows it too.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from survey import programme
from survey.drafts import Part
from survey.measure import schedule
from survey.measure.instruments import Library
from survey.measure.rounds import AWAY_WEEKS, Week, add_weeks
from survey.measure.schedule import Done, Due
from survey.person import Person
from survey.programme import Programme
from survey.records.queries import checkins
from survey.service import Service

SECONDS_EACH = 10
"""How long one question takes, generously; said up front as minutes."""


@dataclass(frozen=True, slots=True)
class DueSet:
    """What a person is asked now, and how long it takes."""

    kind: Literal["first", "weekly", "comeback", "nothing"]
    parts: tuple[Part, ...]
    week: Week
    items_at_most: int
    known: bool
    """Whether the person has checked in before."""
    this_week: bool
    """Whether they have done so this week."""

    @property
    def minutes(self) -> int:
        """Return how many minutes it takes at most, rounded up."""
        return max(1, math.ceil(self.items_at_most * SECONDS_EACH / 60))


def due(service: Service, person: Person) -> DueSet:
    """Return what is due, from weeks in clear: a phone that cannot read knows too."""
    with service.store.read() as connection:
        plan = programme.one(connection, person.programme_id)
        done = {
            name: [Week(week) for week in weeks]
            for name, weeks in checkins.weeks(connection, person.id).items()
        }
        goals = sorted(
            {row.week for row in checkins.notes(connection, person.id, "goal")}
        )
    week = plan.week(service)
    changed = Week(goals[-1]) if len(goals) > 1 else None
    found = schedule.due(plan.schedule, person.joined, done, week, changed)
    return _due_set(service.instruments, found, done, week)


def foreseen(
    plan: Programme, library: Library, number: int, away: bool = False
) -> tuple[DueSet, ...]:
    """Return what is asked in a week since joining, one sitting after the other.

    It is foreseen for somebody who answered all there was; or, if they were away, none
    of it in the six weeks before.
    """
    joined, sittings = Week(plan.first_week), []
    done: dict[str, list[Week]] = {}
    gone = range(number - AWAY_WEEKS + 1, number) if away else range(0)
    for passed in range(number + 1):
        week = add_weeks(joined, passed)
        while passed not in gone:
            found = schedule.due(plan.schedule, joined, done, week)
            if not found.parts:
                break
            if passed == number:
                sittings.append(_due_set(library, found, done, week))
            for part in found.parts:
                done.setdefault(part.instrument_id, []).append(week)
    return tuple(sittings)


def weekly(service: Service, person: Person) -> tuple[Part, ...]:
    """Return the weekly set, for somebody who wants to check in once more."""
    with service.store.read() as connection:
        plan = programme.one(connection, person.programme_id)
    return tuple(
        Part(service.instruments.current(entry.instrument))
        for entry in plan.schedule
        if entry.every == 1
    )


def once_more(service: Service, person: Person) -> DueSet:
    """Return the weekly set as something to do although nothing is due."""
    parts = weekly(service, person)
    with service.store.read() as connection:
        week = programme.one(connection, person.programme_id).week(service)
    most = _most_items(parts)
    return DueSet("weekly", parts, week, most, known=True, this_week=True)


def _due_set(library: Library, found: Due, done: Done, week: Week) -> DueSet:
    parts = tuple(
        Part(library.current(part.instrument_id), part.only) for part in found.parts
    )
    return DueSet(
        found.kind,
        parts,
        week,
        _most_items(parts),
        known=bool(done),
        this_week=any(week in weeks for weeks in done.values()),
    )


def _most_items(parts: Sequence[Part]) -> int:
    return sum(
        len(part.only) if part.only is not None else len(part.instrument.items)
        for part in parts
    )
