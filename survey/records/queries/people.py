"""Participants, their groups, key slots, sharing choices and erasure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from survey.records.queries.put import put, put_new
from survey.records.rows import AnyRow
from survey.records.tables import (
    Consent,
    Erasure,
    Group,
    KeySlot,
    Membership,
    Participant,
    RateBucket,
)


def participant(connection: Connection, participant_id: bytes) -> AnyRow | None:
    """Return a participant's row."""
    return connection.execute(
        select(Participant.__table__).where(Participant.id == participant_id)
    ).one_or_none()


def anybody(connection: Connection) -> bool:
    """Return whether anybody takes part here."""
    return connection.execute(select(select(Participant.id).exists())).scalar_one()


def lock_participant(connection: Connection, participant_id: bytes) -> AnyRow | None:
    """Return a participant's row and let nobody else write for them until the end."""
    return connection.execute(
        select(Participant.__table__)
        .where(Participant.id == participant_id)
        .with_for_update()
    ).one_or_none()


def add_participant(connection: Connection, **values: Any) -> None:
    """Write a new participant."""
    connection.execute(insert(Participant).values(values))


def change_state(connection: Connection, participant_id: bytes, state: str) -> None:
    """Write a participant's state."""
    connection.execute(
        update(Participant).where(Participant.id == participant_id).values(state=state)
    )


def drop_participant(connection: Connection, participant_id: bytes) -> None:
    """Delete a participant and, by cascade, everything that is theirs."""
    connection.execute(delete(Participant).where(Participant.id == participant_id))


def drop_unkept(connection: Connection, participant_id: bytes) -> None:
    """Delete somebody who kept nothing, and give their join code its join back."""
    theirs = select(Membership.group_id).where(
        Membership.participant_id == participant_id, Membership.left.is_(None)
    )
    connection.execute(
        update(Group)
        .where(Group.id.in_(theirs))
        .values(joins_left=Group.joins_left + 1)
    )
    drop_participant(connection, participant_id)


def membership(connection: Connection, participant_id: bytes) -> AnyRow | None:
    """Return the active membership of a participant."""
    return connection.execute(
        select(Membership.__table__).where(
            Membership.participant_id == participant_id, Membership.left.is_(None)
        )
    ).one_or_none()


def memberships(connection: Connection, participant_id: bytes) -> Sequence[AnyRow]:
    """Return every membership a participant has had."""
    return connection.execute(
        select(Membership.__table__)
        .where(Membership.participant_id == participant_id)
        .order_by(Membership.joined)
    ).all()


def add_membership(connection: Connection, **values: Any) -> None:
    """Write a new membership."""
    connection.execute(insert(Membership).values(values))


def end_membership(
    connection: Connection, membership_id: bytes, left: date, mac: bytes, mac_key: int
) -> None:
    """Write the week in which a membership ended."""
    connection.execute(
        update(Membership)
        .where(Membership.id == membership_id)
        .values(left=left, mac=mac, mac_key=mac_key)
    )


def slots_at(connection: Connection, locator: bytes) -> Sequence[AnyRow]:
    """Return the key slots, four at most, that share a locator, with the owner."""
    return connection.execute(
        select(KeySlot.__table__, Participant.programme_id, Participant.state)
        .join(Participant, Participant.id == KeySlot.participant_id)
        .where(KeySlot.locator == locator)
        .order_by(KeySlot.id)
    ).all()


def slots_of(connection: Connection, participant_id: bytes) -> Sequence[AnyRow]:
    """Return the key slots of a participant."""
    return connection.execute(
        select(KeySlot.__table__).where(KeySlot.participant_id == participant_id)
    ).all()


def count_at(connection: Connection, locators: Sequence[bytes]) -> int:
    """Return how many key slots have one of these locators."""
    return connection.execute(
        select(func.count()).select_from(KeySlot).where(KeySlot.locator.in_(locators))
    ).scalar_one()


def add_slot(connection: Connection, **values: Any) -> None:
    """Write a new key slot."""
    connection.execute(insert(KeySlot).values(values))


def drop_slots(connection: Connection, slot_ids: Sequence[bytes]) -> int:
    """Delete key slots; return how many were there."""
    return connection.execute(delete(KeySlot).where(KeySlot.id.in_(slot_ids))).rowcount


def consents(connection: Connection, participant_id: bytes) -> dict[str, AnyRow]:
    """Return a participant's sharing choices by purpose."""
    rows = connection.execute(
        select(Consent.__table__).where(Consent.participant_id == participant_id)
    )
    return {row.purpose: row for row in rows}


def put_consent(
    connection: Connection, participant_id: bytes, purpose: str, **values: Any
) -> None:
    """Write a participant's answer for one purpose."""
    key = {"participant_id": participant_id, "purpose": purpose}
    put(connection, Consent, key, values)


def erasure(connection: Connection, participant_id: bytes) -> date | None:
    """Return the day on which a participant is to be erased, if they asked."""
    return connection.execute(
        select(Erasure.due).where(Erasure.participant_id == participant_id)
    ).scalar_one_or_none()


def put_erasure(connection: Connection, participant_id: bytes, due: date) -> None:
    """Write that a participant is to be erased on a day."""
    put(connection, Erasure, {"participant_id": participant_id}, {"due": due})


def drop_erasure(connection: Connection, participant_id: bytes) -> None:
    """Take a wish to be erased back."""
    connection.execute(delete(Erasure).where(Erasure.participant_id == participant_id))


def due_erasures(connection: Connection, today: date) -> Sequence[bytes]:
    """Return the participants whose erasure is due."""
    return (
        connection.execute(select(Erasure.participant_id).where(Erasure.due <= today))
        .scalars()
        .all()
    )


def bucket(connection: Connection, bucket_id: bytes) -> AnyRow | None:
    """Return how often wrong words came lately; who else counts waits until the end."""
    put_new(connection, RateBucket, {"id": bucket_id}, {"tries": 0, "expires": 0})
    return connection.execute(
        select(RateBucket.__table__).where(RateBucket.id == bucket_id).with_for_update()
    ).one_or_none()


def put_bucket(
    connection: Connection, bucket_id: bytes, tries: int, expires: int
) -> None:
    """Write how often wrong words came, and until when that counts."""
    values = {"tries": tries, "expires": expires}
    put(connection, RateBucket, {"id": bucket_id}, values)


def drop_bucket(connection: Connection, bucket_id: bytes) -> None:
    """Forget wrong words."""
    connection.execute(delete(RateBucket).where(RateBucket.id == bucket_id))


def drop_old_buckets(connection: Connection, now: int) -> int:
    """Forget wrong words that are past their time; return how many."""
    return connection.execute(
        delete(RateBucket).where(RateBucket.expires <= now)
    ).rowcount
