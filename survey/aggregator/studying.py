"""See people as a study does: under ids of one export, in its order, one at a time.

The order is that of the ids, so a place in it tells nothing. People are fetched,
checked and opened some at a time; what stays in memory is a list of who is to come.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection

from survey.aggregator import means
from survey.aggregator.checking import Papers
from survey.aggregator.opening import VERSION, Opening, Refused, Sealed
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
    _recorders: Mapping[tuple[str, int], Recorder] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Look at each instrument once."""
        self._recorders = {
            (one.id, one.version): recorder(one) for one in self.aggregator.instruments
        }

    def records(self) -> Iterator[Record]:
        """Yield everybody who shares for the study; raise Held or MissingKey."""
        held = means.of(self.aggregator, self.connection, self.programme_id, PURPOSE)
        opening = Opening(held)
        everybody = sorted(map(self._placed, self._consenting()))
        for start in range(0, len(everybody), EACH):
            self.tell(start, len(everybody))
            few = [one[ID_BYTES:] for one in everybody[start : start + EACH]]
            opened = self._opened(opening, Papers(held.rowmacs, PURPOSE), few)
            for placed in everybody[start : start + EACH]:
                said = opened.get(placed[ID_BYTES:])
                if said is not None:
                    self.people.append(placed)
                    yield Record(placed[:ID_BYTES].hex(), *said)
        self.tell(len(everybody), len(everybody))

    def _consenting(self) -> set[bytes]:
        found = sealed.consenting(self.connection, self.programme_id, PURPOSE, BASES)
        return found.difference(self.told)

    def _placed(self, person: bytes) -> bytes:
        """Return the id of somebody in this export, and after it their own."""
        return signing.mac(self.seed, context("export-id", person))[:ID_BYTES] + person

    def _opened(
        self, opening: Opening, papers: Papers, few: list[bytes]
    ) -> dict[bytes, tuple[dict[str, Value], tuple[Occasion, ...]]]:
        """Open what some people said: their profile and their occasions, in order."""
        rows = sealed.responses_of(
            self.connection, self.programme_id, PURPOSE, BASES, few
        )
        papers.meet(self.connection, few)
        begun = studied.begun(self.connection, few)
        profiles = profile_instruments(self.aggregator.instruments)
        refused: list[Refused] = []
        found = {}
        for person, theirs in groupby(rows, attrgetter("participant_id")):
            profile: dict[str, Value] = {}
            occasions = []
            since = Week(begun[person])
            if not self.due(since):
                continue
            for row in map(Sealed._make, theirs):
                if row.week >= self.before:
                    continue
                values = self._values(opening, papers, row)
                if isinstance(values, Refused):
                    refused.append(values)
                elif row.instrument in profiles:
                    named = {f"{row.instrument}.{key}": v for key, v in values.items()}
                    profile |= named
                else:
                    when = weeks_between(since, Week(row.week))
                    place = (row.instrument, row.version, when)
                    occasions.append(Occasion(*place, values))
            if profile or occasions:
                found[person] = profile, tuple(occasions)
        if refused:
            raise Held(refused)
        return found

    def _values(
        self, opening: Opening, papers: Papers, row: Sealed
    ) -> dict[str, Value] | Refused:
        forged = papers.forged(row.participant_id)
        if forged is not None:
            return Refused(row.id, row.group_id, forged)
        plain = opening.answers(row)
        if isinstance(plain, Refused):
            return plain
        recorder = self._recorders.get((row.instrument, row.version))
        if recorder is None:
            return Refused(row.id, row.group_id, VERSION)
        return recorder.values(plain)
