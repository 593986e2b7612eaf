"""Exports: requests, the sealed pieces of what was made, and whose rows they hold."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from survey.records.queries.put import put
from survey.records.queries.sealed import said_yes
from survey.records.rows import AnyRow
from survey.records.tables import (
    Consent,
    Export,
    ExportChunk,
    ExportDoor,
    ExportMember,
    Participant,
    Staff,
)

LIVE = ("requested", "approved", "built")


def add(connection: Connection, **values: Any) -> None:
    """Write a request."""
    connection.execute(insert(Export).values(values))


def one(connection: Connection, export_id: bytes) -> AnyRow | None:
    """Return an export, with the names of who asked and who agreed."""
    return connection.execute(_named().where(Export.id == export_id)).one_or_none()


def lock(connection: Connection, export_id: bytes) -> AnyRow | None:
    """Return an export and let nobody else change it until the end."""
    return connection.execute(
        select(Export.__table__).where(Export.id == export_id).with_for_update()
    ).one_or_none()


def of_programmes(
    connection: Connection, programme_ids: Collection[str]
) -> Sequence[AnyRow]:
    """Return the exports of some programmes, newest first, with names."""
    return connection.execute(
        _named()
        .where(Export.programme_id.in_(programme_ids))
        .order_by(Export.asked.desc(), Export.id)
    ).all()


def waiting(connection: Connection) -> Sequence[AnyRow]:
    """Return what was asked for and is not made yet, oldest first."""
    return connection.execute(
        select(Export.__table__)
        .where(Export.state.in_(("requested", "approved")))
        .order_by(Export.asked, Export.id)
    ).all()


def told_of(connection: Connection, programme_id: str) -> set[bytes]:
    """Return whose row is in a standard export of a programme that left, or will."""
    rows = connection.execute(
        select(ExportMember.participant_id)
        .join(Export, Export.id == ExportMember.export_id)
        .where(Export.programme_id == programme_id, Export.tier == "standard", _given())
    )
    return set(rows.scalars())


def in_quarter(connection: Connection, programme_id: str, quarter: int) -> bool:
    """Return whether a standard export of this quarter left, or will."""
    found = select(Export.id).where(
        Export.programme_id == programme_id, Export.quarter == quarter, _given()
    )
    return connection.execute(select(found.exists())).scalar_one()


def change(connection: Connection, export_id: bytes, **values: Any) -> None:
    """Change an export."""
    connection.execute(update(Export).where(Export.id == export_id).values(values))


def add_chunk(
    connection: Connection, export_id: bytes, number: int, blob: bytes
) -> None:
    """Write one sealed piece."""
    row = {"export_id": export_id, "number": number, "blob": blob}
    connection.execute(insert(ExportChunk).values(row))


def chunk(connection: Connection, export_id: bytes, number: int) -> bytes | None:
    """Return one sealed piece, if the file is still there."""
    return connection.execute(
        select(ExportChunk.blob).where(
            ExportChunk.export_id == export_id, ExportChunk.number == number
        )
    ).scalar_one_or_none()


def add_members(
    connection: Connection,
    export_id: bytes,
    people: Collection[bytes],
    versions: Collection[int],
) -> None:
    """Write whose rows a file holds: those of these people who say yes."""
    theirs = (
        select(literal(export_id), Participant.id)
        .join(Consent, Consent.participant_id == Participant.id)
        .where(Participant.id.in_(people), *said_yes("study", versions))
    )
    columns = [ExportMember.export_id, ExportMember.participant_id]
    connection.execute(insert(ExportMember).from_select(columns, theirs))


def members(connection: Connection, export_id: bytes, versions: Collection[int]) -> int:
    """Count the people whose rows a file holds and who say yes at this moment.

    Whoever was written before waits with a no until this transaction has ended.
    """
    return connection.execute(
        select(func.count())
        .select_from(ExportMember)
        .join(Participant, Participant.id == ExportMember.participant_id)
        .join(Consent, Consent.participant_id == Participant.id)
        .where(ExportMember.export_id == export_id, *said_yes("study", versions))
    ).scalar_one()


def end(connection: Connection, export_id: bytes, state: str, reason: str) -> None:
    """Destroy the file of an export, the way to its key, and the seed of its ids."""
    for table in (ExportChunk, ExportDoor):
        connection.execute(delete(table).where(table.export_id == export_id))
    gone = {"seal": None, "seed": None, "share": 0}
    change(connection, export_id, state=state, reason=reason, **gone)


def holding(connection: Connection, participant_id: bytes) -> Sequence[AnyRow]:
    """Return the files that lie here with rows of somebody: id and programme_id."""
    return connection.execute(
        select(Export.id, Export.programme_id)
        .join(ExportMember, ExportMember.export_id == Export.id)
        .where(ExportMember.participant_id == participant_id, Export.state == "built")
    ).all()


def offered(connection: Connection, participant_id: bytes) -> Sequence[AnyRow]:
    """Return who was offered rows of somebody, newest first."""
    return connection.execute(
        select(Export.week, Export.tier, Export.recipient, Export.purpose)
        .join(ExportMember, ExportMember.export_id == Export.id)
        .where(ExportMember.participant_id == participant_id, _given())
        .order_by(Export.week.desc(), Export.id)
    ).all()


def ended(connection: Connection, today: date) -> Sequence[AnyRow]:
    """Return what is past its last day and waits or lies here: id, programme_id."""
    return connection.execute(
        select(Export.id, Export.programme_id).where(
            Export.until < today, Export.state.in_(LIVE)
        )
    ).all()


def put_door(
    connection: Connection,
    session_id: bytes,
    export_id: bytes,
    blob: bytes | None,
    expires: int,
) -> None:
    """Let a browser fetch a file for a while."""
    key = {"session_id": session_id, "export_id": export_id}
    put(connection, ExportDoor, key, {"blob": blob, "expires": expires})


def door(connection: Connection, session_id: bytes, export_id: bytes) -> AnyRow | None:
    """Return by what a browser may fetch a file: blob and expires."""
    return connection.execute(
        select(ExportDoor.__table__).where(
            ExportDoor.session_id == session_id, ExportDoor.export_id == export_id
        )
    ).one_or_none()


def drop_doors(connection: Connection, now: int) -> None:
    """Close what was open for long enough."""
    connection.execute(delete(ExportDoor).where(ExportDoor.expires <= now))


def _given() -> ColumnElement[bool]:
    """Say which exports left the house, or lie here to be fetched."""
    return or_(Export.state == "built", Export.fetched)


def _named() -> Any:
    asker, second = aliased(Staff), aliased(Staff)
    return (
        select(
            Export.__table__,
            asker.name.label("asker"),
            second.name.label("second"),
        )
        .outerjoin(asker, asker.id == Export.asked_by)
        .outerjoin(second, second.id == Export.approved_by)
    )
