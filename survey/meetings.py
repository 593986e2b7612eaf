"""That a group met, and how many heads came: what a facilitator can show of the work.

One record a group and week; the last word counts. Heads are counted in the room, by
whoever is there: no row here leads to a participant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
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


@dataclass(frozen=True, slots=True)
class Meeting:
    """That a group met in a week."""

    week: Week
    heads: int
    fresh: bool
    """Whether this was recorded today, and may be taken back."""


def record(
    service: Service, who: Staff, group: OpenGroup, week: Week, heads: int
) -> int | None:
    """Record a meeting; return the heads of an earlier record that this replaces.

    The week is the present one or the one before. Raise HeadsOutOfRange or GroupClosed.
    """
    if not 0 <= heads <= MOST_HEADS:
        raise HeadsOutOfRange
    with service.store.write() as connection:
        plan = _still_open(connection, group)
        if week not in weeks_offered(service, plan):
            raise ValueError("a meeting is recorded in its week or the one after")
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


def weeks_offered(service: Service, plan: Programme) -> tuple[Week, Week]:
    """Return this week and the last: who met on Sunday may write it down on Monday."""
    this = plan.week(service)
    return this, add_weeks(this, -1)


def lately(
    service: Service, groups: Iterable[OpenGroup]
) -> Mapping[tuple[bytes, date], Meeting]:
    """Return what is recorded for this week and the last, by group id and week."""
    found = {}
    with service.store.read() as connection:
        for group in groups:
            plan = programme.one(connection, group.programme_id)
            since = weeks_offered(service, plan)[-1]
            for row in rows.meetings(connection, [group.id], since):
                fresh = _is_of_today(service, plan, row)
                found[group.id, row.week] = Meeting(row.week, row.heads, fresh)
    return found


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
