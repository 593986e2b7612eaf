"""Who works here: their grants, their ways in, and the meetings they recorded."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from survey.records.queries.put import put
from survey.records.rows import AnyRow
from survey.records.tables import (
    Group,
    Meeting,
    Staff,
    StaffGrant,
    StaffLink,
    StaffSession,
)


def named(connection: Connection, name: str) -> AnyRow | None:
    """Return somebody of the staff by name: id, name, state."""
    return connection.execute(
        select(Staff.__table__).where(Staff.name == name)
    ).one_or_none()


def everybody(connection: Connection) -> Sequence[AnyRow]:
    """Return every grant by name, with name and state of whose it is, and alias."""
    return connection.execute(
        select(StaffGrant.__table__, Staff.name, Staff.state, Group.alias)
        .join(Staff, Staff.id == StaffGrant.staff_id)
        .outerjoin(Group, Group.id == StaffGrant.group_id)
        .order_by(Staff.name, StaffGrant.role, StaffGrant.id)
    ).all()


def add(connection: Connection, **values: Any) -> None:
    """Write somebody new."""
    connection.execute(insert(Staff).values(values))


def change(connection: Connection, staff_id: bytes, **values: Any) -> None:
    """Change the name or the state of somebody."""
    connection.execute(update(Staff).where(Staff.id == staff_id).values(values))


def grants(connection: Connection, staff_id: bytes) -> Sequence[AnyRow]:
    """Return what somebody may do, by programme and role."""
    return connection.execute(
        select(StaffGrant.__table__)
        .where(StaffGrant.staff_id == staff_id)
        .order_by(StaffGrant.programme_id, StaffGrant.role, StaffGrant.id)
    ).all()


def add_grant(connection: Connection, **values: Any) -> None:
    """Let somebody do something somewhere."""
    connection.execute(insert(StaffGrant).values(values))


def spend_grant(connection: Connection, staff_id: bytes, **grant: Any) -> bool:
    """Take back what somebody might do; False if it was gone already."""
    spent = connection.execute(delete(StaffGrant).filter_by(staff_id=staff_id, **grant))
    return spent.rowcount == 1


def facilitators(
    connection: Connection, group_ids: Iterable[bytes]
) -> Sequence[AnyRow]:
    """Return who holds these groups now, by name: their grants, and name."""
    return connection.execute(
        select(StaffGrant.__table__, Staff.name)
        .join(Staff, Staff.id == StaffGrant.staff_id)
        .where(StaffGrant.group_id.in_(list(group_ids)), Staff.state == "active")
        .order_by(Staff.name)
    ).all()


def add_link(connection: Connection, **values: Any) -> None:
    """Write a way in that works once."""
    connection.execute(insert(StaffLink).values(values))


def link(connection: Connection, link_id: bytes) -> AnyRow | None:
    """Return an unused way in, with name and state of whose it is."""
    return connection.execute(
        select(StaffLink.__table__, Staff.name, Staff.state)
        .join(Staff, Staff.id == StaffLink.staff_id)
        .where(StaffLink.id == link_id)
    ).one_or_none()


def spend_link(connection: Connection, link_id: bytes) -> bool:
    """Use a way in up; False if another browser was faster."""
    spent = connection.execute(delete(StaffLink).where(StaffLink.id == link_id))
    return spent.rowcount == 1


def session(connection: Connection, session_id: bytes) -> AnyRow | None:
    """Return a signed-in browser, and whose it is."""
    return connection.execute(
        select(StaffSession.__table__, Staff.name, Staff.state)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.id == session_id)
    ).one_or_none()


def add_session(connection: Connection, **values: Any) -> None:
    """Write a signed-in browser."""
    connection.execute(insert(StaffSession).values(values))


def change_session(connection: Connection, session_id: bytes, **values: Any) -> None:
    """Change how long a browser stays signed in."""
    connection.execute(
        update(StaffSession).where(StaffSession.id == session_id).values(values)
    )


def drop_session(connection: Connection, session_id: bytes) -> None:
    """Sign a browser out."""
    connection.execute(delete(StaffSession).where(StaffSession.id == session_id))


def drop_ways_in(connection: Connection, staff_id: bytes) -> None:
    """Sign every browser of somebody out, and let no link of theirs work."""
    connection.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))
    connection.execute(delete(StaffLink).where(StaffLink.staff_id == staff_id))


def drop_expired(connection: Connection, now: int) -> None:
    """Delete links and signed-in browsers past their end."""
    connection.execute(delete(StaffLink).where(StaffLink.expires <= now))
    connection.execute(
        delete(StaffSession).where(
            (StaffSession.end <= now) | (StaffSession.idle_end <= now)
        )
    )


def meeting(connection: Connection, group_id: bytes, week: date) -> AnyRow | None:
    """Return the meeting of a group in a week: heads, recorded, recorded_by."""
    return connection.execute(
        select(Meeting.__table__).where(
            Meeting.group_id == group_id, Meeting.week == week
        )
    ).one_or_none()


def put_meeting(
    connection: Connection, group_id: bytes, week: date, **values: Any
) -> None:
    """Write that a group met in a week, new or said anew."""
    put(connection, Meeting, {"group_id": group_id, "week": week}, values)


def drop_meeting(connection: Connection, group_id: bytes, week: date) -> None:
    """Take back that a group met in a week."""
    connection.execute(
        delete(Meeting).where(Meeting.group_id == group_id, Meeting.week == week)
    )


def meetings(
    connection: Connection, group_ids: Iterable[bytes], since: date = date.min
) -> Sequence[AnyRow]:
    """Return the meetings of groups, oldest first: group_id, week, heads, recorded."""
    return connection.execute(
        select(Meeting.group_id, Meeting.week, Meeting.heads, Meeting.recorded)
        .where(Meeting.group_id.in_(list(group_ids)), Meeting.week >= since)
        .order_by(Meeting.week, Meeting.group_id)
    ).all()
