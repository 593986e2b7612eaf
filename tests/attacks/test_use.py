"""What protection costs and what it leaves: small counts of the full proof."""

from collections import Counter
from random import Random

import pytest

from bench.attacks import figures, items, usefulness
from prove.confidence import at_most
from survey.privacy.shown import Arrow
from survey.service import read_instruments
from tests.conftest import ROOT

MANY = 400


@pytest.fixture
def random() -> Random:
    return Random(8)


def test_groups_of_eight_to_fifteen_see_most_of_their_rounds(random: Random) -> None:
    found = [usefulness.single(random) for _ in range(MANY)]

    assert sum(one.shown for one in found) > 0.7 * MANY
    assert all(one.off <= 1 for one in found)


def test_a_true_rise_of_two_shows_as_up_and_never_as_down(random: Random) -> None:
    found = Counter(usefulness.rise(random).arrow for _ in range(MANY))

    shown = MANY - found[None]
    assert shown > MANY / 2
    assert found[Arrow.UP] >= 0.8 * shown
    assert found[Arrow.DOWN] == 0


def test_figures_leave_three_values_to_who_knows_all_the_others(random: Random) -> None:
    drawn = [figures.programme(random, largest=40) for _ in range(9)]
    found = [one for one in drawn if one.parts]

    assert found
    assert all(min(figures.lacking_one(one)) >= 3 for one in found)
    assert all(figures.lacking(random, one, 2) >= 3 for one in found)


def test_no_question_counts_in_two_pictures() -> None:
    library = read_instruments(ROOT / "instruments")
    shown = [one for one in library if any(domain.groups for domain in one.domains)]

    assert len(shown) > 1
    assert items.share_no_question(library)


@pytest.mark.parametrize("tried", [1, 100, 10_000])
def test_nothing_found_is_less_than_so_much(tried: int) -> None:
    assert at_most(0, tried) == pytest.approx(1 - 0.05 ** (1 / (tried + 1)))


def test_the_bound_lies_above_what_was_found() -> None:
    assert 0.03 < at_most(3, 100) < 0.08
    assert at_most(100, 100) == pytest.approx(1, abs=1e-3)
