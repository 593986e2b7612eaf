"""A person's usual range: what is an ordinary up and down for this one person.

Own instruments have nothing else: no reliable change, no band, no verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

FEWEST_POINTS = 6
"""Fewer points draw no limits. Source: Wheeler, Understanding Variation, 1993."""

XMR_FACTOR = 2.66
"""3 / d2 with d2 = 1.128 for two points. Source: Shewhart, 1931; Wheeler, 1993."""


@dataclass(frozen=True, slots=True)
class UsualRange:
    """Hold the middle and both limits of the usual ups and downs."""

    centre: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Say whether a value lies inside, limits included."""
        return self.low <= value <= self.high


def usual_range(
    values: Sequence[float], fewest: int = FEWEST_POINTS
) -> UsualRange | None:
    """Compute XmR limits from values in order of time; None below `fewest` points.

    Source: Shewhart 1931; Wheeler 1993: mean ± 2.66 × mean moving range.
    """
    if len(values) < max(2, fewest):
        return None
    centre = fmean(values)
    reach = XMR_FACTOR * fmean(abs(b - a) for a, b in pairwise(values))
    return UsualRange(centre, centre - reach, centre + reach)
