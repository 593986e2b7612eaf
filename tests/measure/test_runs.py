"""A line over time rings for a shift and a trend, and for little else."""

from statistics import NormalDist

import pytest

from survey.measure.bootstrap import drawn
from survey.measure.change import UsualRange, usual_range
from survey.measure.runs import Rule, Signal, signals

USUAL = UsualRange(centre=5, low=0, high=10)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([6, 7] * 4, [Signal(Rule.SHIFT, 0, 7)]),
        ([6, 7] * 3 + [6], []),
        ([6, 7, 6, 5, 5, 7, 6, 7, 6, 7], [Signal(Rule.SHIFT, 0, 9)]),
        ([4, 6, 7, 6, 4, 6, 7, 6], []),
        ([1, 2, 3, 6, 7, 8], [Signal(Rule.TREND, 0, 5)]),
        ([1, 2, 3, 6, 7], []),
        ([8, 7, 7, 6, 4, 3, 2], [Signal(Rule.TREND, 0, 6)]),
        ([4, 4, 11, 4], [Signal(Rule.OUTSIDE, 2, 2)]),
    ],
    ids=[
        "eight on one side",
        "seven",
        "points on the line count neither way",
        "sides change",
        "six that rise",
        "five",
        "equal ones count once",
        "one far out",
    ],
)
def test_a_line_shows_what_is_more_than_its_usual_ups_and_downs(values, found):
    assert list(signals(values, USUAL)) == found


def test_a_line_of_chance_alone_hardly_rings():
    normal, rung = NormalDist(), 0
    for line in range(200):
        values = [normal.inv_cdf((at + 0.5) / 24) for at in drawn(24, line)]
        rung += any(signals(values, usual_range(values)))

    # three rules on 24 points: more than one line in a hundred, fewer than one in four
    assert 2 < rung < 50
