"""Open sealed responses of one purpose: pure functions, the same wherever they run.

A row is opened only if it carries the mark of the web tier, opens with the key of its
epoch, and reads; else it is refused by its id and nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from survey.aggregator.reading import Reader, Values
from survey.measure.packing import MalformedAnswers
from survey.privacy import binding
from survey.privacy.binding import ResponsePlace
from survey.privacy.padding import BadPadding, unpad
from survey.privacy.sealing import CannotOpen, Opener, unlock
from survey.privacy.secret import Seed
from survey.privacy.signing import MacKey

MARK = "its row does not carry the mark of the web tier"
SEAL = "its seal does not open"
BODY = "its answers do not open"
VERSION = "its instrument is not here in that version"


class Sealed(NamedTuple):
    """One response as it is stored, with its seal for one purpose."""

    id: bytes
    sitting_id: bytes
    participant_id: bytes
    instrument: str
    version: int
    week: date
    supersedes: bytes | None
    body: bytes
    mac_key: int
    mac: bytes
    group_id: bytes | None
    turn: int
    epoch: int
    seal: bytes


class Opened(NamedTuple):
    """What one response says of the domains that groups are shown."""

    person: bytes
    group: bytes | None
    week: date
    turn: int
    values: Values


class Refused(NamedTuple):
    """A response that stops its unit, until an operator puts it in quarantine."""

    id: bytes
    group: bytes | None
    reason: str


@dataclass(frozen=True, slots=True)
class Means:
    """What responses of a programme are opened with: seeds by epoch, and row keys.

    Raw bytes, because a shard may be opened in another process of the aggregator's.
    """

    programme_id: str
    purpose: str
    seeds: Mapping[int, bytes] = field(repr=False)
    rowmacs: Mapping[int, bytes] = field(repr=False)


Readers = Mapping[tuple[str, int], Reader]
"""How to read each instrument, by its id and version."""


class Opening:
    """Opens responses one by one; the private keys are derived once."""

    def __init__(self, means: Means) -> None:
        """Take what opens them."""
        self._means = means
        self._marks = {n: MacKey(key) for n, key in means.rowmacs.items()}
        self._openers = {epoch: Opener(Seed(raw)) for epoch, raw in means.seeds.items()}

    def answers(self, row: Sealed) -> bytes | Refused:
        """Return the packed answers of a response that is genuine and opens."""
        means = self._means
        place = ResponsePlace(
            means.programme_id,
            row.group_id,
            row.participant_id,
            row.sitting_id,
            row.id,
            row.instrument,
            row.version,
            row.week,
        )
        mark = self._marks.get(row.mac_key)
        bound = binding.response_mac(place, row.body, row.supersedes)
        if mark is None or not mark.check(bound, row.mac):
            return _refused(row, MARK)
        opener = self._openers.get(row.epoch)
        if opener is None:
            return _refused(row, SEAL)
        try:
            recipient = opener.recipient(row.seal)
            bound = binding.seal(means.purpose, place, recipient)
            content = opener.open(row.seal, bound)
        except CannotOpen:
            return _refused(row, SEAL)
        try:
            return unpad(unlock(content.raw, row.body, binding.response_body(place)))
        except (CannotOpen, BadPadding):
            return _refused(row, BODY)


def open_shard(
    means: Means, readers: Readers, shard: Sequence[Sealed]
) -> list[Opened | Refused]:
    """Open responses, in their order, for what groups may be shown of them."""
    opening = Opening(means)
    return [_opened(row, opening.answers(row), readers) for row in shard]


def _opened(
    row: Sealed, answers: bytes | Refused, readers: Readers
) -> Opened | Refused:
    if isinstance(answers, Refused):
        return answers
    reader = readers.get((row.instrument, row.version))
    if reader is None:
        return _refused(row, VERSION)
    try:
        values = reader.values(answers)
    except MalformedAnswers:
        return _refused(row, BODY)
    return Opened(row.participant_id, row.group_id, row.week, row.turn, values)


def _refused(row: Sealed, reason: str) -> Refused:
    return Refused(row.id, row.group_id, reason)
