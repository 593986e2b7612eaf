"""Verify the audit trail, and that releases say what they said when they were decided.

Found are edits, deletions, another order, and an end that was cut off: the last only
where the aggregator's folder, or an end that it signed, can be compared.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from survey.aggregator import heads
from survey.aggregator.writing import RELEASE, told
from survey.privacy import binding, signing
from survey.records.queries import results, trail
from survey.records.rows import AnyRow
from survey.records.store import Store
from survey.trail import START, canonical, digest_of


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong; nothing if all is well.

    `vouched` is the last event that is signed, `folder` whether the end that the
    aggregator remembers was compared.
    """

    events: int
    heads: int
    vouched: int
    releases: int
    folder: bool
    problems: tuple[str, ...]


@dataclass(slots=True)
class _Read:
    """What reading the trail from its start has shown."""

    digests: dict[int, bytes]
    """Of those events that somebody vouches for."""
    releases: dict[bytes, int]
    """The number of the event that tells of each release, by the release's digest."""
    events: int = 0


def verify(store: Store, pinned: str, folder: Path | None) -> Verified:
    """Read the whole trail and every release; `pinned` is who may sign an end."""
    remembered = heads.remembered(folder) if folder else None
    with store.read() as connection:
        signed = list(trail.heads(connection))
        wanted = {head.number for head in signed}
        wanted |= {remembered.number} if remembered else set()
        read = _Read(dict.fromkeys(wanted, b""), {})
        problems = [
            *_chain(connection, read),
            *(p for head in signed for p in _signed(head, read.digests, pinned)),
            *_end(remembered, read.digests),
        ]
        shown = 0
        for row in results.releases(connection):
            shown += 1
            problems += _release(row, read.releases)
    problems += [
        f"event {number} tells of a release that is not there"
        for number in sorted(read.releases.values())
    ]
    return Verified(
        events=read.events,
        heads=len(signed),
        vouched=max((head.number for head in signed), default=0),
        releases=shown,
        folder=remembered is not None,
        problems=tuple(problems),
    )


def _chain(connection: Connection, read: _Read) -> Iterator[str]:
    previous, expected = START, 1
    for event in trail.events(connection):
        if event.number != expected:
            yield f"event {expected} is missing"
        elif event.previous != previous:
            yield f"event {event.number} does not continue the one before it"
        digest = digest_of(event.number, event.kind, event.content, event.previous)
        if digest != event.digest:
            yield f"event {event.number} was changed"
        if event.number in read.digests:
            read.digests[event.number] = event.digest
        if event.kind == RELEASE:
            read.releases[_digest(event.content)] = event.number
        previous, expected = event.digest, event.number + 1
        read.events += 1


def _signed(head: AnyRow, digests: Mapping[int, bytes], pinned: str) -> Iterator[str]:
    bound = binding.audit_head(head.number, head.digest)
    ours = signing.fingerprint(head.signer) == pinned
    if not ours or not signing.verify(head.signer, head.signature, bound):
        yield f"the signature over event {head.number} is not the aggregator's"
    if digests[head.number] != head.digest:
        yield f"event {head.number} is not the one that was signed"


def _end(remembered: heads.Head | None, digests: Mapping[int, bytes]) -> Iterator[str]:
    if remembered is not None and digests[remembered.number] != remembered.digest:
        yield (
            f"event {remembered.number}, which the aggregator remembers, is gone or "
            "another: the trail was cut off or written anew"
        )


def _release(row: AnyRow, known: dict[bytes, int]) -> Iterator[str]:
    content = told(row._asdict())
    if known.pop(_digest(canonical(content)), None) is None:
        where = f"{row.place} {row.place_id}, {row.span} {row.number}, {row.domain}"
        yield f"the release of {where} is not what the trail says"


def _digest(content: str) -> bytes:
    return hashlib.sha256(content.encode()).digest()
