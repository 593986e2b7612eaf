"""Where measured values lie, and how far apart: a sample in seven figures.

`statistics` counts people on steps and keeps exact fractions; here values are measured
and come in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from statistics import fmean, median, stdev


@dataclass(frozen=True, slots=True)
class Summary:
    """Hold what is said of a sample; `sd` is over n - 1, and NaN for one value."""

    n: int
    mean: float
    sd: float
    median: float
    lower: float
    upper: float
    mad: float


def summary(values: Sequence[float]) -> Summary:
    """Describe one value or more; raise ValueError for none."""
    if not values:
        raise ValueError("nobody has a value")
    ordered = sorted(values)
    return Summary(
        n=len(ordered),
        mean=fmean(ordered),
        sd=deviation(ordered),
        median=median(ordered),
        lower=quantile(ordered, 0.25),
        upper=quantile(ordered, 0.75),
        mad=mad(ordered),
    )


def deviation(values: Sequence[float]) -> float:
    """Give the standard deviation of a sample (over n - 1); NaN for one value."""
    return stdev(values) if len(values) > 1 else nan


def quantile(ordered: Sequence[float], share: float) -> float:
    """Give the value below which a share of sorted values lies.

    Source: definition 7 of Hyndman and Fan 1996, The American Statistician 50, which
    R and NumPy take too.
    """
    place = (len(ordered) - 1) * share
    below = int(place)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    return low + (high - low) * (place - below)


def mad(values: Sequence[float]) -> float:
    """Give the median distance from the median, as it is: not scaled to a normal.

    Source: Hampel 1974, Journal of the American Statistical Association 69, 383-393.
    """
    middle = median(values)
    return median(abs(value - middle) for value in values)
