"""Come in, move between groups, leave for good.

Somebody new is unkept: they live as long as their visit, count nowhere, and vanish
with it. Deleting a participant is one statement that takes everything along.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from survey import doorway, handed_out, programme, sessions
from survey.doorway import Doorway
from survey.marks import mark
from survey.person import NeedsWords, Person, Remember, Token
from survey.privacy import binding
from survey.privacy.sealing import Suite, public_key
from survey.privacy.secret import Seed
from survey.programme import Programme
from survey.records.queries import accounts, people, phones, staff, tree
from survey.service import Service

ERASE_AFTER = timedelta(days=8)
"""From the day of asking without the words to the day it is done: seven whole days."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What was past its time and is gone."""

    sessions: int
    unkept: int
    erased: int
    throttles: int
    exports: int


def open_programmes(service: Service) -> tuple[Programme, ...]:
    """Return the programmes in which somebody can start on their own."""
    return programme.everything(service)


def begin(
    service: Service, programme_id: str, join_code: str | None, shared: bool
) -> Token:
    """Let somebody in, unkept, into a group or on their own; return their cookie."""
    seed = Seed(service.chance.draw(32))
    participant_id = service.chance.draw(16)
    door = doorway.look_up(service, join_code) if join_code else None
    with service.store.write() as connection:
        joined = programme.one(connection, programme_id).week(service)
        add_participant(service, connection, participant_id, programme_id, seed, joined)
        group_id = door.group_id if door is not None else None
        if group_id is not None and tree.spend_join(connection, group_id):
            add_membership(
                service, connection, participant_id, programme_id, group_id, joined
            )
        return sessions.opened(
            service, connection, participant_id, seed, Remember.NO, shared
        )


def add_participant(
    service: Service,
    connection: Connection,
    participant_id: bytes,
    programme_id: str,
    seed: Seed,
    joined: date,
    state: str = "unkept",
) -> None:
    """Write a participant with the public keys that follow from a seed."""
    plain, hybrid = public_key(seed, Suite.X25519), public_key(seed, Suite.HYBRID)
    bound = binding.participant_mac(participant_id, programme_id, plain, hybrid, joined)
    people.add_participant(
        connection,
        id=participant_id,
        programme_id=programme_id,
        public_key=plain,
        hybrid_key=hybrid,
        joined=joined,
        state=state,
        **mark(service, bound),
    )


def join_group(service: Service, person: Person, text: str) -> Doorway:
    """Move a person to the group of a join code; the sittings so far stay put."""
    door = doorway.look_up(service, text)
    if door.group_id is None or door.group_id == person.group_id:
        return door
    if door.programme is None or door.programme.id != person.programme_id:
        return Doorway(door.programme, None, "unknown")
    with service.store.write() as connection:
        if not tree.spend_join(connection, door.group_id):
            return Doorway(door.programme, None, "full")
        week = door.programme.week(service)
        end_membership(service, connection, person.id, week)
        add_membership(
            service, connection, person.id, person.programme_id, door.group_id, week
        )
    return door


def leave_group(service: Service, person: Person) -> None:
    """End the membership; own check-ins and trend stay."""
    with service.store.write() as connection:
        week = programme.one(connection, person.programme_id).week(service)
        end_membership(service, connection, person.id, week)


def erase(service: Service, person: Person) -> None:
    """Destroy everything of a person at once, in the live database."""
    if not person.can_read:
        raise NeedsWords
    with service.store.write() as connection:
        handed_out.recall(connection, person.id)
        people.drop_participant(connection, person.id)
    service.store.forget_deleted()


def ask_erasure(service: Service, person: Person) -> date:
    """Write down a wish to be erased from a phone that cannot read; return the day."""
    due = service.clock.now().date() + ERASE_AFTER
    with service.store.write() as connection:
        standing = people.erasure(connection, person.id)
        if standing is not None:
            return standing
        people.put_erasure(connection, person.id, due)
    return due


def cancel_erasure(service: Service, person: Person) -> None:
    """Take the wish back; only with the words."""
    if not person.can_read:
        raise NeedsWords
    with service.store.write() as connection:
        people.drop_erasure(connection, person.id)


def erasure_due(service: Service, person: Person) -> date | None:
    """Return the day on which a person is to be erased, if they asked."""
    with service.store.read() as connection:
        return people.erasure(connection, person.id)


def sweep(service: Service, rehearsal: bool = False) -> Swept:
    """Remove what is past its time: visits, drafts, unkept people, due erasures.

    A rehearsal counts and takes everything back.
    """
    now = service.clock.now()
    seconds = int(now.timestamp())
    with service.store.write() as connection:
        due = people.due_erasures(connection, now.date())
        unkept = phones.expired_unkept(connection, seconds)
        for participant_id in due:
            handed_out.recall(connection, participant_id)
            people.drop_participant(connection, participant_id)
        for participant_id in unkept:
            people.drop_unkept(connection, participant_id)
        swept = Swept(
            sessions=phones.drop_expired(connection, seconds),
            unkept=len(unkept),
            erased=len(due),
            throttles=people.drop_old_buckets(connection, seconds),
            exports=handed_out.expire(connection, now.date(), seconds),
        )
        staff.drop_expired(connection, seconds)
        accounts.drop_expired(connection, seconds)
        if rehearsal:
            connection.rollback()
    if not rehearsal:
        # whatever any verb deleted since the last sweep leaves the log with this
        service.store.forget_deleted()
    return swept


def add_membership(
    service: Service,
    connection: Connection,
    participant_id: bytes,
    programme_id: str,
    group_id: bytes,
    week: date,
) -> None:
    """Write that a participant belongs to a group from a week on."""
    membership_id = service.chance.draw(16)
    bound = binding.membership_mac(
        membership_id, participant_id, programme_id, group_id, joined=week, left=None
    )
    people.add_membership(
        connection,
        id=membership_id,
        participant_id=participant_id,
        programme_id=programme_id,
        group_id=group_id,
        joined=week,
        **mark(service, bound),
    )


def end_membership(
    service: Service, connection: Connection, participant_id: bytes, week: date
) -> None:
    """Write that a participant has left their group, if they are in one."""
    row = people.membership(connection, participant_id)
    if row is None:
        return
    bound = binding.membership_mac(
        row.id,
        participant_id,
        row.programme_id,
        row.group_id,
        joined=row.joined,
        left=week,
    )
    people.end_membership(connection, row.id, week, **mark(service, bound))
