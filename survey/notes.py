"""A person's own words: behaviour, goal, the thing for this week, notes.

They carry the author's seal alone, whatever was agreed about sharing. A phone that
may only send can write them; reading them back needs the words.
"""

import json
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from survey.custody import own_recipient, suite_in_force
from survey.measure.rounds import Week
from survey.person import Person, seed_of
from survey.privacy import binding
from survey.privacy.padding import TooLong, pad, padded_size, unpad
from survey.privacy.sealing import Suite, lock, open_seal, seal, suite_of, unlock
from survey.privacy.sealing import public_key as public_key_of
from survey.privacy.secret import ContentKey, Seed
from survey.records.queries import checkins
from survey.service import Service

Kind = Literal["behaviour", "goal", "step", "step_done", "note"]
LONGEST = 2000
"""Characters of a note; more than this belongs on paper."""


class NoteTooLong(Exception):
    """A note has more characters than fit."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something its author wrote in a week."""

    id: bytes
    kind: str
    week: Week
    text: str


def write(service: Service, person: Person, kind: Kind, text: str, week: Week) -> None:
    """Keep words for their author; all but notes replace the same week's."""
    if len(text) > LONGEST:
        raise NoteTooLong
    with service.store.write() as connection:
        recipient = own_recipient(service, connection, person.id)
        if kind != "note":
            checkins.drop_notes_of_week(connection, person.id, kind, week)
        note_id = service.chance.draw(16)
        key = ContentKey(service.chance.draw(32))
        place = (person.id, note_id, kind, week)
        checkins.add_note(
            connection,
            id=note_id,
            participant_id=person.id,
            kind=kind,
            week=week,
            body=lock(key.raw, _padded(text), binding.note_body(*place)),
            seal=seal(
                key,
                recipient,
                suite_in_force(service),
                binding.note_seal(*place, recipient),
            ),
        )


def everything(
    service: Service, person: Person, kind: Kind | None = None
) -> tuple[Note, ...]:
    """Open a person's notes, oldest week first."""
    seed = seed_of(person)
    with service.store.read() as connection:
        rows = checkins.notes(connection, person.id, kind)
    opened = []
    for row in rows:
        place = (person.id, row.id, row.kind, row.week)
        recipient = public_key_of(seed, suite_of(row.seal))
        key = open_seal(row.seal, seed, binding.note_seal(*place, recipient))
        plain = unpad(unlock(key.raw, row.body, binding.note_body(*place)))
        text = json.loads(plain.decode())
        opened.append(Note(row.id, row.kind, Week(row.week), text))
    return tuple(opened)


def latest(service: Service, person: Person, kind: Kind) -> Note | None:
    """Open the newest note of a kind, if there is one."""
    found = everything(service, person, kind)
    return found[-1] if found else None


def reseal(
    service: Service, connection: Connection, participant_id: bytes, seed: Seed
) -> None:
    """Seal again, under the suite in force, notes sealed under an older one."""
    suite = suite_in_force(service)
    for row in checkins.notes(connection, participant_id):
        older = suite_of(row.seal)
        if suite is Suite.HYBRID and older is not suite:
            place = (participant_id, row.id, row.kind, row.week)
            before = binding.note_seal(*place, public_key_of(seed, older))
            key = open_seal(row.seal, seed, before)
            recipient = public_key_of(seed, suite)
            bound = binding.note_seal(*place, recipient)
            fresh = seal(key, recipient, suite, bound)
            checkins.change_note_seal(connection, row.id, fresh)


def drop(service: Service, person: Person, note_id: bytes) -> bool:
    """Delete one note; return whether it was there."""
    with service.store.write() as connection:
        return bool(checkins.drop_note(connection, person.id, note_id))


def _padded(text: str) -> bytes:
    plain = json.dumps(text, ensure_ascii=False).encode()
    try:
        return pad(plain, padded_size(len(plain)))
    except TooLong as error:
        raise NoteTooLong from error
