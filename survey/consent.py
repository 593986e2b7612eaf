"""Sharing as keys: yes adds seals for a purpose, no deletes them at once.

Nothing is assumed: until a person has answered the text in force, no seal for that
purpose is made (DESIGN, section 5).
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from survey import custody, handed_out, programme
from survey.marks import genuine, mark
from survey.measure import rounds
from survey.measure.rounds import Week
from survey.person import Person, seed_of
from survey.privacy import binding
from survey.privacy.evaluation import PublishedKey
from survey.records.queries import checkins, people, results
from survey.service import Service

PURPOSES = ("group", "study")
TEXT_VERSION = {"group": 1, "study": 1}
"""The consent text in force; a new number asks everybody again."""
RECORDED_BASIS = 0
"""In place of a text's number: agreed to elsewhere, as a map of an import says."""
MOST_ASKED = 2
ASK_AFTER = 3
"""Check-ins after which "ask me later" is asked again."""

Answer = Literal["later", "no", "yes"]


class NoKeyToShareWith(Exception):
    """The programme has no trusted results key for this purpose just now."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A person's standing answer for one purpose."""

    purpose: str
    answer: Literal["unasked", "later", "no", "yes"]
    since: Week | None
    in_force: bool
    asked: int


def sharing(service: Service, person: Person) -> tuple[Choice, ...]:
    """Return what a person has decided for each purpose."""
    with service.store.read() as connection:
        return tuple(_choice(connection, person.id, purpose) for purpose in PURPOSES)


def decide(
    service: Service, person: Person, purpose: str, answer: Answer, reach_back: bool
) -> None:
    """Write an answer and make the seals agree with it, in one transaction."""
    seed_of(person)
    with service.store.write() as connection:
        people.lock_participant(connection, person.id)
        before = _choice(connection, person.id, purpose)
        plan = programme.one(connection, person.programme_id)
        if answer == "yes":
            key = custody.evaluation_key(
                service, connection, person.programme_id, purpose
            )
            if key is None:
                raise NoKeyToShareWith
            if reach_back:
                _reach_back(service, connection, person, key)
        else:
            checkins.drop_evaluation_seals(connection, person.id, purpose)
            if purpose == "group":
                results.drop_ledger(connection, person.id)
            else:
                handed_out.recall(connection, person.id)
        same = before.in_force and before.answer == answer and before.since
        since = before.since if same and before.since else plan.week(service)
        write(service, connection, person.id, purpose, answer, since, before.asked)
    if answer != "yes":
        service.store.forget_deleted()


def asked(service: Service, person: Person) -> None:
    """Count that the person was shown the sharing page of their own accord or ours."""
    with service.store.write() as connection:
        for purpose in PURPOSES:
            choice = _choice(connection, person.id, purpose)
            if choice.answer in ("unasked", "later"):
                since = choice.since or programme.one(
                    connection, person.programme_id
                ).week(service)
                write(
                    service,
                    connection,
                    person.id,
                    purpose,
                    "later",
                    since,
                    min(choice.asked + 1, MOST_ASKED),
                )


def ask_now(service: Service, person: Person) -> bool:
    """Return whether to ask about sharing: once early, once more, then never."""
    with service.store.read() as connection:
        choices = [_choice(connection, person.id, purpose) for purpose in PURPOSES]
        sittings = checkins.sittings(connection, person.id)
    open_ones = [c for c in choices if c.answer in ("unasked", "later")]
    stale = any(c.answer == "yes" and not c.in_force for c in choices)
    times = min((c.asked for c in open_ones), default=MOST_ASKED)
    early = times == 0
    return stale or early or (times < MOST_ASKED and sittings >= ASK_AFTER)


def recipients(
    service: Service, connection: Connection, person: Person
) -> list[PublishedKey]:
    """Return the results keys that a new check-in is sealed to."""
    keys = []
    for purpose in PURPOSES:
        if _says_yes(service, connection, person.id, purpose):
            key = custody.evaluation_key(
                service, connection, person.programme_id, purpose
            )
            if key is not None:
                keys.append(key)
    return keys


def _says_yes(
    service: Service, connection: Connection, person_id: bytes, purpose: str
) -> bool:
    row = people.consents(connection, person_id).get(purpose)
    if row is None or row.answer != "yes" or row.version != TEXT_VERSION[purpose]:
        return False
    bound = binding.consent_mac(person_id, purpose, row.answer, row.version, row.since)
    return genuine(service, bound, row.mac_key, row.mac)


def _choice(connection: Connection, person_id: bytes, purpose: str) -> Choice:
    row = people.consents(connection, person_id).get(purpose)
    if row is None:
        return Choice(purpose, "unasked", None, in_force=False, asked=0)
    in_force = row.version == TEXT_VERSION[purpose]
    return Choice(purpose, row.answer, Week(row.since), in_force, row.asked)


def write(
    service: Service,
    connection: Connection,
    person_id: bytes,
    purpose: str,
    answer: Answer,
    since: Week,
    times: int,
    version: int | None = None,
) -> None:
    """Write an answer, to the text in force unless said otherwise."""
    version = TEXT_VERSION[purpose] if version is None else version
    bound = binding.consent_mac(person_id, purpose, answer, version, since)
    people.put_consent(
        connection,
        person_id,
        purpose,
        version=version,
        answer=answer,
        asked=times,
        since=since,
        **mark(service, bound),
    )


def _reach_back(
    service: Service, connection: Connection, person: Person, key: PublishedKey
) -> None:
    """Seal earlier answers too; for the group only those of undecided rounds."""
    plan = programme.one(connection, person.programme_id)
    now = service.clock.now()
    have = checkins.sealed_for(connection, person.id, key.purpose)
    seals = []
    for row in checkins.responses(connection, person.id):
        decided = rounds.is_decided(
            Week(row.week), now, Week(plan.first_week), plan.round_weeks, plan.time_zone
        )
        too_late = key.purpose == "group" and decided
        if row.id in have or too_late:
            continue
        content = custody.content_key(custody.checked(service, row), seed_of(person))
        entry = custody.read_body(service.instruments, row, content)
        if key.purpose in entry.instrument.results(entry.answers):
            seals.append(custody.seal_for(content, custody.place_of(row), key))
    checkins.add_evaluation_seals(connection, seals)
