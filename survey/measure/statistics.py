"""Figures about many people at once, and how sure one can be of them.

People come in as counts: how many stand at each value. Values are whole numbers or
fractions, so that a figure on the edge of a rounding falls the same way every time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Counts = Mapping[int, int]
"""How many people stand at each value."""

Z_95 = 1.959964
"""95 % of a normal distribution lie within so many standard errors."""

Z_998 = 3.090232
"""99.8 %: the outer limits of a funnel plot. Source: Spiegelhalter 2005."""

HALF, LOWER, UPPER = Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class Interval:
    """Hold both ends of what a figure may well be; of a share from 0 to 1."""

    low: float
    high: float


def size(counts: Counts) -> int:
    """Count the people."""
    return sum(counts.values())


def mean(counts: Counts) -> Fraction:
    """Give the exact mean; raise ZeroDivisionError for nobody."""
    return Fraction(sum(v * k for v, k in counts.items()), size(counts))


def deviation(counts: Counts) -> float:
    """Give the standard deviation of a sample (over n - 1); two people at least."""
    n, total = size(counts), sum(v * k for v, k in counts.items())
    squares = sum(v * v * k for v, k in counts.items())
    return sqrt(Fraction(n * squares - total * total, n * (n - 1)))


def quantile(counts: Counts, share: Fraction) -> Fraction:
    """Give the value below which a share of people lies, between two if need be.

    Source: definition 7 of Hyndman and Fan 1996, The American Statistician 50, which
    R and NumPy take too.
    """
    place = (size(counts) - 1) * share
    below = int(place)
    low, high = _nth(counts, below), _nth(counts, below + (place > below))
    return low + (high - low) * (place - below)


def wilson(count: int, of: int, z: float = Z_95) -> Interval:
    """Give the interval of a share. Source: Wilson 1927, J Am Stat Assoc 22."""
    share, spread = count / of, z * z / of
    centre = (share + spread / 2) / (1 + spread)
    reach = z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return Interval(max(0.0, centre - reach), min(1.0, centre + reach))


def funnel(share: float, of: int, z: float) -> Interval:
    """Give the limits that a place of this size stays within by chance alone.

    Source: Spiegelhalter 2005, Statistics in Medicine 24: a normal approximation
    about the share of all places.
    """
    reach = z * sqrt(share * (1 - share) / of)
    return Interval(max(0.0, share - reach), min(1.0, share + reach))


def _nth(counts: Counts, place: int) -> int:
    """Find the value at a place, from 0, in order of values."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed > place:
            return value
    raise IndexError(place)
