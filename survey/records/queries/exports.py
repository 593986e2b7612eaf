"""Exports: requests, the sealed pieces of what was made, and whose rows they hold."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select, update
from sqlalchemy.orm import aliased

from survey.records.queries.put import put
from survey.records.queries.sealed import said_yes
from survey.records.rows import AnyRow
from survey.records.tables import (
    Consent,
    EvaluationSeal,
    Export,
    ExportChunk,
    ExportDoor,
    ExportMember,
    Participant,
    Response,
    Sitting,
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


def of_quarter(connection: Connection, programme_id: str) -> Sequence[AnyRow]:
    """Return what is kept of a programme's standard exports, oldest quarter first."""
    return connection.execute(
        select(Export.id, Export.quarter, Export.classes)
        .where(Export.programme_id == programme_id, Export.quarter.is_not(None))
        .order_by(Export.quarter)
    ).all()


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
) -> int:
    """Write whose rows a file holds; return how many of them still say yes."""
    theirs = (
        select(literal(export_id), Participant.id)
        .join(Consent, Consent.participant_id == Participant.id)
        .where(Participant.id.in_(people), *said_yes("study", versions))
    )
    columns = [ExportMember.export_id, ExportMember.participant_id]
    written = insert(ExportMember).from_select(columns, theirs)
    counted = written.execution_options(preserve_rowcount=True)
    return connection.execute(counted).rowcount


def answered(connection: Connection, programme_id: str) -> Sequence[AnyRow]:
    """Return the instruments, with versions, that a programme's study has seals of."""
    return connection.execute(
        select(Response.instrument, Response.version)
        .join(EvaluationSeal, EvaluationSeal.response_id == Response.id)
        .join(Sitting, Sitting.id == Response.sitting_id)
        .where(Sitting.programme_id == programme_id, EvaluationSeal.purpose == "study")
        .distinct()
    ).all()


def flow(
    connection: Connection, programme_id: str, versions: Collection[int]
) -> AnyRow:
    """Count who of a programme joined, kept it, checked in, shares for the study."""
    here = Participant.programme_id == programme_id
    kept = Participant.state != "unkept"
    came = select(Sitting.id).where(Sitting.participant_id == Participant.id).exists()
    shares = (
        select(Consent.participant_id)
        .where(
            Consent.participant_id == Participant.id, *said_yes("study", versions)[1:]
        )
        .exists()
    )
    return connection.execute(
        select(
            func.count().label("joined"),
            func.count().filter(kept).label("kept"),
            func.count().filter(kept, came).label("came"),
            func.count().filter(kept, came, shares).label("shared"),
        ).where(here)
    ).one()


def begun(connection: Connection, people: Collection[bytes]) -> dict[bytes, date]:
    """Return the week in which each of some people first answered anything."""
    rows = connection.execute(
        select(Response.participant_id, func.min(Response.week).label("week"))
        .where(Response.participant_id.in_(people))
        .group_by(Response.participant_id)
    )
    return {row.participant_id: row.week for row in rows}


def members(connection: Connection, export_id: bytes) -> int:
    """Count the people whose rows a file holds."""
    return connection.execute(
        select(func.count()).where(ExportMember.export_id == export_id)
    ).scalar_one()


def end(connection: Connection, export_id: bytes, state: str, reason: str) -> None:
    """Destroy the file of an export, the way to its key, and the seed of its ids."""
    for table in (ExportChunk, ExportDoor):
        connection.execute(delete(table).where(table.export_id == export_id))
    gone = {"state": state, "reason": reason, "seal": None, "seed": None}
    change(connection, export_id, **gone)


def holding(connection: Connection, participant_id: bytes) -> Sequence[bytes]:
    """Return the files that lie here with rows of somebody in them."""
    found = connection.execute(
        select(Export.id)
        .join(ExportMember, ExportMember.export_id == Export.id)
        .where(ExportMember.participant_id == participant_id, Export.state == "built")
    )
    return found.scalars().all()


def offered(connection: Connection, participant_id: bytes) -> Sequence[AnyRow]:
    """Return who was offered rows of somebody, newest first."""
    return connection.execute(
        select(Export.week, Export.tier, Export.recipient, Export.purpose)
        .join(ExportMember, ExportMember.export_id == Export.id)
        .where(ExportMember.participant_id == participant_id)
        .order_by(Export.week.desc(), Export.id)
    ).all()


def ended(connection: Connection, today: date) -> Sequence[bytes]:
    """Return what is past its last day and still waits or lies here."""
    return (
        connection.execute(
            select(Export.id).where(Export.until < today, Export.state.in_(LIVE))
        )
        .scalars()
        .all()
    )


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
