"""Settle one round of a programme: read all of it, and decide what is to be written.

It may take a while and holds nobody up; `writing` then writes it in one short
transaction that first looks whether anything has changed.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from survey.aggregator import deciding, ledger, levels, noisy, units
from survey.aggregator.gathering import Gathered, gather, round_of
from survey.aggregator.opening import Refused
from survey.aggregator.programme import scale_of
from survey.aggregator.reading import name_of
from survey.aggregator.table import Span, Subject, Table, Whose
from survey.aggregator.tools import BASES, PURPOSE, Aggregator
from survey.aggregator.units import Unit, rounds_before
from survey.measure.instrument import Instrument
from survey.measure.rounds import BLOCK_ROUNDS, QUARTER_WEEKS, Week, block_of, weeks_of
from survey.privacy import noise
from survey.privacy.counting import TENURE_ROUNDS
from survey.privacy.pools import Unit as UnitKind
from survey.privacy.sealing import CannotOpen, Locker
from survey.programme import Programme
from survey.records.queries import attending, budget, results, rounds, tree
from survey.records.rows import AnyRow

Group = bytes | None
"""A group's id; None for people on their own."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be written of a round, and what it rests on.

    `waiting` are the groups that wait for an operator because of refused rows; if
    there are none, nothing of the round is left to decide.
    """

    number: int
    table: Table
    placements: tuple[dict[str, Any], ...]
    spans: tuple[Span, ...]
    refused: tuple[Refused, ...]
    waiting: frozenset[Group]


def weeks(plan: Programme, first: int, last: int) -> tuple[Week, Week]:
    """Return the first and the last week of some rounds."""
    begin = Week(plan.first_week)
    return (
        weeks_of(first, begin, plan.round_weeks)[0],
        weeks_of(last, begin, plan.round_weeks)[-1],
    )


def settle(
    aggregator: Aggregator,
    connection: Connection,
    plan: Programme,
    number: int,
    stuck: Collection[Group],
) -> Verdict:
    """Decide a closed round; groups that are stuck in an earlier one wait."""
    return _Settling(aggregator, connection, plan, number).verdict(stuck)


@dataclass
class _Settling:
    """A round on its way to a verdict."""

    aggregator: Aggregator
    connection: Connection
    plan: Programme
    number: int

    def verdict(self, stuck: Collection[Group]) -> Verdict:
        waiting = {*stuck, *(row.group for row in self.gathered.refused)}
        fresh = self._placed(waiting)
        found = units.units(self.groups, self.plan.houses, self._here | fresh)
        ends_block = self.number % BLOCK_ROUNDS == 0
        spans = [self._span("round", self.number)]
        if ends_block:
            spans.append(self._span("block", block_of(self.number)))
            waiting |= self._reach_back(found)
        # a unit waits as a whole
        waiting |= {
            g for unit in found if waiting & {*unit.groups} for g in unit.groups
        }
        deciding.remember(self.table, spans[0], waiting)
        for unit in found:
            if not waiting & {*unit.groups}:
                deciding.decide_round(self.table, unit, spans[0])
                if ends_block and unit.kind == "block":
                    deciding.decide_block(self.table, unit, spans[1])
        if not waiting:
            spans += self._above(found, spans[0])
        return Verdict(
            self.number,
            self.table,
            tuple(
                self._placement(g, fresh[g.id]) for g in self.groups if g.id in fresh
            ),
            tuple(spans),
            tuple(self.gathered.refused),
            frozenset(waiting),
        )

    @cached_property
    def gathered(self) -> Gathered:
        span = weeks(self.plan, self.number, self.number)
        return gather(self.aggregator, self.connection, self.plan, span)

    @cached_property
    def groups(self) -> Sequence[AnyRow]:
        return tree.groups(self.connection, self.plan.id)

    @cached_property
    def table(self) -> Table:
        keys = self.aggregator.keys
        memories = dict(_memories(keys.ledger_key, self.connection, self.plan.id))
        subjects = tuple(self._subjects())
        return Table(self.plan.id, keys.shift_secret, subjects, self.gathered, memories)

    @cached_property
    def _here(self) -> dict[bytes, UnitKind]:
        block = block_of(self.number)
        return rounds.placed(self.connection, self.plan.id, block)

    def _subjects(self) -> Iterator[Subject]:
        """Give the domains that the schedule asks for, and any that were answered."""
        asked = {entry.instrument for entry in self.plan.schedule}
        asked |= {domain.split(".")[0] for _, _, domain in self.gathered.values}
        for name in sorted(asked):
            yield from _subjects_of(self.aggregator.instruments.current(name))

    def _placed(self, waiting: Collection[Group]) -> dict[bytes, UnitKind]:
        """Say how groups are shown that have no unit in this block yet."""
        newest = rounds.placements(self.connection, self.plan.id)
        last = {row.group_id: row.unit for row in newest}
        if all(group.id in self._here for group in self.groups):
            return {}
        counts = Counter(self._attendance())
        counts.update(self.gathered.tenured(self.number))
        found = units.placed(
            self.groups, self.plan.houses, self.number, self._here, last, counts
        )
        return {g: unit for g, unit in found.items() if g in last or g not in waiting}

    def _attendance(self) -> Iterator[tuple[bytes, int]]:
        """Give group and round for everybody who counted in the block before."""
        before = rounds_before(self.number)
        if not before:
            return
        rows = attending.attendance(
            self.connection,
            self.plan.id,
            PURPOSE,
            weeks(self.plan, before[0], before[-1]),
            BASES,
        )
        yield from {
            (row.group_id, number, row.participant_id): (row.group_id, number)
            for row in rows
            if (number := round_of(self.plan, row.week))
            >= round_of(self.plan, row.joined) + TENURE_ROUNDS
        }.values()

    def _reach_back(self, found: Sequence[Unit]) -> set[Group]:
        """Gather the earlier rounds of a block for groups that are shown by blocks."""
        small = {g for unit in found if unit.kind == "block" for g in unit.groups}
        if not small:
            return set()
        span = weeks(self.plan, self.number - BLOCK_ROUNDS + 1, self.number - 1)
        earlier = gather(self.aggregator, self.connection, self.plan, span, small)
        self.gathered.add(earlier)
        return {row.group for row in earlier.refused}

    def _above(self, found: Sequence[Unit], span: Span) -> list[Span]:
        """Decide sites and the programme; once in a quarter, how many took part."""
        deciding.decide_alone(self.table, span)
        places = {group.id: group.site_id for group in self.groups}
        belong = attending.homes(self.connection, self.plan.id)
        homes = {person: places[group] for person, group in belong.items()}
        sites = set(places.values())
        levels.decide(self.table, span, sites, self.plan.houses, homes)
        lasted = QUARTER_WEEKS // self.plan.round_weeks
        if self.number % lasted:
            return []
        quarter = self._span("quarter", self.number // lasted)
        when = weeks(self.plan, self.number - lasted + 1, self.number)
        rows = attending.checked_in(self.connection, self.plan.id, when)
        pairs = {(row.group_id, row.participant_id) for row in rows}
        levels.take_part(self.table, quarter, found, pairs, places)
        if noise.installed():
            left = budget.left(self.connection, self.plan.id, quarter.number)
            noisy.decide(self.table, quarter, left, noise.noisy)
        return [quarter]

    def _span(self, kind: str, number: int) -> Span:
        return Span(
            kind,
            number,
            self.number,
            weeks(self.plan, self.number, self.number)[1],
            results.last_shown(self.connection, self.plan.id, kind, number),
            results.written(self.connection, self.plan.id, kind, number),
        )

    def _placement(self, group: AnyRow, unit: str) -> dict[str, Any]:
        return {
            "group_id": group.id,
            "block": block_of(self.number),
            "programme_id": self.plan.id,
            "site_id": group.site_id,
            "unit": unit,
        }


def _subjects_of(instrument: Instrument) -> Iterator[Subject]:
    for domain in instrument.group_domains:
        yield Subject(
            name_of(instrument, domain),
            scale_of(instrument, domain),
            instrument.comparability,
        )


def _memories(
    key: bytes, connection: Connection, programme_id: str
) -> Iterator[tuple[Whose, ledger.Memory]]:
    locker = Locker(key)
    for row in results.ledger(connection, programme_id):
        # who could spoil a row could as well delete it: it is forgotten
        with suppress(CannotOpen):
            whose = (row.participant_id, row.domain)
            yield whose, ledger.unlocked(locker, *whose, row.blob)
