"""Sessions, and what a phone is in the middle of."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from survey.records.queries.put import put
from survey.records.rows import AnyRow
from survey.records.tables import Draft, Membership, Participant, Session


def session(connection: Connection, session_id: bytes) -> AnyRow | None:
    """Return a session with its participant and present group, in one look."""
    return connection.execute(
        select(
            Session.__table__,
            Participant.programme_id,
            Participant.state,
            Participant.joined,
            Membership.group_id,
        )
        .join(Participant, Participant.id == Session.participant_id)
        .outerjoin(
            Membership,
            (Membership.participant_id == Participant.id) & Membership.left.is_(None),
        )
        .where(Session.id == session_id)
    ).one_or_none()


def sessions(connection: Connection, participant_id: bytes) -> Sequence[AnyRow]:
    """Return the phones of a participant."""
    return connection.execute(
        select(Session.__table__)
        .where(Session.participant_id == participant_id)
        .order_by(Session.expires.desc(), Session.id)
    ).all()


def add_session(connection: Connection, **values: Any) -> None:
    """Write a new session."""
    connection.execute(insert(Session).values(values))


def change_session(connection: Connection, session_id: bytes, **values: Any) -> None:
    """Change the times or the reach of a session."""
    connection.execute(update(Session).where(Session.id == session_id).values(values))


def drop_session(connection: Connection, session_id: bytes) -> None:
    """End a session, and its drafts with it."""
    connection.execute(delete(Session).where(Session.id == session_id))


def drop_other_sessions(
    connection: Connection, participant_id: bytes, session_id: bytes
) -> None:
    """End every session of a participant but one."""
    connection.execute(
        delete(Session).where(
            Session.participant_id == participant_id, Session.id != session_id
        )
    )


def expired_unkept(connection: Connection, now: int) -> Sequence[bytes]:
    """Return the unkept participants with no session that still lives."""
    alive = select(Session.participant_id).where(Session.expires > now)
    return (
        connection.execute(
            select(Participant.id).where(
                Participant.state == "unkept", Participant.id.not_in(alive)
            )
        )
        .scalars()
        .all()
    )


def drop_expired(connection: Connection, now: int) -> int:
    """Delete sessions and drafts past their end, and seeds that nobody reads by.

    Return how many sessions ended.
    """
    connection.execute(delete(Draft).where(Draft.expires <= now))
    connection.execute(
        update(Session)
        .where(
            Session.wrapped.is_not(None),
            (Session.read_until <= now) | (Session.read_end <= now),
        )
        .values(wrapped=None, read_until=None, read_end=None)
    )
    half_done = select(Draft.session_id).where(Draft.kind == "draft")
    return connection.execute(
        delete(Session).where(Session.expires <= now, Session.id.not_in(half_done))
    ).rowcount


def draft(connection: Connection, session_id: bytes, kind: str) -> AnyRow | None:
    """Return what a phone is in the middle of: blob, expires."""
    return connection.execute(
        select(Draft.blob, Draft.expires).where(
            Draft.session_id == session_id, Draft.kind == kind
        )
    ).one_or_none()


def put_draft(
    connection: Connection, session_id: bytes, kind: str, blob: bytes, expires: int
) -> None:
    """Write what a phone is in the middle of."""
    key = {"session_id": session_id, "kind": kind}
    put(connection, Draft, key, {"blob": blob, "expires": expires})


def drop_draft(connection: Connection, session_id: bytes, kind: str) -> None:
    """Forget what a phone was in the middle of."""
    connection.execute(
        delete(Draft).where(Draft.session_id == session_id, Draft.kind == kind)
    )
