"""Change: a person's usual range, and what is more than a scale's own wobble.

Own instruments have the usual range alone: no reliable change, no band, no verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

FEWEST_POINTS = 6
"""Fewer points draw no limits. Source: Wheeler, Understanding Variation, 1993."""

ROUNDING = 1e-9
"""What figures that were moved to another range may be off by."""

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


@dataclass(frozen=True, slots=True)
class Track:
    """Keep of somebody's values only what their usual range needs.

    `moving` is the sum of the steps from each value to the next.
    """

    count: int = 0
    total: float = 0.0
    moving: float = 0.0
    latest: float = 0.0

    def after(self, value: float) -> "Track":
        """Return the track with one more value."""
        step = abs(value - self.latest) if self.count else 0.0
        return Track(self.count + 1, self.total + value, self.moving + step, value)

    def usual(self, fewest: int = FEWEST_POINTS) -> UsualRange | None:
        """Compute XmR limits; None below `fewest` points.

        Source: Shewhart 1931; Wheeler 1993: mean ± 2.66 × mean moving range.
        """
        if self.count < max(2, fewest):
            return None
        centre = self.total / self.count
        reach = XMR_FACTOR * self.moving / (self.count - 1)
        return UsualRange(centre, centre - reach, centre + reach)


class Change(StrEnum):
    """Say where somebody stands against their own first score."""

    IMPROVED = "improved"
    SAME = "same"
    WORSE = "worse"


def usual_range(
    values: Sequence[float], fewest: int = FEWEST_POINTS
) -> UsualRange | None:
    """Compute XmR limits from values in order of time; None below `fewest` points."""
    return reduce(Track.after, values, Track()).usual(fewest)


def reliable(first: float, now: float, points: float, *, rising: bool) -> Change:
    """Compare two scores with the points from which a change is reliable.

    `rising` says that higher is better. A change of just these points counts, as
    published figures mean it ("6 or more"). Source: Jacobson and Truax 1991, J Consult
    Clin Psychol 59: ±1.96 standard errors of the difference; Gyani and others 2013,
    Behav Res Ther 51. The points are those of the scale's file.
    """
    gained = now - first if rising else first - now
    if abs(gained) < points - ROUNDING:
        return Change.SAME
    return Change.IMPROVED if gained > 0 else Change.WORSE


def beyond_usual(value: float, usual: UsualRange, *, rising: bool) -> bool:
    """Say whether a value lies on the better side of a person's usual range."""
    return value > usual.high if rising else value < usual.low
