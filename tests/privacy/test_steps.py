"""A step leaves several values, even to somebody who knows where its cuts lie."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.privacy.steps import (
    FEWEST_VALUES,
    SHIFTS,
    Shift,
    Step,
    TooFewValues,
    candidates,
    points,
    shift_of,
    step,
    steps_of,
)

SECRET = b"s" * 32


@pytest.mark.parametrize(
    ("shift", "low", "middle", "high"),
    [
        (0, {0, 1, 2}, {3, 4, 5}, {6, 7, 8, 9, 10}),
        (1, {0, 1, 2, 3}, {4, 5, 6}, {7, 8, 9, 10}),
        (2, {0, 1, 2, 3, 4}, {5, 6, 7}, {8, 9, 10}),
    ],
)
def test_the_cuts_lie_at_three_and_six_and_move_up_with_the_shift(
    shift, low, middle, high
):
    assert candidates(Step.LOW, 11, shift) == low
    assert candidates(Step.MIDDLE, 11, shift) == middle
    assert candidates(Step.HIGH, 11, shift) == high


@pytest.mark.parametrize("values", [8, 9, 10, 11, 12, 61, 200])
def test_three_values_are_left_behind_each_step_and_five_without_the_shift(values):
    for on in steps_of(values):
        assert len(candidates(on, values)) >= 5
        for shift in SHIFTS:
            assert len(candidates(on, values, shift)) >= 3


@pytest.mark.parametrize("values", [8, 9, 10])
def test_a_domain_with_few_values_has_two_steps_about_its_middle(values):
    centre = (values - 1) / 2

    cuts = [min(candidates(Step.HIGH, values, shift)) for shift in SHIFTS]

    assert steps_of(values) == (Step.LOW, Step.HIGH)
    assert abs(sum(cuts) / 3 - 0.5 - centre) <= 0.5


@pytest.mark.parametrize("values", [2, 5, 7])
def test_a_domain_in_which_nobody_could_hide_has_no_steps(values):
    with pytest.raises(TooFewValues):
        step(5, values, Shift(0))


def test_eight_values_is_the_fewest_that_leave_three_behind_a_step():
    assert points(FEWEST_VALUES) == 8
    assert min(len(candidates(s, 8, u)) for s in steps_of(8) for u in SHIFTS) == 3


@given(st.floats(0, 10), st.floats(0, 10), st.integers(8, 100), st.sampled_from(SHIFTS))
def test_a_higher_value_never_lies_on_a_lower_step(one, other, values, shift):
    low, high = sorted((one, other))

    assert step(low, values, shift) <= step(high, values, shift)


@pytest.mark.parametrize(
    ("value", "on"), [(2.49, Step.LOW), (2.5, Step.MIDDLE), (5.5, Step.HIGH)]
)
def test_half_a_point_goes_up_before_the_cuts_are_laid(value, on):
    assert step(value, 61, Shift(0)) is on


@given(st.integers(0, 7), st.sampled_from(SHIFTS))
def test_a_count_of_days_keeps_its_own_points(days, shift):
    on = step(10 * days / 7, 8, shift)

    assert days in candidates(on, 8, shift)


@pytest.mark.parametrize("value", [-0.1, 10.1, float("nan")])
def test_a_value_outside_the_range_has_no_step(value):
    with pytest.raises(ValueError, match="between 0 and 10"):
        step(value, 11, Shift(0))


def test_a_shift_stays_with_a_person_and_a_domain_for_ever():
    assert shift_of(SECRET, b"ana", "urges.calm") == shift_of(
        SECRET, b"ana", "urges.calm"
    )
    # Frozen: another way to draw would move everybody's cuts, and tell by it.
    drawn = [shift_of(SECRET, bytes([i]), "urges.calm") for i in range(12)]
    assert drawn == [2, 1, 2, 1, 2, 2, 2, 1, 0, 2, 1, 2]


def test_shifts_differ_by_person_domain_and_secret_and_are_drawn_evenly():
    people = [i.to_bytes(2, "big") for i in range(3000)]
    one = [shift_of(SECRET, who, "urges.calm") for who in people]
    other = [shift_of(SECRET, who, "life.mean") for who in people]
    elsewhere = [shift_of(b"t" * 32, who, "urges.calm") for who in people]

    assert min(Counter(one).values()) > 900
    for drawn in (other, elsewhere):
        assert min(Counter(zip(one, drawn, strict=True)).values()) > 250
