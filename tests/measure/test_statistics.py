"""Figures about many people equal those of the sources and of other programs."""

import statistics as stdlib
from collections import Counter
from fractions import Fraction

import pytest

from survey.measure import statistics
from survey.measure.statistics import HALF, LOWER, UPPER, funnel, quantile, wilson

VALUES = [(1, 2, 3, 4), (1, 2, 2, 3, 5, 8, 13), (0, 0, 0, 10, 10), (7, 7)]


@pytest.mark.parametrize("values", VALUES)
def test_mean_and_deviation_are_those_of_the_standard_library(values):
    assert statistics.mean(Counter(values)) == stdlib.mean(map(Fraction, values))
    assert statistics.deviation(Counter(values)) == pytest.approx(stdlib.stdev(values))


@pytest.mark.parametrize("values", VALUES)
def test_quartiles_are_those_of_definition_seven(values):
    found = [quantile(Counter(values), share) for share in (LOWER, HALF, UPPER)]

    # what Python calls inclusive is definition 7
    assert found == stdlib.quantiles(values, n=4, method="inclusive")


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # Source: Newcombe 1998, Statistics in Medicine 17, table I, method 3
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(count, of, low, high):
    found = wilson(count, of)

    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_a_larger_place_has_a_narrower_funnel():
    narrow, wide = funnel(0.4, 400, 1.96), funnel(0.4, 40, 1.96)

    assert wide.low < narrow.low < 0.4 < narrow.high < wide.high
    assert wide.high == pytest.approx(0.5518, abs=1e-4)
