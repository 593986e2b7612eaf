"""The audit trail: what was done, each event chained to the one before it.

Whoever does something that others must be able to check writes it here, in the same
transaction. An edit, a deletion, another order or an end that was cut off breaks the
chain or the ends that the aggregator has signed (survey/aggregator/heads.py).
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from survey.privacy import binding
from survey.records.queries import trail

START = bytes(32)
"""What the first event names as the digest before it."""
SIGNED = "trail.signed"
"""The kind of event that tells that the aggregator signed the trail up to it."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done: its kind, such as `group.opened`, and what of it."""

    kind: str
    content: Mapping[str, Any]


def of_programme(
    connection: Connection, programme_id: str, kinds: Collection[str]
) -> Iterator[Event]:
    """Yield what was done to a programme, of these kinds, oldest first."""
    for row in trail.of_kinds(connection, kinds):
        content = json.loads(row.content)
        if content.get("programme") == programme_id:
            yield Event(row.kind, content)


def write(connection: Connection, kind: str, content: Mapping[str, Any]) -> None:
    """Add one event to the trail, within the caller's transaction."""
    write_all(connection, [Event(kind, content)])


def write_all(connection: Connection, events: Iterable[Event]) -> None:
    """Add events to the trail, in this order, within the caller's transaction."""
    events = tuple(events)
    if not events:
        return
    trail.queue(connection)
    last = trail.last(connection)
    before, previous = (last.number, last.digest) if last else (0, START)
    rows = []
    for number, event in enumerate(events, start=before + 1):
        content = canonical(event.content)
        digest = digest_of(number, event.kind, content, previous)
        rows.append(
            {
                "number": number,
                "kind": event.kind,
                "content": content,
                "previous": previous,
                "digest": digest,
            }
        )
        previous = digest
    trail.add(connection, rows)


def canonical(content: Mapping[str, Any]) -> str:
    """Write content in the one way it is stored: equal content, equal text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def digest_of(number: int, kind: str, content: str, previous: bytes) -> bytes:
    """Return what the next event, and a signed end, name of this one."""
    return hashlib.sha256(binding.audit_event(number, kind, content, previous)).digest()
