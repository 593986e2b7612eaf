"""Categories: how finely an export tells what somebody said about themselves.

As they were asked; or joined to two, where they part people most evenly. What fewer
than k people share is not told apart from what nobody said, so a gap tells nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from survey.measure.study import Gone, Record, Value, Variable

UNTOLD = 0
"""The code where nothing was said, or nothing that enough people share."""


@dataclass(frozen=True, slots=True)
class Categories:
    """Hold a column as it leaves, and which code each finest code has in it.

    Codes count the words of a column from 1; `told` has a place for each finest code.
    """

    variable: Variable
    told: bytes

    def value(self, code: int) -> Value:
        """Give what a code stands for."""
        if code == UNTOLD:
            return Gone.WITHHELD
        return list(self.variable.labels)[code - 1]


def code_of(variable: Variable, record: Record) -> int:
    """Find the finest code of what somebody said."""
    value = record.profile.get(variable.key)
    if not isinstance(value, int) or value not in variable.labels:
        return UNTOLD
    return 1 + list(variable.labels).index(value)


def as_asked(variable: Variable, people: Mapping[int, int], fewest: int) -> Categories:
    """Keep the categories that enough people share; `people` counts finest codes."""
    codes = range(1, len(variable.labels) + 1)
    kept = (code if people.get(code, 0) >= fewest else UNTOLD for code in codes)
    return Categories(variable, bytes((UNTOLD, *kept)))


def joined(variable: Variable, people: Mapping[int, int], fewest: int) -> Categories:
    """Join categories to two, in their order, that are as even as they can be."""
    words = list(variable.labels.values())
    if len(words) <= 2:
        return as_asked(variable, people, fewest)
    counts = [people.get(code, 0) for code in range(1, len(words) + 1)]
    cut = min(
        range(1, len(words)), key=lambda at: abs(sum(counts[:at]) - sum(counts[at:]))
    )
    labels = {1: " / ".join(words[:cut]), 2: " / ".join(words[cut:])}
    two = replace(variable, labels=labels, low=1, high=2)
    halves = {1: sum(counts[:cut]), 2: sum(counts[cut:])}
    enough = as_asked(two, halves, fewest).told
    finest = (enough[1 if at < cut else 2] for at in range(len(words)))
    return Categories(two, bytes((UNTOLD, *finest)))
