"""Sign in with words, so that a wrong guess learns nothing and costs the same.

Unknown, wrong and erased words look alike and wait for the same deadline. Guesses
are slowed for each locator and never for an address: fifteen people behind one
hall's router must all get in (DESIGN, section 5).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from survey import custody, notes, scratch, sessions, slots
from survey.clock import expiry
from survey.person import Person, Remember, Token, session_id
from survey.privacy import binding, signing
from survey.privacy.codes import Code
from survey.records.queries import people, phones
from survey.service import Service
from survey.slots import Opened

FREE_TRIES = 5
"""Wrong guesses for one locator before it rests."""
REST = 300
"""Seconds that it then rests, at least."""


class WrongCode(Exception):
    """These words open nothing here."""


class TryLater(Exception):
    """Too many wrong guesses for these words; waiting helps."""

    def __init__(self, seconds: int) -> None:
        """Take how long to wait."""
        super().__init__(seconds)
        self.seconds = seconds


class Busy(TryLater):
    """More people sign in just now than the machine can stretch words for."""


def confirm(service: Service, person: Person, code: Code) -> None:
    """Hold that whoever asks has the words, not only a phone that was left open.

    Raises what sign_in raises, after the same wait, and counts the guess alike.
    """
    with at_the_deadline(service):
        bucket = _bucket(service, code)
        _count_try(service, bucket)
        opened = slots.find(service, code)
        if opened is None or opened.participant_id != person.id:
            raise WrongCode
        with service.store.write() as connection:
            people.drop_bucket(connection, bucket)


def sign_in(
    service: Service,
    code: Code,
    remember: Remember,
    old_token: Token | None = None,
    shared: bool = False,
) -> Token:
    """Open a reading session with words; return its cookie."""
    with at_the_deadline(service):
        return _try(service, code, remember, old_token, shared)


@contextmanager
def at_the_deadline(service: Service) -> Iterator[None]:
    """Let every outcome come at the same time, and not too many at once."""
    if not service.gate.acquire(blocking=False):
        raise Busy(2)
    started = service.clock.monotonic()
    try:
        yield
    finally:
        spent = service.clock.monotonic() - started
        service.clock.sleep(max(0.0, service.deadline - spent))
        service.gate.release()


def _bucket(service: Service, code: Code) -> bytes:
    return signing.mac(service.keys.rate_key, binding.throttle(code.locator_text))


def _try(
    service: Service,
    code: Code,
    remember: Remember,
    old_token: Token | None,
    shared: bool,
) -> Token:
    bucket = _bucket(service, code)
    _count_try(service, bucket)
    opened = slots.find(service, code)
    if opened is None:
        raise WrongCode
    renewed = slots.renewed(service, opened, code)
    with service.store.write() as connection:
        people.drop_bucket(connection, bucket)
        if renewed is not None and people.drop_slots(connection, [opened.slot_id]):
            # a slot that went meanwhile, as its words were changed, stays away
            people.add_slot(connection, **renewed)
        token = sessions.opened(
            service, connection, opened.participant_id, opened.seed, remember, shared
        )
        if old_token is not None:
            _replace(service, connection, old_token, token, opened)
        custody.reseal(service, connection, opened.participant_id, opened.seed)
        notes.reseal(service, connection, opened.participant_id, opened.seed)
    return token


def _count_try(service: Service, bucket: bytes) -> None:
    """Count the guess before it is made, or refuse it."""
    now = service.clock.now()
    seconds = int(now.timestamp())
    with service.store.write() as connection:
        row = people.bucket(connection, bucket)
        tries = row.tries if row is not None and row.expires > seconds else 0
        if row is not None and tries >= FREE_TRIES:
            raise TryLater(row.expires - seconds)
        people.put_bucket(connection, bucket, tries + 1, expiry(now, REST))


def _replace(
    service: Service,
    connection: Connection,
    old_token: Token,
    token: Token,
    opened: Opened,
) -> None:
    """End what this phone was before; a half-done check-in of the same person stays."""
    row = phones.session(connection, session_id(old_token))
    if row is None:
        return
    if row.participant_id == opened.participant_id:
        scratch.carry(service, connection, old_token, token)
    elif row.state == "unkept":
        people.drop_unkept(connection, row.participant_id)
    phones.drop_session(connection, row.id)
