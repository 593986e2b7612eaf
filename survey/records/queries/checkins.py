"""Sittings, sealed responses, the ways into them, and own notes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from survey.records.rows import AnyRow
from survey.records.tables import EvaluationSeal, Note, OwnSeal, Response, Sitting


def attempt_known(connection: Connection, attempt: bytes) -> bool:
    """Return whether this attempt was saved before."""
    return connection.execute(
        select(exists().where(Sitting.attempt == attempt))
    ).scalar_one()


def turns(connection: Connection, participant_id: bytes, week: date) -> int:
    """Return how many sittings a participant has had in a week."""
    return connection.execute(
        select(func.coalesce(func.max(Sitting.turn), 0)).where(
            Sitting.participant_id == participant_id, Sitting.week == week
        )
    ).scalar_one()


def newest_week(connection: Connection) -> date | None:
    """Return the week of the latest sitting of anybody."""
    return connection.execute(select(func.max(Sitting.week))).scalar_one()


def sittings(connection: Connection, participant_id: bytes) -> int:
    """Return how many sittings a participant has had."""
    return connection.execute(
        select(func.count())
        .select_from(Sitting)
        .where(Sitting.participant_id == participant_id)
    ).scalar_one()


def add_sitting(connection: Connection, **values: Any) -> None:
    """Write a sitting."""
    connection.execute(insert(Sitting).values(values))


def add_responses(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write responses."""
    connection.execute(insert(Response), rows)


def add_own_seals(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write the seals to the authors."""
    connection.execute(insert(OwnSeal), rows)


def change_own_seal(connection: Connection, response_id: bytes, seal: bytes) -> None:
    """Write the author's seal of a response anew."""
    connection.execute(
        update(OwnSeal).where(OwnSeal.response_id == response_id).values(seal=seal)
    )


def add_evaluation_seals(
    connection: Connection, rows: Sequence[dict[str, Any]]
) -> None:
    """Write seals for a consented purpose."""
    if rows:
        connection.execute(insert(EvaluationSeal), rows)


def drop_evaluation_seals(
    connection: Connection, participant_id: bytes, purpose: str
) -> None:
    """Delete every seal of a participant for one purpose."""
    theirs = select(Response.id).where(Response.participant_id == participant_id)
    connection.execute(
        delete(EvaluationSeal).where(
            EvaluationSeal.purpose == purpose, EvaluationSeal.response_id.in_(theirs)
        )
    )


def weeks(connection: Connection, participant_id: bytes) -> dict[str, list[date]]:
    """Return the weeks in which each instrument was answered, in order."""
    rows = connection.execute(
        select(Response.instrument, Response.week)
        .where(Response.participant_id == participant_id)
        .distinct()
        .order_by(Response.week)
    )
    found: dict[str, list[date]] = {}
    for row in rows:
        found.setdefault(row.instrument, []).append(row.week)
    return found


def answered_before(
    connection: Connection, participant_id: bytes, instrument: str, sitting: AnyRow
) -> date | None:
    """Return the last week in which an instrument was answered before a sitting."""
    earlier = (Sitting.week < sitting.week) | (
        (Sitting.week == sitting.week) & (Sitting.turn < sitting.turn)
    )
    return connection.execute(
        select(func.max(Sitting.week))
        .join(Response, Response.sitting_id == Sitting.id)
        .where(
            Sitting.participant_id == participant_id,
            Response.instrument == instrument,
            earlier,
        )
    ).scalar_one()


def responses(
    connection: Connection, participant_id: bytes, instrument: str | None = None
) -> Sequence[AnyRow]:
    """Return a participant's standing responses in order, with their own seals."""
    newer = select(Response.supersedes).where(Response.supersedes.is_not(None))
    query = (
        select(*_OWN)
        .join(Sitting, Sitting.id == Response.sitting_id)
        .join(OwnSeal, OwnSeal.response_id == Response.id)
        .where(Response.participant_id == participant_id, Response.id.not_in(newer))
        .order_by(Sitting.week, Sitting.turn, Response.instrument)
    )
    if instrument is not None:
        query = query.where(Response.instrument == instrument)
    return connection.execute(query).all()


def responses_by_id(
    connection: Connection, response_ids: Sequence[bytes]
) -> Sequence[AnyRow]:
    """Return chosen responses with their own seals."""
    return connection.execute(
        select(*_OWN)
        .join(Sitting, Sitting.id == Response.sitting_id)
        .join(OwnSeal, OwnSeal.response_id == Response.id)
        .where(Response.id.in_(response_ids))
        .order_by(Sitting.week, Sitting.turn, Response.instrument)
    ).all()


def sealed_for(
    connection: Connection, participant_id: bytes, purpose: str
) -> set[bytes]:
    """Return which responses of a participant carry a seal for a purpose."""
    rows = connection.execute(
        select(EvaluationSeal.response_id)
        .join(Response, Response.id == EvaluationSeal.response_id)
        .where(
            Response.participant_id == participant_id,
            EvaluationSeal.purpose == purpose,
        )
    )
    return set(rows.scalars())


def add_note(connection: Connection, **values: Any) -> None:
    """Write a sealed note."""
    connection.execute(insert(Note).values(values))


def notes(
    connection: Connection, participant_id: bytes, kind: str | None = None
) -> Sequence[AnyRow]:
    """Return a participant's notes in the order of weeks."""
    query = select(Note.__table__).where(Note.participant_id == participant_id)
    if kind is not None:
        query = query.where(Note.kind == kind)
    return connection.execute(query.order_by(Note.week, Note.id)).all()


def change_note_seal(connection: Connection, note_id: bytes, seal: bytes) -> None:
    """Write the seal of a note anew."""
    connection.execute(update(Note).where(Note.id == note_id).values(seal=seal))


def drop_note(connection: Connection, participant_id: bytes, note_id: bytes) -> int:
    """Delete one of a participant's notes; return whether it was there."""
    return connection.execute(
        delete(Note).where(Note.participant_id == participant_id, Note.id == note_id)
    ).rowcount


def drop_notes_of_week(
    connection: Connection, participant_id: bytes, kind: str, week: date
) -> None:
    """Delete what a new note of the same kind and week replaces."""
    connection.execute(
        delete(Note).where(
            Note.participant_id == participant_id,
            Note.kind == kind,
            Note.week == week,
        )
    )


RESPONSE = (
    Response.id,
    Response.sitting_id,
    Response.participant_id,
    Response.instrument,
    Response.version,
    Response.week,
    Response.supersedes,
    Response.body,
    Response.mac_key,
    Response.mac,
    Sitting.group_id,
    Sitting.turn,
)
"""A response with what its digest binds and when it was given; its seals lie apart."""

_OWN = (*RESPONSE, Sitting.programme_id, OwnSeal.seal)
