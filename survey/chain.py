"""Whether the audit trail is whole, read from its start, and who vouches for how much.

Found are edits, deletions, another order, and an end that was cut off under a
signature. It needs no key, so whoever may read the trail may look.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from survey.privacy import binding, signing
from survey.records.queries import trail
from survey.records.rows import AnyRow
from survey.trail import SIGNED, START, digest_of

See = Callable[[AnyRow], None]


@dataclass(slots=True)
class Chain:
    """What was read, and what is wrong; nothing if all is well.

    `vouched` is the last event that is signed, `signed` when that was: None for none.
    """

    events: int = 0
    heads: int = 0
    vouched: int = 0
    signed: datetime | None = None
    problems: list[str] = field(default_factory=list)


def follow(
    connection: Connection, pinned: str, see: See = lambda _event: None
) -> Chain:
    """Read the whole trail and let `see` see each event; `pinned` may sign an end."""
    heads = {head.number: head for head in trail.heads(connection)}
    found = Chain(heads=len(heads), vouched=max(heads, default=0))
    previous, expected = START, 1
    for event in trail.events(connection):
        found.problems += _event(event, previous, expected)
        head = heads.pop(event.number, None)
        if head is not None:
            found.problems += _signed(head, pinned, event.digest)
        if event.number == found.vouched and event.kind == SIGNED:
            found.signed = _when(event.content)
        see(event)
        previous, expected = event.digest, event.number + 1
        found.events += 1
    for head in heads.values():
        found.problems += _signed(head, pinned, None)
    return found


def _event(event: AnyRow, previous: bytes, expected: int) -> Iterator[str]:
    if event.number != expected:
        yield f"event {expected} is missing"
    elif event.previous != previous:
        yield f"event {event.number} does not continue the one before it"
    digest = digest_of(event.number, event.kind, event.content, event.previous)
    if digest != event.digest:
        yield f"event {event.number} was changed"


def _signed(head: AnyRow, pinned: str, digest: bytes | None) -> Iterator[str]:
    bound = binding.audit_head(head.number, head.digest)
    ours = signing.fingerprint(head.signer) == pinned
    if not ours or not signing.verify(head.signer, head.signature, bound):
        yield f"the signature over event {head.number} is not the aggregator's"
    if digest != head.digest:
        yield f"event {head.number} is not the one that was signed"


def _when(content: str) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads(content)["at"])
    except (ValueError, KeyError, TypeError):
        # somebody changed it: the digest says so
        return None
