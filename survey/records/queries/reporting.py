"""What a report counts of a programme beside answers, and the reports themselves."""

from datetime import date

from sqlalchemy import Connection, func, select

from survey.records.rows import AnyRow
from survey.records.tables import Group, Meeting, Participant, Release, Round


def joins(
    connection: Connection, programme_id: str, weeks: tuple[date, date]
) -> dict[date, int]:
    """Count who joined in each week of a span."""
    rows = connection.execute(
        select(Participant.joined, func.count().label("people"))
        .where(
            Participant.programme_id == programme_id,
            Participant.joined.between(*weeks),
        )
        .group_by(Participant.joined)
    )
    return {row.joined: row.people for row in rows}


def heads(
    connection: Connection, programme_id: str, weeks: tuple[date, date]
) -> tuple[int, int]:
    """Count the meetings that were recorded in a span, and the heads at them."""
    row = connection.execute(
        select(func.count().label("meetings"), func.sum(Meeting.heads).label("heads"))
        .join(Group, Group.id == Meeting.group_id)
        .where(Group.programme_id == programme_id, Meeting.week.between(*weeks))
    ).one()
    return row.meetings, row.heads or 0


def last_decided(connection: Connection, programme_id: str) -> int:
    """Return the number of the last round before which all are decided; 0 for none."""
    here = Round.programme_id == programme_id
    waiting = connection.scalar(
        select(func.min(Round.number)).where(here, Round.state != "decided")
    )
    if waiting is not None:
        return waiting - 1
    return connection.scalar(select(func.max(Round.number)).where(here)) or 0


def newest(connection: Connection, programme_id: str, name: str) -> AnyRow | None:
    """Return the newest report of a programme: number of its quarter, week and page."""
    return connection.execute(
        select(Release.number, Release.week, Release.page)
        .where(
            Release.programme_id == programme_id,
            Release.place == "programme",
            Release.span == "quarter",
            Release.domain == name,
        )
        .order_by(Release.number.desc())
        .limit(1)
    ).one_or_none()
