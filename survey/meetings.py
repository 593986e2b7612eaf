"""That a group met, and how many heads came: what a facilitator can show of the work.

One record a group and week; the last word counts. Heads are counted in the room, by
whoever is there: no row here leads to a participant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from survey import acts, programme
from survey.clock import minute
from survey.groups import GroupClosed, OpenGroup
from survey.measure.rounds import Week, add_weeks
from survey.programme import Programme
from survey.records.queries import staff as rows
from survey.records.queries import tree
from survey.records.rows import AnyRow
from survey.service import Service
from survey.staff import Staff

MOST_HEADS = 60
"""Heads of one meeting at most: more do not meet in one circle."""


class HeadsOutOfRange(Exception):
    """Fewer heads than none were counted, or more than fit a group."""


class TooLateToTakeBack(Exception):
    """A record is taken back on the day on which it was made, or not at all."""


class WrongWeek(Exception):
    """A meeting is written down in its week or in the one after."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is written down of a group and a week."""

    week: Week
    heads: int | None
    """None while nothing is."""
    fresh: bool
    """Whether this was recorded today, and may be taken back."""


def record(
    service: Service, who: Staff, group: OpenGroup, week: Week, heads: int
) -> int | None:
    """Record a meeting; return the heads of an earlier record that this replaces.

    Raise HeadsOutOfRange, WrongWeek or GroupClosed.
    """
    if not 0 <= heads <= MOST_HEADS:
        raise HeadsOutOfRange
    with service.store.write() as connection:
        plan = _still_open(connection, group)
        if week not in _weeks(service, plan):
            raise WrongWeek
        before = rows.meeting(connection, group.id, week)
        recorded = minute(service.clock.now())
        told = {"heads": heads, "recorded": recorded, "recorded_by": who.id}
        rows.put_meeting(connection, group.id, week, **told)
        what = _named(group, week) | {"heads": heads}
        acts.write(service, connection, "meeting.recorded", who.id, **what)
    return before.heads if before else None


def take_back(service: Service, who: Staff, group: OpenGroup, week: Week) -> None:
    """Take back a meeting that was recorded today, or raise TooLateToTakeBack."""
    with service.store.write() as connection:
        plan = _still_open(connection, group)
        row = rows.meeting(connection, group.id, week)
        if row is None:
            return
        if not _is_of_today(service, plan, row):
            raise TooLateToTakeBack
        rows.drop_meeting(connection, group.id, week)
        acts.write(
            service, connection, "meeting.taken_back", who.id, **_named(group, week)
        )


def lately(
    service: Service, groups: Iterable[OpenGroup]
) -> Mapping[bytes, tuple[Meeting, Meeting]]:
    """Return what is written down of this week and the last, by group id."""
    with service.store.read() as connection:
        return {group.id: _lately(service, connection, group) for group in groups}


def _lately(
    service: Service, connection: Connection, group: OpenGroup
) -> tuple[Meeting, Meeting]:
    plan = programme.one(connection, group.programme_id)
    this, last = _weeks(service, plan)
    told = {row.week: row for row in rows.meetings(connection, [group.id], last)}

    def of(week: Week) -> Meeting:
        row = told.get(week)
        if row is None:
            return Meeting(week, None, fresh=False)
        return Meeting(week, row.heads, _is_of_today(service, plan, row))

    return of(this), of(last)


def _weeks(service: Service, plan: Programme) -> tuple[Week, Week]:
    """Return this week and the last: who met on Sunday writes it down on Monday."""
    this = plan.week(service)
    return this, add_weeks(this, -1)


def _still_open(connection: Connection, group: OpenGroup) -> Programme:
    row = tree.group(connection, group.id)
    if row is None or row.state != "open":
        raise GroupClosed(group.alias)
    return programme.one(connection, group.programme_id)


def _is_of_today(service: Service, plan: Programme, row: AnyRow) -> bool:
    zone = ZoneInfo(plan.time_zone)
    recorded = datetime.fromtimestamp(row.recorded, UTC).astimezone(zone)
    return recorded.date() == service.clock.now().astimezone(zone).date()


def _named(group: OpenGroup, week: Week) -> dict[str, str | int]:
    return {
        "programme": group.programme_id,
        "group": group.alias,
        "week": week.isoformat(),
    }
