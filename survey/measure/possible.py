"""How many values a domain can take, and so whether somebody can hide among them.

A group's picture is made of steps, each of which must cover several values that people
can really have. So values count only where they fill an even grid from end to end: of
eleven points, or ten, nine or eight.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from survey.measure.arithmetic import looked_up, moved, turned
from survey.measure.item import Item
from survey.measure.scale import Domain, Scale

FEWEST_FOR_GROUPS = 8
"""A domain with fewer values is for its person alone; a yes or no always is.
Source: reference rules D5 and D8 (three values must be left to any attacker)."""

GRIDS = (11, 10, 9, 8)
"""Points from end to end, the finest first; more than eleven are not told apart."""

Values = Sequence[float]


def possible_values(
    domain: Domain, items: Iterable[Item], scales: Iterable[Scale]
) -> int:
    """Count the even values of a domain; 11 stands for eleven or more.

    `items` and `scales` are those of its instrument. Below 8 the values are too few,
    or too unevenly spread; 0 where a part of the source is not known.
    """
    values = _values(items, scales).get(_source(domain), ())
    low, high = domain.range
    if low == high:
        return 1
    shares = [(value - low) / (high - low) for value in values]
    if domain.turned_over:
        shares = [1 - share for share in shares]
    for grid in GRIDS:
        if {int(share * (grid - 1) + 0.5) for share in shares} == set(range(grid)):
            return grid
    return min(len(shares), FEWEST_FOR_GROUPS - 1)


def items_behind(
    domain: Domain, items: Iterable[Item], scales: Iterable[Scale]
) -> frozenset[str]:
    """List the ids of the items that a domain rests on."""
    behind = {item.id: frozenset({item.id}) for item in items}
    for scale in scales:
        behind[scale.id] = frozenset().union(
            *(behind.get(part, frozenset()) for part in scale.parts)
        )
    return behind.get(_source(domain), frozenset())


def _source(domain: Domain) -> str:
    return domain.source.item or domain.source.scale or ""


def _values(items: Iterable[Item], scales: Iterable[Scale]) -> Mapping[str, Values]:
    """List for each item and scale values that surely occur, rising."""
    values: dict[str, Values] = {item.id: _of_item(item) for item in items}
    for scale in scales:
        parts = {part: values[part] for part in scale.parts if part in values}
        if len(parts) == len(scale.parts) > 0:
            values[scale.id] = sorted(set(_of_scale(scale, parts)))
    return values


def _of_item(item: Item) -> Values:
    scores = [item.recode.get(value, float(value)) for value in item.values]
    if item.reverse:
        scores = [turned(score, *item.reverse) for score in scores]
    return sorted(set(scores))


def _of_scale(scale: Scale, parts: Mapping[str, Values]) -> Iterable[float]:
    score = scale.score
    raw = range(len(parts)) if score.method == "stage" else _sums(scale, parts)
    if score.table:
        found = (looked_up(figure, score.table) for figure in raw)
        return [figure for figure in found if figure is not None]
    return [moved(figure, score.times, score.plus) for figure in raw]


def _sums(scale: Scale, parts: Mapping[str, Values]) -> Values:
    """Raise one part after another from its lowest: each sum on the way can occur."""
    weights = scale.score.weights
    weighed = [
        sorted(weights.get(part, 1.0) * value for value in values)
        for part, values in parts.items()
    ]
    sums = [sum(values[0] for values in weighed if values)]
    for values in weighed:
        for below, above in pairwise(values):
            sums.append(sums[-1] + above - below)
    if scale.score.method == "mean":
        return [total / len(parts) for total in sums]
    return sums
