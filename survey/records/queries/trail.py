"""The audit trail: its events, and the ends of it that were signed."""

from collections.abc import Collection, Generator, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select

from survey.records.rows import AnyRow
from survey.records.tables import AuditEvent, AuditHead, Staff

WRITERS = 0x7469646D61726B
"""PostgreSQL's number for the lock that lets one writer at a time reach the trail."""


def queue(connection: Connection) -> None:
    """Wait until nobody else writes to the trail; it lasts to the end of this write.

    SQLite needs nothing: a write there begins by waiting for every other.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(WRITERS)))


def last(connection: Connection) -> AnyRow | None:
    """Return the newest event: number and digest."""
    return connection.execute(
        select(AuditEvent.number, AuditEvent.digest)
        .order_by(AuditEvent.number.desc())
        .limit(1)
    ).one_or_none()


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write events."""
    connection.execute(insert(AuditEvent), rows)


def events(connection: Connection) -> Iterator[AnyRow]:
    """Yield every event in order, a few at a time."""
    yield from connection.execution_options(yield_per=1000).execute(
        select(AuditEvent.__table__).order_by(AuditEvent.number)
    )


def newest(
    connection: Connection, before: int | None, families: Collection[str] = ()
) -> Generator[AnyRow]:
    """Yield events, newest first: number, kind, content; close it to stop early.

    Kinds of a family are called like it, or begin with its name and a dot.
    """
    query = select(AuditEvent.number, AuditEvent.kind, AuditEvent.content)
    if before is not None:
        query = query.where(AuditEvent.number < before)
    if families:
        these = [AuditEvent.kind.startswith(f"{name}.") for name in families]
        query = query.where(or_(AuditEvent.kind.in_(families), *these))
    query = query.order_by(AuditEvent.number.desc())
    with connection.execution_options(yield_per=200).execute(query) as found:
        yield from found


def staff_names(connection: Connection) -> Sequence[AnyRow]:
    """Return what everybody who works here is called: id, name."""
    return connection.execute(select(Staff.id, Staff.name)).all()


def of_kinds(connection: Connection, kinds: Collection[str]) -> Sequence[AnyRow]:
    """Return the events of some kinds in order: number, kind and content."""
    return connection.execute(
        select(AuditEvent.number, AuditEvent.kind, AuditEvent.content)
        .where(AuditEvent.kind.in_(kinds))
        .order_by(AuditEvent.number)
    ).all()


def heads(connection: Connection) -> Iterator[AnyRow]:
    """Yield every signed end in order."""
    yield from connection.execution_options(yield_per=1000).execute(
        select(AuditHead.__table__).order_by(AuditHead.number)
    )


def newest_head(connection: Connection) -> int:
    """Return the number of the newest signed event, 0 if there is none."""
    return (
        connection.execute(select(func.max(AuditHead.number))).scalar_one_or_none() or 0
    )


def add_head(connection: Connection, **values: Any) -> None:
    """Write a signed end."""
    connection.execute(insert(AuditHead).values(values))
