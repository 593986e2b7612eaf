"""Who is better, by the people and the figures that the rule was first shown on."""

from collections import Counter

import pytest

from survey.measure.arithmetic import error_of_difference, smallest_reliable_change
from survey.measure.change import Change, reliable
from survey.measure.clinical import Population, Standing, cutoffs, standing
from survey.measure.spread import summary
from tests.golden.shared import rows_of


def couples():
    """Give each first and last score of satisfaction; higher is better."""
    found = {}
    for row in rows_of("jacobson_1989.csv"):
        found.setdefault(row["subject"], {})[row["time"]] = float(row["das"])
    return [(scores["pre"], scores["post"]) for scores in found.values()]


def test_the_thirty_couples_of_the_source_fall_as_printed():
    pairs = couples()
    sd = summary([first for first, _ in pairs]).sd

    points = smallest_reliable_change(sd, 0.88, 95)
    found = Counter(reliable(a, b, points, rising=True) for a, b in pairs)

    assert error_of_difference(sd, 0.88) == pytest.approx(5.793, abs=5e-4)
    assert found == {Change.IMPROVED: 19, Change.SAME: 10, Change.WORSE: 1}


@pytest.mark.parametrize(
    ("troubled", "well", "printed"),
    [
        # Source: Jacobson & Truax 1991, table 1 and figure 1
        ((40, 7.5), (60, 7.5), (55, 45, 50)),
        # Source of c: Barkham and others 2013, CORE-10 (clinical from 11)
        ((19.7, 7.7), (4.7, 4.8), (4.3, 14.3, 10.46)),
    ],
    ids=["higher is better", "lower is better"],
)
def test_cut_offs_are_those_of_the_sources(troubled, well, printed):
    found = cutoffs(Population(*troubled), Population(*well))

    assert (found.a, found.b, found.c) == pytest.approx(printed, abs=5e-3)


@pytest.mark.parametrize(
    ("first", "now", "became"),
    [
        (25, 8, Standing.RECOVERED),
        (25, 11, Standing.IMPROVED),
        (25, 20, Standing.UNCHANGED),
        (12, 10, Standing.UNCHANGED),
        (25, 32, Standing.WORSE),
        (9, 1, Standing.IN_RANGE_AT_START),
        (9, 17, Standing.WORSE),
    ],
)
def test_everybody_stands_in_one_of_five_places(first, now, became):
    # CORE-10: eleven is the first score out of range, seven points are reliable
    assert standing(first, now, 7, 11, rising=False) is became
