"""What a line over time shows besides its limits: a shift, a trend.

Two rules and no more: each rule that is added rings more often by chance. Source:
Provost & Murray 2011, The Health Care Data Guide, chapter 4: eight points on one side
of the centre line, one on it neither counts nor parts them; six in a row that rise or
fall, of equal ones the later does not count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from survey.measure.change import UsualRange

SHIFT = 8
TREND = 6


class Rule(StrEnum):
    """Name what is more than chance."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class Signal:
    """Point to the places, from 0, of the first and the last point of a signal."""

    rule: Rule
    first: int
    last: int


def signals(values: Sequence[float], usual: UsualRange) -> tuple[Signal, ...]:
    """List what is more than the usual ups and downs, by rule, in order of time."""
    outside = (
        Signal(Rule.OUTSIDE, place, place)
        for place, value in enumerate(values)
        if not usual.holds(value)
    )
    return (*outside, *_shifts(values, usual.centre), *_trends(values))


def _shifts(values: Sequence[float], centre: float) -> Iterator[Signal]:
    sides = [(at, value > centre) for at, value in enumerate(values) if value != centre]
    for run in _alike(sides):
        if len(run) >= SHIFT:
            yield Signal(Rule.SHIFT, run[0], run[-1])


def _trends(values: Sequence[float]) -> Iterator[Signal]:
    moves = [
        (at, now > before)
        for at, (before, now) in enumerate(pairwise(values), start=1)
        if now != before
    ]
    for run in _alike(moves):
        # one point more than it has moves: the one that the first move leaves
        if len(run) + 1 >= TREND:
            yield Signal(Rule.TREND, run[0] - 1, run[-1])


def _alike(marks: Sequence[tuple[int, bool]]) -> Iterator[list[int]]:
    """Give the places of each run of equal marks."""
    run: list[int] = []
    for place, (at, mark) in enumerate(marks):
        if place and mark != marks[place - 1][1]:
            yield run
            run = []
        run.append(at)
    if run:
        yield run
