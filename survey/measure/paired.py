"""The same people before and after: how much they changed, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from statistics import fmean

from survey.measure.bootstrap import bca
from survey.measure.spread import Summary, deviation, summary
from survey.measure.statistics import Interval

Pair = tuple[float, float]
"""One person's first score and the one it is compared with."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Hold the change of people who have both scores.

    `interval` is that of the mean change, over people; None for one person. Effect
    sizes are NaN where nobody differs from anybody.
    """

    before: Summary
    after: Summary
    change: Summary
    interval: Interval | None
    g_av: float
    d_z: float


def paired(pairs: Sequence[Pair]) -> Paired:
    """Compare people with themselves; raise ValueError for nobody."""
    before, after = [first for first, _ in pairs], [now for _, now in pairs]
    changes = [now - first for first, now in pairs]
    return Paired(
        before=summary(before),
        after=summary(after),
        change=summary(changes),
        interval=bca(changes),
        g_av=g_av(pairs),
        d_z=d_z(changes),
    )


def d_z(changes: Sequence[float]) -> float:
    """Give the mean change in standard deviations of change.

    Source: Cohen 1988, Statistical Power Analysis, section 2.3.5; Lakens 2013,
    Frontiers in Psychology 4:863, equation 7.
    """
    return _over(fmean(changes), deviation(changes))


def g_av(pairs: Sequence[Pair]) -> float:
    """Give the mean change in standard deviations of people, for small samples.

    Source: Lakens 2013, equation 10, by the mean of both standard deviations, times the
    correction 1 - 3 / (4 (n + n) - 9) of Hedges 1981, Journal of Educational
    Statistics 6(2), 107-128.
    """
    before, after = [first for first, _ in pairs], [now for _, now in pairs]
    spread = (deviation(before) + deviation(after)) / 2
    corrected = 1 - 3 / (8 * len(pairs) - 9) if len(pairs) > 1 else nan
    return corrected * _over(fmean(after) - fmean(before), spread)


def _over(change: float, spread: float) -> float:
    return change / spread if spread else nan
