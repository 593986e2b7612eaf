"""The usual range of a person equals the published limits of an XmR chart."""

import pytest

from survey.measure.change import usual_range


def test_the_limits_are_those_of_the_published_example():
    # Source: statprocon documentation, worked example of an XmR chart.
    usual = usual_range([10, 50, 40, 30], fewest=4)

    assert usual is not None
    assert usual.centre == pytest.approx(32.5)
    assert usual.high == pytest.approx(85.7)
    assert usual.low == pytest.approx(-20.7)


@pytest.mark.parametrize(("count", "drawn"), [(0, False), (5, False), (6, True)])
def test_fewer_than_six_points_have_no_usual_range(count, drawn):
    assert (usual_range([3.0] * count) is not None) is drawn


def test_the_limits_themselves_are_still_usual():
    usual = usual_range([4, 6, 4, 6, 4, 6])

    assert usual is not None
    assert usual.holds(usual.high)
    assert not usual.holds(usual.high + 0.01)
