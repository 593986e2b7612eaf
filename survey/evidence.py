"""What can be shown of the work without one answer: groups, meetings, heads.

A head is counted each time it comes, so the sum says how much was done and never how
many people there are.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from survey.groups import OpenGroup
from survey.measure.rounds import QUARTER_WEEKS
from survey.records.queries import staff as rows
from survey.records.queries import trail, tree
from survey.service import Service

LATELY = timedelta(weeks=QUARTER_WEEKS)
QUARTERS = 8
"""Quarters of the year that are told side by side, at most."""
TURNS = {"group.opened": True, "group.closed": False, "group.reopened": True}
"""What the trail says of a group that was opened or closed."""

Turns = tuple[tuple[date, bool], ...]


@dataclass(frozen=True, slots=True)
class GroupWork:
    """What was done in one group, from its first day."""

    group: OpenGroup
    site: str
    turns: Turns
    """The days on which it was opened and closed, and whether it was open since."""
    held: tuple[tuple[date, int], ...]
    """The weeks in which it met, with the heads counted."""

    @property
    def opened(self) -> date | None:
        """Return its first day; None for a group that is older than the audit trail."""
        return self.turns[0][0] if self.turns and self.turns[0][1] else None

    @property
    def closed(self) -> date | None:
        """Return the day on which it was closed; what was undone is not told."""
        return self.turns[-1][0] if self.turns and not self.turns[-1][1] else None

    @property
    def heads(self) -> int:
        """Return the heads counted, each as often as it came."""
        return sum(heads for _, heads in self.held)

    def was_open(self, day: date) -> bool:
        """Return whether it was open when a day ended."""
        until = [is_open for on, is_open in self.turns if on <= day]
        return until[-1] if until else self.opened is None


@dataclass(frozen=True, slots=True)
class Sums:
    """What was done in some groups since a day."""

    since: date | None
    opened: int
    closed: int
    meetings: int
    heads: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was done in some groups in a quarter of the year; both days belong to it."""

    first: date
    last: date
    groups: int
    """Those that were open when it ended, or are today."""
    meetings: int
    heads: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was done in the groups that somebody runs or organises."""

    groups: tuple[GroupWork, ...]
    lately: Sums
    ever: Sums
    today: date

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Return how it went quarter by quarter, oldest first, up to this one."""
        first = self.ever.since or self.today
        found = [_quarter(self.groups, *span) for span in _spans(first, self.today)]
        return tuple(found[-QUARTERS:])


def of(service: Service, groups: Sequence[OpenGroup]) -> Evidence:
    """Return what was done in these groups, lately and since the first day."""
    today = service.clock.now().date()
    with service.store.read() as connection:
        done = _done(connection, groups)
    started = [work.opened for work in done if work.opened]
    started += [week for work in done for week, _ in work.held]
    return Evidence(
        groups=done,
        lately=_sums(done, today - LATELY),
        ever=_sums(done, min(started, default=None)),
        today=today,
    )


def _done(connection: Connection, groups: Sequence[OpenGroup]) -> tuple[GroupWork, ...]:
    turns = _turns(connection)
    sites = {
        programme_id: tree.sites(connection, programme_id)
        for programme_id in {group.programme_id for group in groups}
    }
    held: dict[bytes, list[tuple[date, int]]] = {group.id: [] for group in groups}
    for row in rows.meetings(connection, held):
        held[row.group_id].append((row.week, row.heads))
    return tuple(
        GroupWork(
            group=group,
            site=sites[group.programme_id][group.site_id],
            turns=tuple(turns[group.programme_id, group.alias]),
            held=tuple(held[group.id]),
        )
        for group in groups
    )


def _turns(connection: Connection) -> Mapping[tuple[str, str], list[tuple[date, bool]]]:
    """Return when groups were opened and closed, as the audit trail has it."""
    found: dict[tuple[str, str], list[tuple[date, bool]]] = defaultdict(list)
    for row in trail.of_kinds(connection, TURNS):
        act = json.loads(row.content)
        day = datetime.fromisoformat(act["at"]).date()
        found[act["programme"], act["group"]].append((day, TURNS[row.kind]))
    return found


def _sums(done: Iterable[GroupWork], since: date | None) -> Sums:
    works = tuple(done)
    first = since or date.min
    met = [heads for work in works for week, heads in work.held if week >= first]
    return Sums(
        since=since,
        opened=sum(1 for work in works if work.opened and work.opened >= first),
        closed=sum(1 for work in works if work.closed and work.closed >= first),
        meetings=len(met),
        heads=sum(met),
    )


def _spans(since: date, today: date) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each quarter of the year, up to today."""
    year, month = since.year, 1 + (since.month - 1) // 3 * 3
    while (first := date(year, month, 1)) <= today:
        year, month = (year + 1, 1) if month > 9 else (year, month + 3)
        yield first, min(date(year, month, 1) - timedelta(days=1), today)


def _quarter(done: Iterable[GroupWork], first: date, last: date) -> Quarter:
    works = tuple(done)
    held = [each for work in works for each in work.held if first <= each[0] <= last]
    return Quarter(
        first=first,
        last=last,
        groups=sum(work.was_open(last) for work in works),
        meetings=len(held),
        heads=sum(heads for _, heads in held),
    )
