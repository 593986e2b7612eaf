"""Behind each band remain three values, whoever knows all rows but one."""

from collections import Counter

import pytest

from survey.measure.banding import BANDS, FEWEST_VALUES, HIGH, LOW, MIDDLE, band


@pytest.mark.parametrize("values", range(FEWEST_VALUES, 41))
def test_each_band_covers_three_values_at_least(values):
    points = (10 * at / (values - 1) for at in range(values))
    behind = Counter(map(band, points))

    assert behind.keys() == BANDS.keys()
    assert min(behind.values()) >= 3


def test_fewer_values_would_leave_two_behind_a_band():
    values = FEWEST_VALUES - 1
    points = (10 * at / (values - 1) for at in range(values))

    assert min(Counter(map(band, points)).values()) == 2


@pytest.mark.parametrize("parts", [3, 9, 30])
def test_a_value_on_a_cut_lies_in_the_middle_however_it_was_worked_out(parts):
    assert band(10 * (parts // 3 / parts)) == MIDDLE
    assert band(10 * (1 - parts // 3 / parts)) == MIDDLE


def test_low_is_low_and_high_is_high():
    assert [band(v) for v in (0, 3, 4, 6, 7, 10)] == [
        LOW,
        LOW,
        MIDDLE,
        MIDDLE,
        HIGH,
        HIGH,
    ]


@pytest.mark.parametrize("value", [-0.1, 10.1])
def test_what_is_no_domain_is_refused(value):
    with pytest.raises(ValueError, match="between"):
        band(value)
