"""Words of values, gathered once for all columns that share them."""

from collections.abc import Iterator, Mapping, Sequence

from survey.interop.package.table import Column
from survey.measure.codebook import REASONS
from survey.measure.naming import LONGEST_VALUE_LABEL, cut
from survey.measure.study import (
    FIRST_OUTSIDE,
    HIGHEST_RESERVE,
    LOWEST_RESERVE,
    Variable,
)

Labels = tuple[tuple[int, str], ...]

TAGS: Mapping[int, str] = {
    code: chr(ord("a") - 95 - code) for code in range(LOWEST_RESERVE, FIRST_OUTSIDE)
} | {
    code: chr(ord("f") + code - FIRST_OUTSIDE)
    for code in range(FIRST_OUTSIDE, HIGHEST_RESERVE + 1)
}
"""A reserve code as an extended missing value of Stata: .a is -95, .e is -99."""

CLOCK = frozenset({"occasion", "week", "period"})
"""Columns that are never without a value."""


def words_of(variable: Variable) -> Labels:
    """List what the values of a column mean, reserve codes last."""
    said = dict(variable.labels)
    if variable.key not in CLOCK:
        said |= dict(enumerate(variable.outside.values(), start=FIRST_OUTSIDE))
        said |= REASONS
    return tuple(
        (value, cut(word, LONGEST_VALUE_LABEL)) for value, word in said.items()
    )


def value_labels(columns: Sequence[Column]) -> Iterator[tuple[Labels, list[int]]]:
    """Give each set of words once, with the places of its columns, from 0."""
    shared: dict[Labels, list[int]] = {}
    for place, column in enumerate(columns):
        words = words_of(column.variable)
        if words:
            shared.setdefault(words, []).append(place)
    yield from shared.items()
