"""Where a join code leads, and how it is with the code on the posters of a group."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from survey import programme
from survey.groups import OpenGroup, group_of
from survey.privacy.codes import normalise_join_code
from survey.programme import Programme
from survey.records.queries import tree
from survey.service import Service

SOON = timedelta(weeks=3)
"""How long before its last day a code is said to end: time to print new posters."""
FEW = 50
"""Joins left from which a code is nearly used. How many exactly is never said: looked
at before and after an evening, it would tell who joined."""

Problem = Literal["unknown", "expired", "full", "paused", "closed"]
Standing = Problem | Literal["ends soon", "good"]
"""How it is with the code on a group's posters."""


@dataclass(frozen=True, slots=True)
class Doorway:
    """Where a typed join code leads, and why it may not open."""

    programme: Programme | None
    group_id: bytes | None
    problem: Problem | None


def look_up(service: Service, text: str) -> Doorway:
    """Find the group of a join code; without one the programme stays open."""
    with service.store.read() as connection:
        row = tree.group_by_code(connection, normalise_join_code(text))
        if row is None:
            return Doorway(None, None, "unknown")
        group = group_of(row)
        found = programme.one(connection, group.programme_id)
    problem = _problem(group, service.clock.now().date())
    return Doorway(found, group.id if problem is None else None, problem)


def standing(service: Service, group: OpenGroup) -> Standing:
    """Return how it is with the code on a group's posters."""
    today = service.clock.now().date()
    ends_soon = group.last_day - today <= SOON
    return _problem(group, today) or ("ends soon" if ends_soon else "good")


def _problem(group: OpenGroup, today: date) -> Problem | None:
    if group.state != "open":
        return "closed"
    if group.last_day < today:
        return "expired"
    if group.joins_left <= 0:
        return "full"
    return "paused" if group.paused_since else None
