"""The usual range of a person equals the published limits of an XmR chart."""

from functools import reduce

import pytest

from survey.measure.change import Change, Track, beyond_usual, reliable, usual_range


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


def test_a_track_draws_the_same_limits_without_keeping_the_values():
    values = [10.0, 50.0, 40.0, 30.0, 30.0, 45.0]

    assert reduce(Track.after, values, Track()).usual() == usual_range(values)


@pytest.mark.parametrize(
    ("first", "now", "rising", "change"),
    [
        (30, 18, False, Change.IMPROVED),
        (30, 42, False, Change.WORSE),
        (30, 42, True, Change.IMPROVED),
        (30, 18.5, False, Change.SAME),
        (30, 18.38, False, Change.SAME),
        (30, 18.37, False, Change.IMPROVED),
    ],
)
def test_a_change_is_reliable_from_the_points_of_its_scale_on(
    first, now, rising, change
):
    assert reliable(first, now, 11.63, rising=rising) is change


def test_beyond_the_usual_range_counts_on_the_better_side_only():
    usual = usual_range([4, 6, 4, 6, 4, 6])

    assert beyond_usual(11, usual, rising=True)
    assert not beyond_usual(11, usual, rising=False)
    assert beyond_usual(-2, usual, rising=False)
