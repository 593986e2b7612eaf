"""Shapes: how rough a view of people can be, from the finest to the roughest.

Outcomes matter most to who reads an export, and among them the first that was asked
for. So what is told of people themselves goes first, then the last measure, and each
time everything is made rougher before anything more goes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from survey.measure.study import PERIODS, Period

BASELINE = PERIODS[0]

MOST_CELLS = 9
"""Points of a course that are told of one person at most; more are a fingerprint."""


def _weeks(*lasts: int) -> tuple[Period, ...]:
    """Make spans that follow each other and end with these weeks, from week 1 on."""
    return tuple(
        Period(before + 1, last, f"Weeks {before + 1} to {last}")
        for before, last in pairwise((0, *lasts))
    )


_ALL = tuple(period.last for period in PERIODS[1:] if period.last is not None)

SPANS: Mapping[int, tuple[tuple[Period, ...], ...]] = MappingProxyType(
    {
        12: (_weeks(4, 8, 12), _weeks(4, 12), _weeks(4, 12)[-1:]),
        24: (_weeks(4, 8, 12, 24), _weeks(12, 24), _weeks(12, 24)[-1:]),
        52: (
            _weeks(4, 8, 12, 24, 36, 52),
            _weeks(12, 24, 52),
            _weeks(24, 52),
            _weeks(24, 52)[-1:],
        ),
        104: (
            _weeks(*_ALL),
            _weeks(12, 24, 52, 104),
            _weeks(24, 52, 104),
            _weeks(52, 104),
            _weeks(52, 104)[-1:],
        ),
    }
)
"""By the week up to which people are followed: the spans that are told besides the
baseline, the finest first. The last has one, in which an outcome lies."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Say how much is told: the first so many measures and columns of a profile.

    `joined` says that categories are two each; `spans` are the weeks besides the
    baseline.
    """

    measures: int
    profile: int
    joined: bool
    spans: tuple[Period, ...]

    @property
    def cells(self) -> int:
        """Count the points that are told of one person at most."""
        return self.measures * (1 + len(self.spans))


def shapes(measures: int, profile: int, horizon: int) -> Iterator[Shape]:
    """Give the views of so many columns, in the order in which they are tried."""
    finest, *rougher = SPANS[horizon]
    for columns in range(measures + profile, 0, -1):
        kept, told = min(columns, measures), max(0, columns - measures)
        ladder = [Shape(kept, told, False, finest)]
        if told:
            ladder.append(Shape(kept, told, True, finest))
        ladder += [Shape(kept, told, told > 0, spans) for spans in rougher]
        yield from (shape for shape in ladder if shape.cells <= MOST_CELLS)
