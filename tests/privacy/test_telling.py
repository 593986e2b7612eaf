"""What is told of a programme gives nobody away, not even to who knows the others."""

from dataclasses import replace
from random import Random

import pytest

from bench.attacks.reported import LIFE, crowd, followed, possible
from survey.measure.attrition import Absent
from survey.measure.bootstrap import bca
from survey.measure.change import UsualRange
from survey.measure.following import WINDOWS, Following
from survey.privacy import telling
from survey.privacy.rounded import Mean
from survey.privacy.telling import measured, withstanding


def test_whoever_knows_all_but_one_is_left_with_three_values_of_eleven(monkeypatch):
    # intervals are held below: drawing them anew for every try takes minutes
    monkeypatch.setattr(telling, "WITH_ENDS", frozenset())
    following = crowd(40)

    page = withstanding(following)

    assert page
    for turn, person in enumerate(following.people):
        for at, score in [(telling.START, person.start), *enumerate(person.entries)]:
            if not isinstance(score, Absent):
                assert possible(page, following, turn, at) >= 3


def test_without_the_attack_somebody_would_be_given_away(monkeypatch):
    monkeypatch.setattr(telling, "WITH_ENDS", frozenset())
    crowds = [crowd(40, seed) for seed in range(1, 6)]

    left = [
        possible(telling.drawn(each), each, turn, telling.START)
        for each in crowds
        for turn in range(0, 40, 8)
    ]

    assert min(left) < 3


@pytest.mark.parametrize("size", [30, 60])
def test_no_end_of_an_interval_moves_further_than_was_reckoned_with(size):
    random = Random(size)
    values = [min(10.0, max(0.0, random.gauss(1, 2))) for _ in range(size)]
    figure = Mean.of(values, 5, ends=True)

    for place in sorted(range(size), key=lambda at: values[at])[:: size // 4]:
        for step in (-2.0, 2.0):
            other = [*values[:place], values[place] + step, *values[place + 1 :]]
            now = bca(other)
            out = max(abs(each[place] - figure.value) for each in (values, other))
            most = abs(figure.moved(step / size, out))
            assert abs(now.low - figure.ends.low) <= most
            assert abs(now.high - figure.ends.high) <= most


def test_few_people_are_not_spoken_of():
    assert measured(crowd(10), None) is None

    twenty = measured(crowd(20, away=0.0), None)

    assert (twenty.people, twenty.baseline) == (20, None)
    assert {line.change for line in twenty.lines} == {None}


def test_small_counts_are_not_shown_and_others_go_by_five():
    assert [telling.cell(count) for count in (0, 10, 11, 12, 13)] == [
        None, None, 10, 10, 15,
    ]  # fmt: skip


def test_what_the_plan_named_is_marked_and_nothing_else():
    found = measured(crowd(60), (9, 16))

    assert [line.planned for line in found.lines] == [True, False, False]
    assert [line.planned for line in measured(crowd(60), None).lines] == [False] * 3


def test_who_is_missing_stands_beside_every_figure():
    following = crowd(100)
    line = measured(following, None).lines[1]

    gone = sum(isinstance(each.entries[1], Absent) for each in following.people)
    assert (line.expected, line.came) == (100, telling.cell(100 - gone))
    (reason,) = line.reasons
    assert (reason.name, reason.people) == ("stopped", telling.cell(gone))


def test_a_persons_own_better_weeks_are_no_result_of_the_programme():
    usual = UsualRange(3, 1, 5)
    people = [followed(3.0, 8.0, 8.0, 8.0, usual=usual)] * 60
    told = measured(Following(replace(LIFE, points=None), WINDOWS, people), None)

    assert told.lines[0].improved is None
    assert told.lines[0].beyond_usual.percent == 100
