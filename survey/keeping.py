"""Seven words: offer them, have two typed back, and make them the way in.

They are shown until they are confirmed and never again; until then they lie sealed
under the phone's own cookie. Nobody can look them up.
"""

from typing import Any

from sqlalchemy import Connection

from survey import scratch, sessions, slots
from survey.person import Person, Remember, Token, seed_of, session_id
from survey.privacy.codes import Code
from survey.records.queries import people, phones
from survey.service import Service
from survey.slots import Kind

ASKED_BACK = (2, 6)
"""Which words are typed back, counted from 1."""


class NoWordsOffered(Exception):
    """No words wait for confirmation on this phone; they are to be shown again."""


class WordsDoNotMatch(Exception):
    """The words typed back are not the ones shown; they are still on the page."""


def words_offered(service: Service, person: Person, kind: Kind = "code") -> Code:
    """Return seven new words, the same ones until they are confirmed."""
    seed_of(person)
    with service.store.write() as connection:
        # two tabs at once must not show different words
        people.lock_participant(connection, person.id)
        waiting = scratch.take(service, connection, person.token, "words")
        if waiting is not None and waiting["kind"] == kind:
            return Code(tuple(waiting["words"]))
        code = slots.draw_code(service, connection)
        content = {"kind": kind, "words": list(code.words)}
        scratch.put(service, connection, person.token, "words", content)
        return code


def keep(
    service: Service, person: Person, second: str, sixth: str, remember: Remember
) -> Token:
    """Make a first visit last: the words now open it. Return the new cookie."""
    row = _confirmed(service, person, "code", second, sixth)
    with service.store.write() as connection:
        people.add_slot(connection, **row)
        people.change_state(connection, person.id, "kept")
        return _renew_session(service, connection, person, remember)


def add_spare(service: Service, person: Person, second: str, sixth: str) -> None:
    """Make seven spare words a second way in; they replace older spare words."""
    row = _confirmed(service, person, "recovery", second, sixth)
    with service.store.write() as connection:
        old = [s.id for s in _slots(connection, person) if s.kind == "recovery"]
        people.add_slot(connection, **row)
        people.drop_slots(connection, old)
        scratch.drop(connection, person.token, "words")


def change_words(
    service: Service, person: Person, second: str, sixth: str, keep_spare: bool
) -> Token:
    """Put new words in place of the old: add, open, and only then drop.

    Every other phone is signed out, and spare words go unless they are to stay.
    """
    row = _confirmed(service, person, "code", second, sixth)
    with service.store.write() as connection:
        old = [
            slot.id
            for slot in _slots(connection, person)
            if slot.kind == "code" or not keep_spare
        ]
        people.add_slot(connection, **row)
        people.drop_slots(connection, old)
        token = _renew_session(service, connection, person, person.remember)
        phones.drop_other_sessions(connection, person.id, session_id(token))
    service.store.forget_deleted()
    return token


def matches_offered(
    service: Service, person: Person, kind: Kind, second: str, sixth: str
) -> None:
    """Hold that two words typed back are those shown, before anything slow is done."""
    _match(_waiting(service, person, kind), second, sixth)


def has_spare(service: Service, person: Person) -> bool:
    """Return whether the person has spare words."""
    with service.store.read() as connection:
        return any(s.kind == "recovery" for s in _slots(connection, person))


def _confirmed(
    service: Service, person: Person, kind: Kind, second: str, sixth: str
) -> dict[str, Any]:
    """Return the slot row for the words offered, proved to open before it is kept."""
    code = _waiting(service, person, kind)
    _match(code, second, sixth)
    row = slots.made(service, person.id, kind, code, seed_of(person))
    if slots.try_slot(service, row, code) != seed_of(person):
        raise AssertionError("a slot that does not open must never be kept")
    return row


def _waiting(service: Service, person: Person, kind: Kind) -> Code:
    """Return the words that wait for confirmation on this phone."""
    with service.store.read() as connection:
        waiting = scratch.take(service, connection, person.token, "words")
    if waiting is None or waiting["kind"] != kind:
        raise NoWordsOffered
    return Code(tuple(waiting["words"]))


def _match(code: Code, second: str, sixth: str) -> None:
    for place, typed in zip(ASKED_BACK, (second, sixth), strict=True):
        if not _is_word(typed, code.words[place - 1]):
            raise WordsDoNotMatch


def _is_word(typed: str, word: str) -> bool:
    short = typed.strip().casefold()
    return len(short) >= 3 and word.startswith(short)


def _slots(connection: Connection, person: Person) -> Any:
    return people.slots_of(connection, person.id)


def _renew_session(
    service: Service, connection: Connection, person: Person, remember: Remember
) -> Token:
    seed = seed_of(person)
    token = sessions.opened(
        service, connection, person.id, seed, remember, person.shared
    )
    scratch.carry(service, connection, person.token, token)
    phones.drop_session(connection, person.session_id)
    return token
