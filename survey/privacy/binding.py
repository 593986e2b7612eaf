"""What every sealed thing is bound to, written down as bytes in exactly one way.

A blob opens only with the context it was made for, so a row that was moved, swapped or
edited fails instead of lying. A context is its kind followed by its fields, each with
its length in front: four bytes big-endian, then the bytes. Text is UTF-8, a number
eight bytes big-endian, a date its ISO text. None is the length 0xffffffff and nothing
behind it, so "no group" and "a group with an empty name" differ. Nothing here may ever
change: stored blobs were made with it.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NewType

Context = NewType("Context", bytes)
Field = bytes | str | int | date | None

NOTHING = b"\xff\xff\xff\xff"


def context(kind: str, *fields: Field) -> Context:
    """Write a kind and its fields as bytes that no other fields can make."""
    return Context(_known(kind) + b"".join(map(_field, fields)))


def _field(value: Field) -> bytes:
    if type(value) is bytes:
        return len(value).to_bytes(4, "big") + value
    if value is None:
        return NOTHING
    if isinstance(value, int):
        value = value.to_bytes(8, "big")
    elif isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, str):
        value = value.encode()
    return len(value).to_bytes(4, "big") + value


_known = lru_cache(maxsize=1024)(_field)
"""Write what many rows have in common, and nothing that is secret, once."""


@dataclass(slots=True)
class ResponsePlace:
    """Say where a response belongs: only what never changes.

    `written` are the fields in their order, written once for all that binds them: a
    response is bound three times, and a round has many. (To be frozen as well would
    take three times as long.)
    """

    programme_id: str
    group_id: bytes | None
    participant_id: bytes
    sitting_id: bytes
    response_id: bytes
    instrument: str
    version: int
    week: date

    written: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Write the fields."""
        self.written = (
            _known(self.programme_id)
            + _field(self.group_id)
            + _field(self.participant_id)
            + _field(self.sitting_id)
            + _field(self.response_id)
            + _known(self.instrument)
            + _known(self.version)
            + _known(self.week)
        )


def response_body(place: ResponsePlace) -> Context:
    """Bind the answers of a response to its place."""
    return Context(_known("body") + place.written)


def seal(purpose: str, place: ResponsePlace, recipient: bytes) -> Context:
    """Bind a response's content key to its place, a purpose and a public key."""
    digest = _field(_sha256(recipient))
    return Context(_known("seal") + _known(purpose) + place.written + digest)


def locator(words: str) -> Context:
    """Bind the index under which a slot is looked up to two words."""
    return context("locator", words)


def throttle(words: str) -> Context:
    """Bind the count of wrong guesses to the two words they were made for."""
    return context("rate", words)


def slot(
    slot_id: bytes, participant_id: bytes, kind: str, cost: str, pepper: int
) -> Context:
    """Bind a wrapped seed to its slot, with the cost text and the pepper number."""
    return context("slot", slot_id, participant_id, kind, cost, pepper)


def session(session_id: bytes, participant_id: bytes) -> Context:
    """Bind the seed of a reading session to the session and its person."""
    return context("session", session_id, participant_id)


def draft(session_id: bytes, kind: str) -> Context:
    """Bind what a session holds for a while: a draft, a receipt, words offered."""
    return context("draft", session_id, kind)


def note_body(participant_id: bytes, note_id: bytes, kind: str, week: date) -> Context:
    """Bind the text of a note to its row."""
    return context("note-body", participant_id, note_id, kind, week)


def note_seal(
    participant_id: bytes, note_id: bytes, kind: str, week: date, recipient: bytes
) -> Context:
    """Bind the content key of a note to its row and its owner's public key."""
    digest = _sha256(recipient)
    return context("note-seal", participant_id, note_id, kind, week, digest)


def response_mac(
    place: ResponsePlace, body: bytes, supersedes: bytes | None
) -> Context:
    """Bind a response row to its sealed body and to the response it replaces."""
    rest = _field(_sha256(body)) + _field(supersedes)
    return Context(_known("row-response") + place.written + rest)


def participant_mac(
    participant_id: bytes,
    programme_id: str,
    public_key: bytes,
    hybrid_key: bytes | None,
    joined: date,
) -> Context:
    """Bind a participant row to the public keys that seals for it must use."""
    return Context(
        _known("row-participant")
        + _field(participant_id)
        + _known(programme_id)
        + _field(public_key)
        + _field(hybrid_key)
        + _known(joined)
    )


def membership_mac(
    membership_id: bytes,
    participant_id: bytes,
    programme_id: str,
    group_id: bytes,
    *,
    joined: date,
    left: date | None,
) -> Context:
    """Bind a membership row: who, in which group, from and to which week."""
    return Context(
        _known("row-membership")
        + _field(membership_id)
        + _field(participant_id)
        + _known(programme_id)
        + _field(group_id)
        + _known(joined)
        + _known(left)
    )


def consent_mac(
    participant_id: bytes, purpose: str, answer: str, version: int, since: date
) -> Context:
    """Bind a consent row: who said what, to which text, for which purpose."""
    return Context(
        _known("row-consent")
        + _field(participant_id)
        + _known(purpose)
        + _known(answer)
        + _known(version)
        + _known(since)
    )


def evaluation_key(
    programme_id: str,
    purpose: str,
    epoch: int,
    *,
    suite: int,
    public_key: bytes,
    not_before: date,
) -> Context:
    """Bind a published evaluation key to what it may be used for, and from when."""
    return context(
        "evaluation-key", programme_id, purpose, epoch, suite, public_key, not_before
    )


def ledger(participant_id: bytes, domain: str) -> Context:
    """Bind what the aggregator remembers of a person to them and the domain."""
    return Context(_known("ledger") + _field(participant_id) + _known(domain))


def audit_event(number: int, kind: str, content: str, previous: bytes) -> Context:
    """Bind an event of the audit trail to its place and to all before it."""
    return context("audit-event", number, kind, content, previous)


def audit_head(number: int, digest: bytes) -> Context:
    """Bind an end of the audit trail that the aggregator vouches for."""
    return context("audit-head", number, digest)


def factor(factor_id: bytes, staff_id: bytes, kind: str) -> Context:
    """Bind what proves who somebody of the staff is to them and to its kind."""
    return context("factor", factor_id, staff_id, kind)


def recovery_code(staff_id: bytes, code: str) -> Context:
    """Bind a code on paper to whose it is."""
    return context("recovery-code", staff_id, code)


def staff_throttle(name: str) -> Context:
    """Bind the count of wrong tries to the name they were made for."""
    return context("staff-rate", name)


def challenge(purpose: str, asked: bytes, nonce: bytes, minute: int) -> Context:
    """Bind what a passkey is to sign to the browser that was asked, and when."""
    return context("passkey-challenge", purpose, asked, nonce, minute)


def totp_offer(asked: bytes, nonce: bytes) -> Context:
    """Bind a secret that is offered to an app to the browser it was offered to."""
    return context("totp-offer", asked, nonce)


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
