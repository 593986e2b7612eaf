"""The ledger: what the aggregator remembers of a person in one domain, locked.

First and latest score with their weeks, what their usual range needs, and since which
round they count in which unit. It goes with the consent or the person.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from survey.measure.change import Track, UsualRange
from survey.privacy import binding
from survey.privacy.padding import LENGTH_BYTES, pad, padded_size, unpad
from survey.privacy.sealing import Locker

NO_TRACK = Track()
SMALL = 256
"""Bytes that most memories are padded to, so that their length tells nothing."""


@dataclass(frozen=True, slots=True)
class Score:
    """A value from 0 to 10, and the last week of the round that it is of."""

    value: float
    week: date


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one person in one domain.

    `track` has the scores before the latest. `measure` is what makes scores
    comparable: under another one everything but `since` begins anew.
    """

    measure: str
    first: Score
    latest: Score
    track: Track = NO_TRACK
    since: Mapping[str, int] = field(default_factory=dict)

    def with_score(self, measure: str, score: Score) -> "Memory":
        """Return the memory with the score of one more round."""
        if measure != self.measure:
            return Memory(measure, score, score, since=self.since)
        if score.week <= self.latest.week:
            return self
        track = self.track.after(self.latest.value)
        return replace(self, latest=score, track=track)

    def counting(self, unit: str, number: int) -> "Memory":
        """Return the memory of somebody who counts in a unit since a round."""
        if unit in self.since:
            return self
        return replace(self, since={**self.since, unit: number})

    def before(self, week: date) -> tuple[float | None, UsualRange | None]:
        """Return the first score before a week, and the usual range up to it."""
        first = self.first.value if self.first.week < week else None
        known = self.latest.week < week
        track = self.track.after(self.latest.value) if known else self.track
        return first, track.usual()


def locked(locker: Locker, person: bytes, domain: str, memory: Memory) -> bytes:
    """Lock a memory under the ledger's key, bound to whose it is and of what."""
    text = json.dumps(
        [
            memory.measure,
            memory.first.value,
            memory.first.week.toordinal(),
            memory.latest.value,
            memory.latest.week.toordinal(),
            memory.track.count,
            memory.track.total,
            memory.track.moving,
            memory.track.latest,
            dict(memory.since),
        ]
    ).encode()
    size = SMALL if len(text) <= SMALL - LENGTH_BYTES else padded_size(len(text))
    plain = pad(text, size)
    return locker.lock(plain, binding.ledger(person, domain))


def unlocked(locker: Locker, person: bytes, domain: str, blob: bytes) -> Memory:
    """Unlock a memory; CannotOpen when anything differs."""
    plain = locker.unlock(blob, binding.ledger(person, domain))
    measure, first, began, latest, ended, *track, since = json.loads(unpad(plain))
    return Memory(
        measure,
        Score(first, date.fromordinal(began)),
        Score(latest, date.fromordinal(ended)),
        Track(*track),
        since,
    )
