"""How sure a mean over people is, found by drawing the same people again and again.

The draws come from SHAKE-256 (FIPS 202): a published function, so that the same answers
give the same interval on every machine and in every year, and one that runs in C.
People are drawn, never single answers: what one person says twice is not said by two.
"""

from collections.abc import Iterator, Sequence
from hashlib import shake_256
from math import sqrt
from statistics import NormalDist, fmean
from struct import unpack

from survey.measure.spread import quantile
from survey.measure.statistics import Interval

RESAMPLES = 5_000
"""At least a thousand. Source: Efron & Tibshirani 1993, section 14.3."""

SEED = b"tidemark/bootstrap/1"

SURE = 0.95

MANY = 2_000
"""People from whom on nothing is drawn: what the draws would come to is a formula."""

_NORMAL = NormalDist()


def bca(
    values: Sequence[float],
    *,
    sure: float = SURE,
    resamples: int = RESAMPLES,
    seed: bytes = SEED,
) -> Interval | None:
    """Give the interval of the mean, one value per person; None for fewer than two.

    Bias-corrected and accelerated. Source: Efron 1987, Journal of the American
    Statistical Association 82, 171-185; Efron & Tibshirani 1993, An Introduction to the
    Bootstrap, equations 14.9 to 14.15. Where equal means tie, half of them count as
    lower.
    """
    if len(values) < 2:
        return None
    if len(values) >= MANY:
        return _approximate(values, sure)
    # in whatever order people come, the same are drawn
    ordered, middle = sorted(values), fmean(values)
    means = sorted(_means(ordered, resamples, seed))
    if means[0] == means[-1]:
        return Interval(middle, middle)
    bias, lean = _bias(means, middle), _acceleration(values, middle)
    low, high = (
        quantile(means, _moved(_NORMAL.inv_cdf(tail), bias, lean))
        for tail in ((1 - sure) / 2, (1 + sure) / 2)
    )
    return Interval(low, high)


def drawn(people: int, turn: int, seed: bytes = SEED) -> Iterator[int]:
    """Draw as many places as there are people, with replacement: one resample.

    Four bytes a draw are scaled to the number of people. Source: Lemire 2019, ACM
    Transactions on Modeling and Computer Simulation 29(1), whose rejection of the last
    few is left out: it matters by people / 2^32.
    """
    stream = shake_256(seed + turn.to_bytes(4, "little")).digest(4 * people)
    return (word * people >> 32 for word in unpack(f"<{people}I", stream))


def _approximate(values: Sequence[float], sure: float) -> Interval:
    """Give the ends that BCa approaches when the draws are many, of a mean.

    Source: the ABC intervals of DiCiccio & Efron 1992, Biometrika 79, 231-245, where
    for a mean the bias equals the acceleration.
    """
    middle = fmean(values)
    lean = _acceleration(values, middle)
    error = sqrt(sum((value - middle) ** 2 for value in values)) / len(values)
    far = [lean + _NORMAL.inv_cdf(tail) for tail in ((1 - sure) / 2, (1 + sure) / 2)]
    low, high = (middle + error * z / (1 - lean * z) ** 2 for z in far)
    return Interval(low, high)


def _means(values: Sequence[float], resamples: int, seed: bytes) -> Iterator[float]:
    people = len(values)
    for turn in range(resamples):
        yield sum(values[place] for place in drawn(people, turn, seed)) / people


def _bias(means: Sequence[float], middle: float) -> float:
    """Say how far the middle lies from the median of the resamples, in z."""
    lower = sum(mean < middle for mean in means)
    tied = sum(mean == middle for mean in means)
    share = (lower + tied / 2) / len(means)
    edge = 1 / (2 * len(means))
    return _NORMAL.inv_cdf(min(max(share, edge), 1 - edge))


def _acceleration(values: Sequence[float], middle: float) -> float:
    """Say how lopsided the people are: what leaving each of them out would do."""
    apart = [value - middle for value in values]
    squares = sum(gap * gap for gap in apart)
    return float(sum(gap**3 for gap in apart) / (6 * squares**1.5)) if squares else 0.0


def _moved(z: float, bias: float, lean: float) -> float:
    return _NORMAL.cdf(bias + (bias + z) / (1 - lean * (bias + z)))
