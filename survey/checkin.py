"""A check-in: saving it, once, and giving something back.

A check-in that was answered "saved" is on the disk, once, whatever happens next: the
sitting, its responses and every seal are written in one transaction under a key that
the same attempt cannot use twice.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from survey import consent, custody, drafts, programme, scratch, sitting
from survey.custody import Entry
from survey.drafts import Posted
from survey.measure import answers as measured
from survey.measure import feedback
from survey.measure.answer import Answer
from survey.measure.feedback import Speak, in_english
from survey.measure.instrument import Instrument
from survey.measure.rounds import Week, weeks_between
from survey.person import Person, seed_of
from survey.privacy.secret import ContentKey
from survey.programme import Programme
from survey.records.queries import checkins, people
from survey.service import Service

ATTEMPTS = 3
"""Times a sitting is tried when the same attempt arrives twice at once."""


class OtherVersion(Exception):
    """The questions have changed since the page was opened; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """One instrument as a form sent it."""

    instrument: str
    version: int
    only: tuple[str, ...] | None
    posted: Posted


@dataclass(frozen=True, slots=True)
class Saved:
    """What was just sent, opened once more for who sent it."""

    week: Week
    entries: tuple[Entry, ...]
    before: dict[str, Entry]
    sentences: dict[str, tuple[str, ...]]


def record(
    service: Service, person: Person, attempt: str, submitted: Sequence[Submitted]
) -> None:
    """Check, seal and save a sitting; an attempt saved before is saved already.

    Raises BadAnswers or OtherVersion, and then nothing was written.
    """
    begun = drafts.load(service, person)
    ours = begun is not None and begun.attempt == attempt
    known = begun.facts if begun and ours else drafts.facts(service, person)
    with service.store.read() as connection:
        plan = programme.one(connection, person.programme_id)
    read = [_read(service, plan, part, known) for part in submitted]
    key = _key(person, attempt)
    for turn in range(ATTEMPTS):
        try:
            with service.store.write() as connection:
                if not checkins.attempt_known(connection, key):
                    visit = sitting.Sitting(
                        person.id,
                        person.programme_id,
                        person.group_id,
                        plan.week(service),
                        key,
                        tuple(read),
                    )
                    _write(service, connection, person, visit)
            return
        except IntegrityError:
            # the same attempt arrived twice at once: next time round it is known
            if turn == ATTEMPTS - 1:
                raise


def known(service: Service, person: Person, attempt: str) -> bool:
    """Return whether an attempt of this person was saved already."""
    with service.store.read() as connection:
        return checkins.attempt_known(connection, _key(person, attempt))


def _key(person: Person, attempt: str) -> bytes:
    return hashlib.sha256(b"attempt" + person.id + attempt.encode()).digest()


def _write(
    service: Service, connection: Connection, person: Person, visit: sitting.Sitting
) -> None:
    """Write a sitting, and leave its phone a receipt in place of the draft."""
    # a "no" that is being written at this moment comes wholly before or after
    people.lock_participant(connection, person.id)
    results = consent.recipients(service, connection, person)
    sealed = sitting.write(service, connection, visit, results)
    scratch.drop(connection, person.token, "draft")
    keys = {one.response["id"].hex(): one.key.raw.hex() for one in sealed}
    scratch.put(service, connection, person.token, "receipt", {"keys": keys})


def saved(service: Service, person: Person, speak: Speak = in_english) -> Saved | None:
    """Open the check-in just sent, for ten minutes, on the phone that sent it."""
    with service.store.read() as connection:
        receipt = scratch.take(service, connection, person.token, "receipt")
        if receipt is None:
            return None
        keys = {bytes.fromhex(k): bytes.fromhex(v) for k, v in receipt["keys"].items()}
        rows = checkins.responses_by_id(connection, list(keys))
        # weeks lie in clear: a phone that cannot read knows that this is not the first
        weeks = {
            row.instrument: checkins.answered_before(
                connection, person.id, row.instrument, row
            )
            for row in rows
        }
    entries = tuple(
        custody.read_body(service.instruments, row, ContentKey(keys[row.id]))
        for row in rows
    )
    if not entries:
        return None
    past = earlier(service, person, entries) if person.can_read else {}
    return Saved(
        week=entries[0].week,
        entries=entries,
        before={name: found[-1] for name, found in past.items() if found},
        sentences={
            entry.instrument.id: _sentences(
                entry,
                past.get(entry.instrument.id),
                weeks[entry.instrument.id],
                speak,
            )
            for entry in entries
        },
    )


def history(
    service: Service, person: Person, instrument: str | None = None
) -> tuple[Entry, ...]:
    """Open what a person has said, oldest first; needs the words."""
    seed = seed_of(person)
    with service.store.read() as connection:
        return custody.history(service, connection, person.id, seed, instrument)


def earlier(
    service: Service, person: Person, entries: Sequence[Entry]
) -> dict[str, list[Entry]]:
    """Return, for each instrument, comparable responses before the given ones."""
    now = {entry.instrument.id: entry for entry in entries}
    found: dict[str, list[Entry]] = {name: [] for name in now}
    for entry in history(service, person):
        this = now.get(entry.instrument.id)
        if this is None or (entry.week, entry.turn) >= (this.week, this.turn):
            continue
        if entry.instrument.comparability == this.instrument.comparability:
            found[entry.instrument.id].append(entry)
    return found


def _read(
    service: Service, plan: Programme, part: Submitted, known: Mapping[str, str]
) -> tuple[Instrument, dict[str, Answer]]:
    scheduled = {entry.instrument for entry in plan.schedule}
    if part.instrument not in scheduled:
        raise OtherVersion
    instrument = service.instruments.current(part.instrument)
    if instrument.version != part.version:
        raise OtherVersion
    only = part.only
    return instrument, measured.read(instrument, part.posted, known, only=only)


def _sentences(
    entry: Entry,
    past: list[Entry] | None,
    week_before: date | None,
    speak: Speak,
) -> tuple[str, ...]:
    known = past or []
    before = known[-1] if known else None
    return feedback.sentences(
        entry.instrument,
        entry.answers,
        before.answers if before else None,
        [one.answers for one in known],
        weeks_between(Week(week_before), entry.week) if week_before else None,
        speak,
    )
