"""The change of the same people equals what other programs make of real data.

Source of the figures beside the data: NumPy 2.4.6, SciPy 1.17.1 (bootstrap by BCa with
199,999 resamples), run once; `./dev prove exports` asks them again.
"""

import pytest

from survey.measure import bootstrap
from survey.measure.bootstrap import bca, drawn
from survey.measure.paired import paired
from survey.measure.spread import summary
from tests.golden.shared import rows_of

MONTHS = {
    "2m": ((97, -11, -5, 0, 5), (-6.2371, 9.4745, -0.5760, -0.6583)),
    "4m": ((73, -15, -7, -2, 6), (-8.3425, 10.4486, -0.7415, -0.7984)),
    "6m": ((58, -15.75, -10.5, -3, 6.5), (-9.7069, 10.6409, -0.9017, -0.9122)),
    "8m": ((52, -17, -10, -7, 5.5), (-11.8846, 10.5043, -1.2474, -1.1314)),
}
"""Beat the Blues: n, quartiles, MAD; then mean, sd, g_av, d_z of the change."""

ENDS = {
    "2m": (-8.2474, -4.4742),
    "4m": (-10.8493, -6.0959),
    "6m": (-12.4310, -7.0172),
    "8m": (-14.7885, -9.1346),
}

GOLD = [3, 5, 0, 7, 1, 4, 1, 3]

OF_THE_WIDTH = 0.02
"""What a resampled end may be off by: one set of draws differs from another."""


def close(interval, low, high):
    allowed = OF_THE_WIDTH * (high - low)
    return (interval.low, interval.high) == pytest.approx((low, high), abs=allowed)


def beat_the_blues(month):
    """Give the pairs of those whose mood is known at the start and at a month."""
    rows = [(row["bdi.pre"], row[f"bdi.{month}"]) for row in rows_of("BtheB.csv")]
    return [(float(a), float(b)) for a, b in rows if "" not in {a, b}]


@pytest.mark.parametrize("month", MONTHS)
def test_each_wave_of_beat_the_blues_is_summed_up_as_elsewhere(month):
    exact, nearly = MONTHS[month]

    found = paired(beat_the_blues(month))

    told = found.change
    assert (told.n, told.lower, told.median, told.upper, told.mad) == exact
    assert (told.mean, told.sd, found.g_av, found.d_z) == pytest.approx(
        nearly, abs=5e-5
    )
    assert close(found.interval, *ENDS[month])


def test_ten_nights_of_eighteen_people_are_summed_up_as_elsewhere():
    rows = rows_of("sleepstudy.csv")
    times = {(row["Subject"], row["Days"]): float(row["Reaction"]) for row in rows}
    pairs = [(times[who, "0"], times[who, "9"]) for who, day in times if day == "0"]

    whole, found = summary(list(times.values())), paired(pairs)

    assert (whole.n, whole.mean, whole.sd, whole.mad) == pytest.approx(
        (180, 298.5079, 56.3288, 40.0238), abs=5e-5
    )
    assert (whole.lower, whole.median, whole.upper) == pytest.approx(
        (255.3758, 288.6508, 336.7521), abs=5e-5
    )
    assert (found.change.mean, found.d_z, found.g_av) == pytest.approx(
        (94.1994, 1.6399, 1.8586), abs=5e-5
    )
    assert close(found.interval, 68.6344, 120.3084)


def test_the_same_people_give_the_same_interval_in_any_year():
    values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0]

    # openssl dgst -shake256 -xoflen 32, four bytes each, little end first
    assert list(drawn(8, 0)) == GOLD
    assert bca(values) == bca(values[::-1])
    assert list(drawn(8, 1)) != GOLD


def test_lopsided_people_lean_the_interval_to_their_side():
    values = [0.0] * 30 + [1.0] * 10 + [20.0]

    found = bca(values)

    middle = sum(values) / len(values)
    assert found.high - middle > middle - found.low


def test_many_people_need_no_draws(monkeypatch):
    # lopsided, as counts of days are
    values = [float(place % 7 == 0) * (place % 11) for place in range(700)]
    drawn_ones = bca(values)
    monkeypatch.setattr(bootstrap, "MANY", 700)

    told = bca(values)

    assert close(told, drawn_ones.low, drawn_ones.high)
    assert told != drawn_ones


@pytest.mark.parametrize("size", [0, 1])
def test_one_person_alone_has_no_interval(size):
    assert bca([5.0] * size) is None


def test_people_who_all_changed_alike_leave_no_doubt_and_no_effect_size():
    found = paired([(1.0, 3.0), (1.0, 3.0), (1.0, 3.0)])

    assert (found.interval.low, found.interval.high) == (2.0, 2.0)
    assert found.d_z != found.d_z
