"""Verify the audit trail, and that releases say what they said when they were decided.

Beside what everybody can find, an end that was cut off is found here together with its
signatures, where the aggregator's folder can be compared.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from survey import chain
from survey.aggregator import heads
from survey.aggregator.writing import RELEASE, told
from survey.records.queries import results
from survey.records.rows import AnyRow
from survey.records.store import Store
from survey.trail import canonical


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
class _Seen:
    """What is remembered of the trail while it is read."""

    remembered: heads.Head | None
    releases: dict[bytes, int] = field(default_factory=dict)
    """The number of the event that tells of each release, by the release's digest."""
    same_end: bool = False

    def see(self, event: AnyRow) -> None:
        if event.kind == RELEASE:
            self.releases[_digest(event.content)] = event.number
        if self.remembered is not None and event.number == self.remembered.number:
            self.same_end = event.digest == self.remembered.digest


def verify(store: Store, pinned: str, folder: Path | None) -> Verified:
    """Read the whole trail and every release; `pinned` is who may sign an end."""
    seen = _Seen(heads.remembered(folder) if folder else None)
    with store.read() as connection:
        found = chain.follow(connection, pinned, seen.see)
        problems = [*found.problems, *_end(seen)]
        shown = 0
        for row in results.releases(connection):
            shown += 1
            problems += _release(row, seen.releases)
    problems += [
        f"event {number} tells of a release that is not there"
        for number in sorted(seen.releases.values())
    ]
    return Verified(
        events=found.events,
        heads=found.heads,
        vouched=found.vouched,
        releases=shown,
        folder=seen.remembered is not None,
        problems=tuple(problems),
    )


def _end(seen: _Seen) -> Iterator[str]:
    if seen.remembered is not None and not seen.same_end:
        yield (
            f"event {seen.remembered.number}, which the aggregator remembers, is gone "
            "or another: the trail was cut off or written anew"
        )


def _release(row: AnyRow, known: dict[bytes, int]) -> Iterator[str]:
    content = told(row._asdict())
    if known.pop(_digest(canonical(content)), None) is None:
        where = f"{row.place} {row.place_id}, {row.span} {row.number}, {row.domain}"
        yield f"the release of {where} is not what the trail says"


def _digest(content: str) -> bytes:
    return hashlib.sha256(content.encode()).digest()
