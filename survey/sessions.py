"""Phones: what a cookie opens, for how long, and what it may do.

The row never tells the cookie, and only while its owner reads does it hold the seed,
locked under that cookie. A remembered phone may send and not read, unless its owner
chose otherwise (DESIGN, section 5).
"""

from datetime import UTC, datetime

from sqlalchemy import Connection

from survey import scratch
from survey.clock import expiry
from survey.measure.rounds import Week
from survey.person import Device, Person, Remember, Token, session_id
from survey.privacy import binding
from survey.privacy.sealing import CannotOpen, derive, lock, unlock
from survey.privacy.secret import Seed
from survey.records.queries import people, phones
from survey.records.rows import AnyRow
from survey.service import Service

IDLE = 20 * 60
"""Seconds without a touch after which reading needs the words again."""
LONGEST = 2 * 3600
"""Seconds after which it does so in any case."""
WRITE_FOR = 90 * 24 * 3600
"""Seconds for which a phone stays remembered for check-ins, since last used."""
READ_FOR = 30 * 24 * 3600
"""Seconds for which a phone may read, since last used, if its owner chose that."""


def opened(
    service: Service,
    connection: Connection,
    participant_id: bytes,
    seed: Seed,
    remember: Remember,
    shared: bool,
) -> Token:
    """Open a session that may read, and return what its cookie is to carry."""
    token = Token(service.chance.draw(32))
    row_id = session_id(token)
    phones.add_session(
        connection,
        id=row_id,
        participant_id=participant_id,
        remember=remember.value,
        shared=shared,
        wrapped=lock(
            derive(token, "sess/v1"),
            seed.raw,
            binding.session(row_id, participant_id),
        ),
        **_ends(service.clock.now(), remember, None),
    )
    return token


def resume(service: Service, token: Token) -> Person | None:
    """Return who a cookie stands for, and slide the time it lasts."""
    now = int(service.clock.now().timestamp())
    with service.store.read() as connection:
        row = phones.session(connection, session_id(token))
    if row is None:
        return None
    if row.expires <= now:
        _expire(service, row, token)
        return None
    person = _person(row, token, _reads(row, now))
    _slide(service, row, person)
    return person


def end(service: Service, token: Token) -> None:
    """End a session; somebody who has not kept their words vanishes with it."""
    with service.store.write() as connection:
        row = phones.session(connection, session_id(token))
        if row is not None:
            _drop(connection, row)


def stop_reading(service: Service, token: Token) -> Token | None:
    """Leave in a hurry: reading ends; only a remembered phone stays remembered.

    Such a phone gets a new cookie, which is returned: what the old one could open, a
    page in the browser's memory, a receipt, a check-in half done, is gone with it.
    """
    with service.store.write() as connection:
        row = phones.session(connection, session_id(token))
        if row is None:
            return None
        _drop(connection, row)
        if row.remember == Remember.NO or row.state == "unkept":
            return None
        fresh = Token(service.chance.draw(32))
        phones.add_session(
            connection,
            id=session_id(fresh),
            participant_id=row.participant_id,
            remember=Remember.WRITE.value,
            shared=row.shared,
            expires=expiry(service.clock.now(), WRITE_FOR),
        )
        return fresh


def of(service: Service, person: Person) -> tuple[Device, ...]:
    """Return the phones of a person."""
    now = int(service.clock.now().timestamp())
    with service.store.read() as connection:
        rows = phones.sessions(connection, person.id)
    return tuple(
        Device(
            id=row.id,
            remember=Remember(row.remember),
            reads_now=_reads(row, now),
            this=row.id == person.session_id,
            until=datetime.fromtimestamp(row.expires, UTC).date(),
        )
        for row in rows
        if row.expires > now
    )


def end_one(service: Service, person: Person, row_id: bytes) -> bool:
    """End one of a person's own phones; return whether it was theirs."""
    with service.store.write() as connection:
        theirs = {row.id for row in phones.sessions(connection, person.id)}
        if row_id in theirs:
            phones.drop_session(connection, row_id)
    return row_id in theirs


def _expire(service: Service, row: AnyRow, token: Token) -> None:
    """End a session that ran out, but not a check-in that was half done in it.

    Its answers stay closed until the same person signs in on this phone again.
    """
    with service.store.write() as connection:
        begun = scratch.take(service, connection, token, "draft")
        if begun is None or row.state == "unkept":
            _drop(connection, row)
        else:
            phones.change_session(
                connection, row.id, wrapped=None, read_until=None, read_end=None
            )


def _drop(connection: Connection, row: AnyRow) -> None:
    if row.state == "unkept":
        people.drop_unkept(connection, row.participant_id)
    else:
        phones.drop_session(connection, row.id)


def _ends(
    now: datetime, remember: Remember, read_end: int | None
) -> dict[str, int | None]:
    """Return when reading and the whole session end, from this moment on."""
    if remember is Remember.READ:
        return {
            "read_until": expiry(now, READ_FOR),
            "read_end": None,
            "expires": expiry(now, WRITE_FOR),
        }
    read_end = read_end or expiry(now, LONGEST)
    read_until = min(expiry(now, IDLE), read_end)
    kept = remember is Remember.WRITE
    return {
        "read_until": read_until,
        "read_end": read_end,
        "expires": expiry(now, WRITE_FOR) if kept else read_until,
    }


def _reads(row: AnyRow, now: int) -> bool:
    in_time = row.read_until is not None and now < row.read_until
    before_end = row.read_end is None or now < row.read_end
    return row.wrapped is not None and in_time and before_end


def _slide(service: Service, row: AnyRow, person: Person) -> None:
    """Write later ends when they differ: every five minutes or once a day at most."""
    ends = _ends(service.clock.now(), person.remember, row.read_end)
    if not person.can_read:
        ends |= {"read_until": None, "read_end": None}
    over = row.wrapped is not None and not person.can_read
    changed = {k: v for k, v in ends.items() if v != getattr(row, k)}
    if over:
        changed["wrapped"] = None
    if changed:
        with service.store.write() as connection:
            phones.change_session(connection, row.id, **changed)


def _person(row: AnyRow, token: Token, reads: bool) -> Person:
    seed = None
    if reads:
        bound = binding.session(row.id, row.participant_id)
        try:
            seed = Seed(unlock(derive(token, "sess/v1"), row.wrapped, bound))
        except CannotOpen:
            seed = None
    return Person(
        id=row.participant_id,
        programme_id=row.programme_id,
        group_id=row.group_id,
        joined=Week(row.joined),
        state=row.state,
        remember=Remember(row.remember),
        shared=row.shared,
        token=token,
        seed=seed,
    )
