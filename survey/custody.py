"""Seal one participant's answers on their way in, open them for their author.

Answers lie under a content key of their own; that key is sealed to the author and,
with consent, to a results key that is kept elsewhere (DESIGN, section 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from survey.marks import genuine, mark
from survey.measure.answers import Answer, longest, pack, unpack
from survey.measure.instrument import Instrument
from survey.measure.instruments import Library
from survey.measure.rounds import Week
from survey.privacy import binding
from survey.privacy.binding import ResponsePlace
from survey.privacy.evaluation import PublishedKey, trusted
from survey.privacy.padding import pad, padded_size, unpad
from survey.privacy.sealing import (
    Suite,
    lock,
    open_seal,
    seal,
    suite_of,
    unlock,
)
from survey.privacy.sealing import public_key as public_key_of
from survey.privacy.secret import ContentKey, Seed
from survey.records.queries import checkins, people, tree
from survey.records.rows import AnyRow
from survey.service import Service

SUITES = {"x25519": Suite.X25519, "hybrid": Suite.HYBRID}


class TamperedRow(Exception):
    """A row does not carry the mark of the key that should have written it."""


@dataclass(frozen=True, slots=True)
class SealedResponse:
    """The rows that one response becomes, and its key for the receipt."""

    response: dict[str, Any]
    own_seal: dict[str, Any]
    evaluation_seals: list[dict[str, Any]]
    key: ContentKey


@dataclass(frozen=True, slots=True)
class Entry:
    """One response of the person, opened for them."""

    id: bytes
    sitting_id: bytes
    week: Week
    turn: int
    instrument: Instrument
    answers: dict[str, Answer]


def own_recipient(service: Service, connection: Connection, person_id: bytes) -> bytes:
    """Return the key to seal to for a participant, or raise TamperedRow."""
    row = people.lock_participant(connection, person_id)
    if row is None:
        raise TamperedRow
    bound = binding.participant_mac(
        row.id, row.programme_id, row.public_key, row.hybrid_key, row.joined
    )
    if not genuine(service, bound, row.mac_key, row.mac):
        raise TamperedRow
    hybrid = suite_in_force(service) is Suite.HYBRID
    return bytes(row.hybrid_key if hybrid else row.public_key)


def suite_in_force(service: Service) -> Suite:
    """Return the suite that new seals use."""
    return SUITES[service.settings.keys.suite]


def evaluation_key(
    service: Service, connection: Connection, programme_id: str, purpose: str
) -> PublishedKey | None:
    """Return the results key in force for a purpose, if a trusted one is published.

    An epoch ends when the next one begins; a key that the pinned identity did not
    sign does not exist for us.
    """
    today = service.clock.now().date()
    pinned = service.settings.keys.aggregator_fingerprint
    suite = suite_in_force(service)
    for row in tree.evaluation_keys(connection, programme_id):
        key = PublishedKey(
            programme_id=row.programme_id,
            purpose=row.purpose,
            epoch=row.epoch,
            suite=Suite(row.suite),
            public_key=row.public_key,
            not_before=row.not_before,
            signer=row.signer,
            signature=row.signature,
        )
        in_force = row.purpose == purpose and row.not_before <= today
        if in_force and trusted(key, pinned):
            # an older epoch has ended, even where its suite is the one wanted
            return key if key.suite == suite else None
    return None


def seal_response(
    service: Service,
    place: ResponsePlace,
    answers: tuple[Instrument, dict[str, Answer]],
    recipient: bytes,
    results: Sequence[PublishedKey],
    supersedes: bytes | None = None,
) -> SealedResponse:
    """Turn answers into rows that only the author, and whom they chose, can open."""
    instrument, given = answers
    key = ContentKey(service.chance.draw(32))
    size = padded_size(longest(instrument))
    body = lock(
        key.raw, pad(pack(instrument, given), size), binding.response_body(place)
    )
    return SealedResponse(
        response={
            "id": place.response_id,
            "sitting_id": place.sitting_id,
            "participant_id": place.participant_id,
            "instrument": place.instrument,
            "version": place.version,
            "week": place.week,
            "supersedes": supersedes,
            "body": body,
            **mark(service, binding.response_mac(place, body, supersedes)),
        },
        own_seal={
            "response_id": place.response_id,
            "seal": seal(
                key,
                recipient,
                suite_in_force(service),
                binding.seal("own", place, recipient),
            ),
        },
        evaluation_seals=[seal_for(key, place, result) for result in results],
        key=key,
    )


def seal_for(
    key: ContentKey, place: ResponsePlace, result: PublishedKey
) -> dict[str, Any]:
    """Return the row that lets one results key open one response."""
    bound = binding.seal(result.purpose, place, result.public_key)
    return {
        "response_id": place.response_id,
        "purpose": result.purpose,
        "epoch": result.epoch,
        "seal": seal(key, result.public_key, Suite(result.suite), bound),
    }


def place_of(row: AnyRow) -> ResponsePlace:
    """Return where a stored response belongs."""
    return ResponsePlace(
        programme_id=row.programme_id,
        group_id=row.group_id,
        participant_id=row.participant_id,
        sitting_id=row.sitting_id,
        response_id=row.id,
        instrument=row.instrument,
        version=row.version,
        week=row.week,
    )


def content_key(row: AnyRow, seed: Seed) -> ContentKey:
    """Open the author's own seal of a stored response."""
    recipient = public_key_of(seed, suite_of(row.seal))
    return open_seal(row.seal, seed, binding.seal("own", place_of(row), recipient))


def read_body(library: Library, row: AnyRow, key: ContentKey) -> Entry:
    """Open a stored response with its content key."""
    instrument = library.version(row.instrument, row.version)
    plain = unpad(unlock(key.raw, row.body, binding.response_body(place_of(row))))
    return Entry(
        id=row.id,
        sitting_id=row.sitting_id,
        week=Week(row.week),
        turn=row.turn,
        instrument=instrument,
        answers=unpack(instrument, plain),
    )


def checked(service: Service, row: AnyRow) -> AnyRow:
    """Return a stored response after checking its mark, or raise TamperedRow."""
    bound = binding.response_mac(place_of(row), row.body, row.supersedes)
    if not genuine(service, bound, row.mac_key, row.mac):
        raise TamperedRow
    return row


def history(
    service: Service,
    connection: Connection,
    participant_id: bytes,
    seed: Seed,
    instrument: str | None = None,
) -> tuple[Entry, ...]:
    """Open everything a participant has said, oldest first."""
    rows = checkins.responses(connection, participant_id, instrument)
    return tuple(
        read_body(service.instruments, row, content_key(row, seed)) for row in rows
    )


def reseal(
    service: Service, connection: Connection, participant_id: bytes, seed: Seed
) -> int:
    """Seal again, under the suite in force, what its author owns under an older one.

    Bodies are never touched. Return how many seals were made again.
    """
    suite = suite_in_force(service)
    if suite is Suite.X25519:
        return 0
    recipient = public_key_of(seed, suite)
    old = [
        row
        for row in checkins.responses(connection, participant_id)
        if suite_of(row.seal) is not suite
    ]
    for row in old:
        bound = binding.seal("own", place_of(row), recipient)
        fresh = seal(content_key(row, seed), recipient, suite, bound)
        checkins.change_own_seal(connection, row.id, fresh)
    return len(old)
