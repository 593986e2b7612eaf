"""Who looks for somebody in a file finds them in a naive one, and eleven in ours."""

from collections.abc import Callable
from random import Random

import pytest

from bench.attacks import intruder, laid_beside
from bench.attacks.intruder import Found
from survey import forecast
from survey.measure.study import Record
from survey.privacy.deidentify import WIDE_K, Standard, standard

PEOPLE = 400
SEEDS = range(3)


@pytest.fixture(scope="module")
def programmes() -> list[tuple[list[Record], Standard]]:
    made = [list(forecast.made_up(Random(seed), PEOPLE, 12)) for seed in SEEDS]
    return [(people, standard(iter(people), forecast.rules(12))) for people in made]


def test_an_intruder_finds_people_by_their_weeks_and_three_answers(programmes) -> None:
    found = [
        one for people, _ in programmes for one in intruder.in_naive(Random(1), people)
    ]

    assert intruder.chance(found) >= 0.8


def test_in_ours_no_one_is_told_from_ten_others_even_with_the_best_points(
    programmes,
) -> None:
    for people, file in programmes:
        found = intruder.in_ours(people, file)

        assert len(found) == len(file.ids)
        assert min(one.fit for one in found) >= WIDE_K
        assert intruder.chance(found) <= 1 / WIDE_K


def test_what_an_intruder_works_out_is_what_the_file_says(programmes) -> None:
    for people, file in programmes:
        rows = intruder.read(file)
        for one in people:
            if one.id in rows:
                assert intruder.knowledge(one, file) == rows[one.id][1]


def test_whoever_feels_certain_of_what_was_not_told_is_often_wrong(programmes) -> None:
    bare = [
        (people, file)
        for people, file in programmes
        if all(one.instrument for one in file.variables)
    ]
    found = [intruder.certain(people, file) for people, file in bare]

    sure, wrong = (sum(each) for each in zip(*found, strict=True))
    assert sure, "where nobody feels certain this shows nothing"
    assert wrong / sure > 0.1


@pytest.mark.parametrize(
    ("publisher", "tells"),
    [(laid_beside.usual, True), (laid_beside.ours, False)],
    ids=["usual", "ours"],
)
def test_the_difference_of_two_files_tells_of_few_only_if_they_share_people(
    publisher: Callable[[Random, int], laid_beside.Pair | None], tells: bool
) -> None:
    for seed in SEEDS:
        pair = publisher(Random(seed), PEOPLE)
        assert pair is not None

        assert bool(laid_beside.isolated(*pair)) is tells


def test_a_search_that_finds_nothing_takes_nobody() -> None:
    assert Found(0).chance == 0
    assert intruder.chance([]) == 0
