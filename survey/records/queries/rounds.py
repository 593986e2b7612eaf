"""Rounds, placements of groups, and what the operator took out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, exists, func, insert, select, update

from survey.records.queries.put import put_new
from survey.records.rows import AnyRow
from survey.records.tables import Placement, Quarantine, Response, Round, Sitting


def of_programme(connection: Connection, programme_id: str) -> Sequence[AnyRow]:
    """Return the rounds of a programme in order."""
    return connection.execute(
        select(Round.__table__)
        .where(Round.programme_id == programme_id)
        .order_by(Round.number)
    ).all()


def any_of(connection: Connection, programme_id: str) -> bool:
    """Return whether a programme has begun to count its rounds."""
    return connection.execute(
        select(exists().where(Round.programme_id == programme_id))
    ).scalar_one()


def sat(connection: Connection, programme_id: str) -> bool:
    """Return whether anybody of a programme has ever checked in."""
    return connection.execute(
        select(exists().where(Sitting.programme_id == programme_id))
    ).scalar_one()


def lock(connection: Connection, programme_id: str, number: int) -> str | None:
    """Return the state of a round; nobody else turns it before this write ends."""
    return connection.execute(
        select(Round.state)
        .where(Round.programme_id == programme_id, Round.number == number)
        .with_for_update()
    ).scalar_one_or_none()


def add(
    connection: Connection, programme_id: str, number: int, weeks: tuple[date, date]
) -> None:
    """Open a round, unless it is there."""
    values = {"first_week": weeks[0], "last_week": weeks[1], "state": "open"}
    put_new(connection, Round, {"programme_id": programme_id, "number": number}, values)


def close(connection: Connection, programme_id: str, numbers: Sequence[int]) -> int:
    """Close open rounds; return how many were."""
    return connection.execute(
        update(Round)
        .where(
            Round.programme_id == programme_id,
            Round.number.in_(numbers),
            Round.state == "open",
        )
        .values(state="closed")
    ).rowcount


def decide(connection: Connection, programme_id: str, number: int, day: date) -> None:
    """Write that all of a round has been decided."""
    connection.execute(
        update(Round)
        .where(Round.programme_id == programme_id, Round.number == number)
        .values(state="decided", decided=day)
    )


def placements(connection: Connection, programme_id: str) -> Sequence[AnyRow]:
    """Return the newest placement of each group: group, block, site and unit."""
    newest = (
        select(Placement.group_id, func.max(Placement.block).label("block"))
        .where(Placement.programme_id == programme_id)
        .group_by(Placement.group_id)
        .subquery()
    )
    return connection.execute(
        select(Placement.__table__).join(
            newest,
            (newest.c.group_id == Placement.group_id)
            & (newest.c.block == Placement.block),
        )
    ).all()


def placed(connection: Connection, programme_id: str, block: int) -> dict[bytes, Any]:
    """Return the unit of each group in a block."""
    rows = connection.execute(
        select(Placement.group_id, Placement.unit).where(
            Placement.programme_id == programme_id, Placement.block == block
        )
    )
    return {row.group_id: row.unit for row in rows}


def add_placements(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write how groups are shown in a block."""
    if rows:
        connection.execute(insert(Placement), rows)


def quarantine(connection: Connection, response_id: bytes) -> bool:
    """Take a response out of all results; return whether there is such a response."""
    known = connection.execute(
        select(exists().where(Response.id == response_id))
    ).scalar_one()
    if known:
        put_new(connection, Quarantine, {"response_id": response_id}, {})
    return known
