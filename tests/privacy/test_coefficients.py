"""How a scale behaves is told of many people, and gives none of them away."""

from random import Random

import pytest

from survey.measure import reliability
from survey.measure.behaving import sheets
from survey.privacy import coefficients, telling
from survey.privacy.coefficients import ALPHA, RETEST
from survey.privacy.rounded import Count
from tests.measure.shelf import shipped

PUBLISHED = {ALPHA: reliability.alpha, RETEST: reliability.retest}
TOP = 10


def answers(kind, people, seed):
    """Give rows of people who are low or high altogether: items, or two scores."""
    random, rows = Random(seed), []
    for _ in range(people):
        level = random.gauss(4.5, 2)
        each = [level + random.gauss(0, 1.5) for _ in range(3 if kind is ALPHA else 2)]
        rows.append(tuple(float(min(TOP, max(0, round(one)))) for one in each))
    return rows


def told(kind, rows, grain):
    return round(PUBLISHED[kind](rows) / grain)


def possible(kind, rows, place, grain):
    """Count the values of one score that leave the told coefficient as it is.

    Several rows have the same score: alike throughout, each item moved by as much, or
    one item after another as far as it goes.
    """
    row = rows[place]
    found = {round(sum(row) / len(row)) if kind is ALPHA else row[0]}
    for value in range(TOP + 1):
        ways = [(float(value), *row[1:])]
        if kind is ALPHA:
            more, filled = 3 * value - sum(row), []
            for one in row:
                filled.append(min(TOP, max(0, one + more)))
                more -= filled[-1] - one
            moved = tuple(value + one - sum(row) / 3 for one in row)
            ways = [(float(value),) * 3, tuple(filled), moved]
        for other in ways:
            beside = [*rows[:place], other, *rows[place + 1 :]]
            if told(kind, beside, grain) == told(kind, rows, grain):
                found.add(value)
    return len(found)


@pytest.mark.parametrize("kind", [ALPHA, RETEST])
def test_a_coefficient_is_the_published_one_as_far_as_it_is_told(kind):
    rows = answers(kind, 400, seed=1)

    found = coefficients.told(kind, rows)

    assert found == pytest.approx(PUBLISHED[kind](rows), abs=0.026)


@pytest.mark.parametrize("kind", [ALPHA, RETEST])
def test_whoever_knows_all_but_one_is_left_with_three_values_of_eleven(
    kind, monkeypatch
):
    naive, ours = [], []
    monkeypatch.setattr(coefficients, "GRAINS", (0.05,))
    people, seeds = (30, 10) if kind is ALPHA else (200, 6)
    for seed in range(seeds):
        rows = answers(kind, people, seed)
        for place in range(0, people, people // 5):
            naive.append(possible(kind, rows, place, 0.01))
            if coefficients.told(kind, rows) is not None:
                ours.append(possible(kind, rows, place, 0.05))

    assert min(naive) < 3
    assert len(ours) > 10
    assert min(ours) >= 3


def test_of_few_people_no_coefficient_is_told_however_many_have_a_score():
    (sheet,) = sheets(shipped("life"), frozenset({1}))
    sheet.scores = [5.0] * 200
    sheet.whole = [list(row) for row in answers(ALPHA, 199, seed=1)]

    found = telling.behaves(sheet)

    assert (found.people, found.alpha, found.retest) == (200, None, None)


@pytest.mark.parametrize("people", [1, 2])
def test_a_share_that_one_person_could_move_is_told_more_roughly(people):
    assert not all(Count.among(count, 200).firm for count in range(200))
    for count in range(2, 198):
        found = Count.among(count, 200).steady(people)
        if found is not None:
            for beside in (count - people, count + people):
                assert Count(beside, 200, found.grain).told == found.told
