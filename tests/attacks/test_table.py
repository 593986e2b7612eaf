"""Every attack must succeed against a naive page, and leave enough of ours."""

import pytest

from bench.attacks import table
from bench.attacks.attack import Attack, Result, Try, result
from bench.attacks.table import ATTACKS

GROUPS = 25
GUESSING = 5
"""Values left to whoever does not know the shift."""


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {
        attack.name: result(
            attack.name, table.attempts((number, 0, 1 if attack.most else GROUPS))
        )
        for number, attack in enumerate(ATTACKS)
    }


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_that_beats_a_naive_page_does_not_beat_ours(
    attack: Attack, results: dict[str, Result]
) -> None:
    found = results[attack.name]

    assert found.naive == 1, "an attack that cannot succeed shows nothing"
    assert found.ours == 0
    assert found.fewest_left >= GUESSING
    assert not found.shifts_won, "not even for somebody who knows the shift"


def test_every_attack_of_the_reference_is_there() -> None:
    named = {attack.name.split()[0] for attack in ATTACKS}

    # T17 is an outside judge of its own
    wanted = {f"T{number}" for number in range(1, 21)} - {"T17"}
    assert named == wanted


def test_two_values_left_are_a_success_and_three_are_none() -> None:
    counted = result("made up", [Try(2, 3, 2), Try(1, 2, 2), Try(3, 4, 3)])

    assert (counted.naive_won, counted.ours_won, counted.shifts_won) == (2, 1, 2)
    assert counted.fewest_left == 2
    assert counted.ours == pytest.approx(1 / 3)


def test_the_same_number_of_groups_gives_the_same_table() -> None:
    in_memory = [turn for turn, attack in enumerate(ATTACKS) if not attack.most]

    first, second = ([table.attempts((n, 0, 2)) for n in in_memory] for _ in range(2))

    assert first == second


def test_people_and_programs_read_the_same_table(results: dict[str, Result]) -> None:
    for_people = table.as_rows(results.values())
    for_programs = table.as_json(results.values())

    assert [row["attack"] for row in for_people] == list(results)
    assert [row["attack"] for row in for_programs] == list(results)
    assert all(row["naive"] == "100.0%" for row in for_people)
    assert all(0 <= row["ours"] <= row["naive"] <= 1 for row in for_programs)
