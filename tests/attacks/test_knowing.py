"""What an attacker concludes is exact: nothing is ruled out that is possible."""

from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.attacks import (
    crowd,
    guessing,
    knowing,
    ours,
    starting_over,
    subtracting,
    taking_part,
)
from bench.attacks.crowd import POINTS, STAYS, Answer
from bench.attacks.guessing import STEP_AT
from bench.attacks.knowing import clue, clue_without, left, remaining
from bench.attacks.ours import decide, kind_for, picture, stepped
from survey.privacy.disclosure import Contribution, Decision, protect
from survey.privacy.steps import SHIFTS, Shift, Step, candidates


@pytest.fixture
def random() -> Random:
    return Random(5)


@pytest.mark.parametrize("n", range(5, 16))
def test_what_is_left_is_what_trying_every_value_and_shift_leaves(
    random: Random, n: int
) -> None:
    group = crowd.group(random, n)
    shown = picture(group, kind_for(n))
    target = group[0].who
    others = [
        c
        for c, who in zip(shown.decision.contributions, shown.who, strict=True)
        if who != target
    ]

    tried = {
        value
        for value, shift in product(range(POINTS), SHIFTS)
        if decide(
            Decision(
                kind_for(n),
                POINTS,
                (*others, Contribution(b"group", stepped(value, shift))),
            )
        )
        == shown.page
    }

    assert left(frozenset({clue(shown, target)})) == tried


def test_asking_once_for_each_mixture_gives_what_the_gate_gives(random: Random) -> None:
    before = None
    for _ in range(150):
        group = crowd.group(random, crowd.size(random))
        decision = picture(group, kind_for(len(group)), before).decision
        assert decide(decision) == protect(decision)
        before = decide(decision) or before


def test_a_step_leaves_what_its_own_table_says() -> None:
    for step, shift, points in product(Step, (None, *SHIFTS), (8, 11)):
        if points == 8 and step is Step.MIDDLE:
            continue
        only = frozenset({frozenset({step})})
        assert left(only, shift, points) == candidates(step, points, shift)


def test_who_knows_less_rules_out_less(random: Random) -> None:
    for _ in range(200):
        group = crowd.group(random, crowd.size(random))
        shown = picture(group, kind_for(len(group)))
        one, two = group[0].who, group[1].who
        assert clue(shown, one) <= clue_without(shown, one, two)


def test_cuts_too_near_an_end_would_be_found(
    random: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    def near_the_ends(value: float, shift: Shift, points: int = POINTS) -> Step:
        return Step((value >= 2) + (value >= points - 2))

    monkeypatch.setattr(ours, "stepped", near_the_ends)
    monkeypatch.setattr(knowing, "stepped", near_the_ends)
    left.cache_clear()

    fewest = min(subtracting.all_but_one(random).ours for _ in range(200))
    left.cache_clear()

    assert fewest <= 2


@given(
    values=st.lists(st.integers(0, 10), min_size=5, max_size=15),
    changed=st.integers(0, 10),
    seed=st.integers(0, 1000),
)
@settings(max_examples=150, deadline=None)
def test_whatever_one_answer_is_changed_to_enough_is_left_of_it(
    values: list[int], changed: int, seed: int
) -> None:
    random = Random(seed)
    group = [Answer(random.randbytes(16), value) for value in values]
    for one in (group[0], Answer(group[0].who, changed)):
        shown = picture([one, *group[1:]], kind_for(len(group)))
        unknown, known = remaining([clue(shown, one.who)], one.who)
        assert unknown >= 5
        assert known >= 3


def test_beliefs_agree_with_weighing_every_course_of_answers() -> None:
    clues = [frozenset({Step.LOW}), frozenset(Step), frozenset({Step.MIDDLE})]
    weight = [[0.0] * POINTS for _ in clues]
    for shift, *course in product(SHIFTS, *[range(POINTS)] * len(clues)):
        if all(STEP_AT[shift][v] in c for v, c in zip(course, clues, strict=True)):
            for turn, value in enumerate(course):
                weight[turn][value] += _chance(course)

    beliefs = guessing._beliefs(clues, still=False)

    for found, wanted in zip(beliefs, weight, strict=True):
        assert found == pytest.approx([w / sum(wanted) for w in wanted])


def _chance(course: list[int]) -> float:
    chance = 1.0
    for before, after in pairwise(course):
        aside = (1 - STAYS) / 2
        moves = [max(0, before - 1), min(POINTS - 1, before + 1)]
        chance *= STAYS * (after == before) + aside * moves.count(after)
    return chance


def test_a_picture_alone_makes_no_value_likelier_than_a_third() -> None:
    for step in Step:
        assert guessing.single(frozenset({step})).best <= 1 / 3 + 1e-9


def test_years_of_pictures_make_nobody_sure_of_two_values(random: Random) -> None:
    for still in (True, False):
        for _ in range(15):
            assert guessing.sharpest(random, 26, still=still).likely > 2


def test_starting_over_is_what_is_left_to_an_attacker(random: Random) -> None:
    # 3, 4, 6 and 7 lie now on one step and now on another: 4 of 11, 4 times in 9
    found = starting_over.given_away(random, 5000)

    assert found == pytest.approx(4 / 11 * 4 / 9, abs=0.02)


def test_a_newcomer_may_be_noticed_beside_a_cut_but_never_at_it(random: Random) -> None:
    near = [taking_part.near_a_cut(random) for _ in range(500)]

    assert all(taking_part.at_a_cut(random).ours for _ in range(200))
    assert 0 < sum(not one.ours for one in near) < 50
