"""Open a shard of sealed responses: a pure function, the same wherever it runs.

A row is opened only if it carries the mark of the web tier, opens with the key of its
epoch, and reads; else it is refused by its id and nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from survey.aggregator.reading import Reader, Values
from survey.measure.packing import MalformedAnswers
from survey.privacy import binding, signing
from survey.privacy.binding import ResponsePlace
from survey.privacy.padding import BadPadding
from survey.privacy.sealing import CannotOpen, Opener, unlock
from survey.privacy.secret import Seed

MARK = "its row does not carry the mark of the web tier"
SEAL = "its seal does not open"
BODY = "its answers do not open"
VERSION = "its instrument is not here in that version"


class Sealed(NamedTuple):
    """One response as it is stored, with its group seal."""

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
    """What a shard is opened with: seeds by epoch, row keys, readers.

    Raw bytes, because a shard may be opened in another process of the aggregator's.
    """

    programme_id: str
    seeds: Mapping[int, bytes] = field(repr=False)
    rowmacs: Mapping[int, bytes] = field(repr=False)
    readers: Mapping[tuple[str, int], Reader]


def open_shard(means: Means, shard: Sequence[Sealed]) -> list[Opened | Refused]:
    """Open responses, in their order."""
    openers = {epoch: Opener(Seed(raw)) for epoch, raw in means.seeds.items()}
    return [_open(means, openers, row) for row in shard]


def _open(means: Means, openers: Mapping[int, Opener], row: Sealed) -> Opened | Refused:
    place = ResponsePlace(
        programme_id=means.programme_id,
        group_id=row.group_id,
        participant_id=row.participant_id,
        sitting_id=row.sitting_id,
        response_id=row.id,
        instrument=row.instrument,
        version=row.version,
        week=row.week,
    )
    key = means.rowmacs.get(row.mac_key)
    bound = binding.response_mac(place, row.body, row.supersedes)
    if key is None or not signing.check_mac(key, bound, row.mac):
        return Refused(row.id, row.group_id, MARK)
    reader = means.readers.get((row.instrument, row.version))
    if reader is None:
        return Refused(row.id, row.group_id, VERSION)
    opener = openers.get(row.epoch)
    if opener is None:
        return Refused(row.id, row.group_id, SEAL)
    try:
        recipient = opener.recipient(row.seal)
        content = opener.open(row.seal, binding.seal("group", place, recipient))
    except CannotOpen:
        return Refused(row.id, row.group_id, SEAL)
    try:
        plain = unlock(content.raw, row.body, binding.response_body(place))
        values = reader.values(plain)
    except (CannotOpen, BadPadding, MalformedAnswers):
        return Refused(row.id, row.group_id, BODY)
    return Opened(row.participant_id, row.group_id, row.week, row.turn, values)
