"""Tell how a scale behaves, unless the coefficient gives away one person's score.

The attacker knows all rows but one. Values of its score stay possible while rows that
have them leave the coefficient as it was told; the rows tried are near ones, so that
more may be possible and never fewer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import floor, isnan, nan

from survey.measure.scoring import STEPS

Row = tuple[float, ...]
Bounds = tuple[tuple[float, float], ...]

GRAINS = (0.01, 0.05)
"""What a coefficient is rounded to; the second where the first gives somebody away."""

LEFT = 3
"""Values of eleven that must stay possible. Source: promise 4 of the design."""

NOTHING = 1e-9
"""A spread below this is none: sums of squares are that exact."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What a row adds to sums, what follows from these, and which rows it might be.

    `others` gives, for each score of a row, rows with another value of it, nearest
    first, within the bounds of each column.
    """

    parts: Callable[[Row], Row]
    value: Callable[[Row], float]
    others: Callable[[Row, Bounds], Sequence[Iterator[Row]]]


def told(kind: Coefficient, rows: Sequence[Row]) -> float | None:
    """Return a coefficient as fine as it may be told; None if it may not, or is none.

    `kind` is ALPHA, for rows of items, or RETEST, for pairs of scores.
    """
    if not rows:
        return None
    sums = tuple(map(sum, zip(*map(kind.parts, rows), strict=True)))
    value = kind.value(sums)
    bounds = tuple((min(column), max(column)) for column in zip(*rows, strict=True))
    for grain in () if isnan(value) else GRAINS:
        if all(_is_hidden(kind, row, sums, bounds, grain) for row in set(rows)):
            return _nearest(value, grain)
    return None


def _is_hidden(
    kind: Coefficient, row: Row, sums: Row, bounds: Bounds, grain: float
) -> bool:
    """Say whether enough values of each score would have been told just so."""
    shown, own = _nearest(kind.value(sums), grain), kind.parts(row)
    for others in kind.others(row, bounds):
        left = 1
        for other in others:
            new = zip(sums, own, kind.parts(other), strict=True)
            changed = tuple(whole - was + now for whole, was, now in new)
            left += _nearest(kind.value(changed), grain) == shown
            if left == LEFT:
                break
        if left < LEFT:
            return False
    return True


def _nearest(value: float, grain: float) -> float | None:
    return None if isnan(value) else round(grain * floor(value / grain + 0.5), 2)


def _items(row: Row) -> Row:
    whole = sum(row)
    return (1, whole, whole**2, *row, *(each**2 for each in row))


def _alpha(sums: Row) -> float:
    """Give Cronbach's alpha; `measure.reliability` says from where."""
    people, total, square, *rest = sums
    items = len(rest) // 2
    each = zip(rest[:items], rest[items:], strict=True)
    parts = sum(squares - whole**2 / people for whole, squares in each)
    spread = square - total**2 / people
    return items / (items - 1) * (1 - parts / spread) if spread > NOTHING else nan


def _pair(row: Row) -> Row:
    first, second = row
    return (1, first, second, first**2, second**2, first * second)


def _retest(sums: Row) -> float:
    """Give ICC(2,1) of two occasions; `measure.reliability` says from where."""
    people, first, second, first_square, second_square, product = sums
    middle = (first + second) / (2 * people)
    whole = first_square + second_square - 2 * people * middle**2
    means = (first_square + second_square + 2 * product) / 4
    between = 2 * (means - people * middle**2)
    turns = (first - second) ** 2 / (2 * people)
    left = whole - between - turns
    ms_people, ms_left = between / (people - 1), left / (people - 1)
    rest = ms_left + 2 * (turns - ms_left) / people
    return (ms_people - ms_left) / (ms_people + rest) if whole > NOTHING else nan


def _other_items(row: Row, bounds: Bounds) -> Sequence[Iterator[Row]]:
    return (_moved(row, bounds, tuple(range(len(row)))),)


def _other_pairs(row: Row, bounds: Bounds) -> Sequence[Iterator[Row]]:
    return tuple(_moved(row, bounds, (place,)) for place in range(len(row)))


def _moved(row: Row, bounds: Bounds, places: tuple[int, ...]) -> Iterator[Row]:
    """Yield rows whose columns at some places have another sum, by tenths of it."""
    low, high = (sum(bounds[at][end] for at in places) for end in (0, 1))
    own = sum(row[at] for at in places)
    for turn in range(1, STEPS + 1):
        for by in (turn * (high - low) / STEPS, -turn * (high - low) / STEPS):
            if by and low <= round(own + by) <= high:
                yield _with(row, bounds, places, round(own + by) - own)


def _with(row: Row, bounds: Bounds, places: tuple[int, ...], by: float) -> Row:
    other = list(row)
    for at in places:
        low, high = bounds[at]
        other[at] = min(max(row[at] + by, low), high)
        by -= other[at] - row[at]
    return tuple(other)


ALPHA = Coefficient(_items, _alpha, _other_items)
RETEST = Coefficient(_pair, _retest, _other_pairs)
