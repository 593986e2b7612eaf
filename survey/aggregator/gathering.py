"""Gather what people said in a span of rounds: whose yes stands, checked and opened.

Rows are fetched, checked and opened a shard at a time; what stays in memory is one
value for each person, round and domain.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial

from sqlalchemy import Connection

from survey.aggregator import means, reading
from survey.aggregator.checking import Papers
from survey.aggregator.opening import Opened, Readers, Refused, Sealed, open_shard
from survey.aggregator.shards import mapped
from survey.aggregator.tools import BASES, PURPOSE, Aggregator
from survey.measure.rounds import Week, weeks_between
from survey.privacy.counting import TENURE_ROUNDS
from survey.programme import Programme
from survey.records.queries import attending, sealed
from survey.records.queries.sealed import Weeks
from survey.records.rows import AnyRow

Cell = tuple[int, bytes | None, str]
"""Round, group and domain."""


@dataclass(slots=True)
class Gathered:
    """What a span of rounds holds.

    `values` has for each round, group and domain the last value of each person;
    `joined` the round in which a person joined the group they said it in.
    """

    values: dict[Cell, dict[bytes, float]] = field(default_factory=dict)
    joined: dict[tuple[bytes, bytes | None], int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    def of(self, number: int, group: bytes | None, domain: str) -> dict[bytes, float]:
        """Return the value of each person in one round, group and domain."""
        return self.values.get((number, group, domain), {})

    def tenured(self, number: int) -> dict[tuple[bytes, int], int]:
        """Count for each group of a round who has been there long enough to count."""
        people: dict[bytes, set[bytes]] = {}
        for (at, group, _), said in self.values.items():
            if at == number and group is not None:
                people.setdefault(group, set()).update(said)
        latest = number - TENURE_ROUNDS
        return {
            (group, number): sum(self.joined[one, group] <= latest for one in inside)
            for group, inside in people.items()
        }

    def add(self, earlier: "Gathered") -> None:
        """Take in what another span holds."""
        self.values |= earlier.values
        self.refused += earlier.refused
        for key, joined in earlier.joined.items():
            self.joined.setdefault(key, joined)


def round_of(plan: Programme, week: date) -> int:
    """Return the round that a week lies in; 0 and below before the first."""
    return weeks_between(Week(plan.first_week), Week(week)) // plan.round_weeks + 1


def gather(
    aggregator: Aggregator,
    connection: Connection,
    plan: Programme,
    weeks: Weeks,
    groups: Collection[bytes] | None = None,
) -> Gathered:
    """Open what these groups, or all and people on their own, said in these weeks."""
    held = means.of(aggregator, connection, plan.id, PURPOSE)
    readers = _readers(aggregator)
    papers = Papers(held.rowmacs, PURPOSE)
    papers.meet(connection, sealed.sitters(plan.id, weeks, groups))
    found = _Gathering(plan, papers, _last_group(connection, plan, weeks))
    instruments = {name for name, _ in readers}
    rows = sealed.responses(connection, plan.id, PURPOSE, weeks, instruments, groups)
    shards = map(found.checked, rows)
    for opened in mapped(
        aggregator.executor, partial(open_shard, held, readers), shards
    ):
        for one in opened:
            found.take(one)
    return found.all()


def _readers(aggregator: Aggregator) -> Readers:
    return {
        (instrument.id, instrument.version): found
        for instrument in aggregator.instruments
        if (found := reading.reader(instrument)) is not None
    }


def _last_group(
    connection: Connection, plan: Programme, weeks: Weeks
) -> Mapping[tuple[int, bytes], bytes | None]:
    """Say in which group those count who sat in several in one round: the last."""
    return {
        (round_of(plan, row.week), row.participant_id): row.group_id
        for row in attending.moved(connection, plan.id, weeks)
    }


class _Gathering:
    """What is known so far while rows come in."""

    def __init__(
        self,
        plan: Programme,
        papers: Papers,
        last_group: Mapping[tuple[int, bytes], bytes | None],
    ) -> None:
        self._gathered = Gathered()
        self._round = lru_cache(maxsize=None)(partial(round_of, plan))
        self._papers = papers
        self._last_group = last_group
        self._said: dict[Cell, dict[bytes, tuple[date, int, float]]] = {}

    def checked(self, rows: Sequence[AnyRow]) -> list[Sealed]:
        """Check whose rows these are; give those that may be opened."""
        return list(filter(self._may_open, map(Sealed._make, rows)))

    def take(self, one: Opened | Refused) -> None:
        """Keep what a response says; of two in a round the later one."""
        if isinstance(one, Refused):
            self._gathered.refused.append(one)
            return
        number = self._round(one.week)
        for domain, value in one.values:
            cell = (number, one.group, domain)
            said = self._said.setdefault(cell, {})
            before = said.get(one.person)
            if before is None or before[:2] <= (one.week, one.turn):
                said[one.person] = (one.week, one.turn, value)

    def all(self) -> Gathered:
        """Return what was found when all has come in."""
        for cell, said in self._said.items():
            self._gathered.values[cell] = {who: last[2] for who, last in said.items()}
        return self._gathered

    def _may_open(self, row: Sealed) -> bool:
        """Refuse a row whose person's are forged; pass over one that does not count."""
        if self._papers.basis(row.participant_id) not in BASES:
            return False
        forged = self._papers.forged(row.participant_id)
        if forged is not None:
            self._gathered.refused.append(Refused(row.id, row.group_id, forged))
            return False
        number = self._round(row.week)
        last = self._last_group.get((number, row.participant_id), row.group_id)
        since = self._papers.joined(row.participant_id, row.group_id, row.week)
        if last != row.group_id or since is None:
            return False
        key = (row.participant_id, row.group_id)
        joined = self._round(since)
        known = self._gathered.joined
        known[key] = max(joined, known.get(key, joined))
        return True
