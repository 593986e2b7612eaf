"""What can be shown of the work without one answer: groups, meetings, heads.

A head is counted each time it comes, so the sum says how much was done and never how
many people there are.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from survey.groups import OpenGroup
from survey.measure.rounds import QUARTER_WEEKS
from survey.records.queries import staff as rows
from survey.records.queries import trail, tree
from survey.service import Service

LATELY = timedelta(weeks=QUARTER_WEEKS)


@dataclass(frozen=True, slots=True)
class GroupWork:
    """What was done in one group, from its first day."""

    programme_id: str
    alias: str
    site: str
    is_open: bool
    opened: date | None
    """None for a group that is older than the audit trail."""
    closed: date | None
    held: tuple[tuple[date, int], ...]
    """The weeks in which it met, with the heads counted."""

    @property
    def heads(self) -> int:
        """Return the heads counted, each as often as it came."""
        return sum(heads for _, heads in self.held)


@dataclass(frozen=True, slots=True)
class Sums:
    """What was done in some groups since a day."""

    since: date | None
    opened: int
    closed: int
    meetings: int
    heads: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was done in the groups that somebody runs or organises."""

    groups: tuple[GroupWork, ...]
    lately: Sums
    ever: Sums
    today: date


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
    opened = _days(connection, "group.opened")
    closed = _days(connection, "group.closed", but="group.reopened")
    sites = {
        programme_id: tree.sites(connection, programme_id)
        for programme_id in {group.programme_id for group in groups}
    }
    held: dict[bytes, list[tuple[date, int]]] = {group.id: [] for group in groups}
    for row in rows.meetings(connection, held):
        held[row.group_id].append((row.week, row.heads))
    return tuple(
        GroupWork(
            programme_id=group.programme_id,
            alias=group.alias,
            site=sites[group.programme_id][group.site_id],
            is_open=group.state == "open",
            opened=opened.get((group.programme_id, group.alias)),
            closed=closed.get((group.programme_id, group.alias)),
            held=tuple(held[group.id]),
        )
        for group in groups
    )


def _days(
    connection: Connection, kind: str, but: str = ""
) -> dict[tuple[str, str], date]:
    """Return when groups were last opened or closed, as the audit trail has it.

    What was undone later is not told.
    """
    found = {}
    for row in trail.of_kinds(connection, [kind, but]):
        act = json.loads(row.content)
        of = act["programme"], act["group"]
        found[of] = datetime.fromisoformat(act["at"]).date()
        if row.kind == but:
            found.pop(of, None)
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
