"""See people as a study does: under ids of one export, in its order, one at a time.

The order is that of the ids, so a place in it tells nothing. People are fetched,
checked and opened some at a time; what stays in memory is a list of who is to come.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain, groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection

from survey.aggregator import means
from survey.aggregator.checking import Papers
from survey.aggregator.opening import VERSION, Means, Opening, Refused, Sealed
from survey.aggregator.shards import mapped
from survey.aggregator.tools import Aggregator
from survey.consent import RECORDED_BASIS, TEXT_VERSION
from survey.measure.recording import Recorder, recorder
from survey.measure.rounds import Week, weeks_between
from survey.measure.study import Occasion, Record, Value, profile_instruments
from survey.privacy import signing
from survey.privacy.binding import context
from survey.records.queries import sealed, studied

PURPOSE = "study"
BASES = (TEXT_VERSION[PURPOSE], RECORDED_BASIS)
"""Versions of the consent text under which a yes stands."""
EACH = 100
"""People fetched and opened at a time."""
ID_BYTES = 16

Tell = Callable[[int, int], None]
"""People done, of how many."""


class Held(Exception):
    """Rows that are wrong hold an export back, until an operator has looked at them."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        """Take the responses, each with what is wrong."""
        super().__init__(f"{len(refused)} rows are wrong")
        self.refused = tuple(refused)


@dataclass(slots=True)
class Studied:
    """People of a programme as one export sees them.

    What was said from the week `before` on is left out, and so is who is `told` of
    already or not `due` yet, by the week of their first response. `people` are those
    who came out so far: each the id in this export, 16 bytes, and the own one after it.
    """

    aggregator: Aggregator
    connection: Connection
    programme_id: str
    seed: bytes = field(repr=False)
    before: date = date.max
    told: Collection[bytes] = frozenset()
    due: Callable[[Week], bool] = lambda _began: True
    tell: Tell = lambda _done, _total: None
    people: list[bytes] = field(default_factory=list, repr=False)

    def records(self) -> Iterator[Record]:
        """Yield everybody who shares for the study; raise Held or MissingKey."""
        studied.read_widely(self.connection)
        held = means.of(self.aggregator, self.connection, self.programme_id, PURPOSE)
        library = self.aggregator.instruments
        recorders = {(one.id, one.version): recorder(one) for one in library}
        profiles = profile_instruments(library)
        everybody = sorted(map(self._placed, self._consenting()))
        waiting: deque[_Few] = deque()
        shards = self._fetched(held.rowmacs, everybody, waiting)
        work = partial(read, held, recorders)
        for opened in mapped(self.aggregator.executor, work, shards):
            few = waiting.popleft()
            wrong = [one for one in opened if isinstance(one, Refused)]
            if wrong:
                raise Held(wrong)
            for person, theirs in groupby(
                zip(few.rows, opened, strict=True), lambda one: one[0].participant_id
            ):
                self.people.append(few.placed[person])
                name = few.placed[person][:ID_BYTES].hex()
                yield _record(name, few.begun[person], theirs, profiles)

    def _consenting(self) -> set[bytes]:
        found = sealed.consenting(self.connection, self.programme_id, PURPOSE, BASES)
        return found.difference(self.told)

    def _placed(self, person: bytes) -> bytes:
        """Return the id of somebody in this export, and after it their own."""
        return signing.mac(self.seed, context("export-id", person))[:ID_BYTES] + person

    def _fetched(
        self,
        rowmacs: Mapping[int, bytes],
        everybody: list[bytes],
        waiting: deque["_Few"],
    ) -> Iterator[list[Sealed]]:
        """Yield what some people at a time have sealed, in the order of the export."""
        for start in range(0, len(everybody), EACH):
            self.tell(start, len(everybody))
            placed = {one[ID_BYTES:]: one for one in everybody[start : start + EACH]}
            found = self._few(placed, Papers(rowmacs, PURPOSE))
            waiting.append(found)
            yield found.rows
        self.tell(len(everybody), len(everybody))

    def _few(self, placed: dict[bytes, bytes], papers: Papers) -> "_Few":
        """Fetch and check some people; raise Held when their own rows are forged."""
        few = list(placed)
        begun = studied.begun(self.connection, few)
        papers.meet(self.connection, few)
        rows = sealed.responses_of(self.connection, self.programme_id, PURPOSE, few)
        theirs: dict[bytes, list[Sealed]] = {person: [] for person in few}
        forged = []
        for row in map(Sealed._make, rows):
            since = Week(begun[row.participant_id])
            if row.week >= self.before or not self.due(since):
                continue
            theirs[row.participant_id].append(row)
            reason = papers.forged(row.participant_id)
            if reason is not None:
                forged.append(Refused(row.id, row.group_id, reason))
        if forged:
            raise Held(forged)
        return _Few(placed, begun, list(chain.from_iterable(theirs.values())))


class _Few(NamedTuple):
    """Some people: their ids here, when they began, what they sealed, one by one."""

    placed: dict[bytes, bytes]
    begun: dict[bytes, date]
    rows: list[Sealed]


def read(
    held: Means, recorders: Mapping[tuple[str, int], Recorder], rows: list[Sealed]
) -> list[dict[str, Value] | Refused]:
    """Open responses and read all that they say, in their order."""
    opening = Opening(held)
    found: list[dict[str, Value] | Refused] = []
    for row in rows:
        plain = opening.answers(row)
        known = recorders.get((row.instrument, row.version))
        if isinstance(plain, Refused):
            found.append(plain)
        elif known is None:
            found.append(Refused(row.id, row.group_id, VERSION))
        else:
            found.append(known.values(plain))
    return found


def _record(
    name: str,
    began: date,
    said: Iterator[tuple[Sealed, Any]],
    profiles: Collection[str],
) -> Record:
    """Put what somebody said into one record."""
    profile: dict[str, Value] = {}
    occasions = []
    for row, values in said:
        if row.instrument in profiles:
            profile |= {f"{row.instrument}.{key}": v for key, v in values.items()}
        else:
            when = weeks_between(Week(began), Week(row.week))
            occasions.append(Occasion(row.instrument, row.version, when, values))
    return Record(name, profile, tuple(occasions))
