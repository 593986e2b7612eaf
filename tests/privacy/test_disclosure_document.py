"""docs/disclosure.md says what the code does, number by number."""

import re
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from survey.measure import possible, rounds
from survey.privacy import (
    counting,
    disclosure,
    distribution,
    gate,
    lacking,
    participation,
    pools,
    steps,
    tallying,
)
from survey.privacy.disclosure import Contribution, Decision, protect
from survey.privacy.steps import SHIFTS, Shift, Step, candidates, steps_of
from tests.privacy.attacker import Look, Ours, left
from tests.privacy.test_disclosure import measured

TEXT = (Path(__file__).parents[2] / "docs/disclosure.md").read_text(encoding="utf-8")
MODULES = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        counting,
        disclosure,
        distribution,
        gate,
        lacking,
        pools,
        possible,
        rounds,
        steps,
        tallying,
    )
}
OWN = (counting, disclosure, distribution, gate, pools)


def table(heading, number=0):
    """Read a table below a heading: its rows, without the head."""
    section = TEXT.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    found = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)[number]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in found.splitlines()
    ]
    return rows[2:]


NUMBERS = table("The numbers, and where they are")


@pytest.mark.parametrize(("said", "where", "_what"), NUMBERS)
def test_a_number_of_the_page_is_that_of_the_code(said, where, _what):
    place = re.fullmatch(r'`(\w+)\.(\w+)(?:\["(\w+)"\])?`', where)
    value = getattr(MODULES[place[1]], place[2])

    assert int(said) == (value[place[3]] if place[3] else value)


def test_no_number_of_the_rules_is_left_out():
    told = {where.strip("`").split("[")[0] for _, where, _ in NUMBERS}
    told |= {"disclosure.STEADY_N", "disclosure.HOUSE_N", "disclosure.TOP"}
    told |= {"disclosure.QUARTERS"}
    there = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in OWN
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, int)
    }

    assert there - told == set()


@pytest.mark.parametrize(("number", "values"), [(0, 11), (1, 8)])
def test_the_tables_of_steps_are_those_of_the_code(number, values):
    shifts = [None if name == "not known" else Shift(int(name)) for name in "012"]
    for row, shift in zip(table("Steps", number), [*shifts, None], strict=True):
        behind = [
            " ".join(map(str, sorted(candidates(on, values, shift))))
            for on in steps_of(values)
        ]
        assert row[1:] == behind


def in_words(page):
    if page is None:
        return "rests"
    parts = [f"{part.steps} {part.word}" for part in page.parts]
    return ", ".join([f"band {page.band + 1} of 5", page.n_class, *parts])


def people(*sizes):
    return tuple(
        Contribution(b"ours", on)
        for on, size in zip(Step, sizes, strict=True)
        for _ in range(int(size))
    )


@pytest.mark.parametrize("example", table("Examples"), ids=" ".join)
def test_an_example_is_decided_as_the_page_says(example):
    *sizes, kind, picture = example

    found = protect(Decision(kind.removeprefix("a "), 11, people(*sizes)))

    assert in_words(found) == picture.partition(":")[0]


def test_ben_finds_the_step_of_ana_and_not_her_answer():
    low, middle, high = (int(size) for size in table("Examples")[0][:3])
    others = tuple((one.unit, one.step) for one in people(low, middle - 1, high))
    look, ours = Look("round", others), Ours()

    assert left(ours, [look], 4, Shift(1), knows_shift=False) == {3, 4, 5, 6, 7}
    assert "Her answer may still be 3, 4, 5, 6 or 7." in TEXT
    assert "low half" in in_words(ours.page(look, Step.LOW))
    assert "middle some" in in_words(ours.page(look, Step.HIGH))


def test_every_rule_has_a_way_a_reason_and_an_example():
    rows = table("The rules, one by one")

    assert [row[0].split()[0] for row in rows] == [f"**D{n}**" for n in range(1, 17)]
    assert all(len(row) == 4 and all(row) for row in rows)


def rule(number):
    return table("The rules, one by one")[number - 1][1]


def test_the_rules_say_the_numbers_in_force():
    least, block = disclosure.FEWEST, rounds.BLOCK_ROUNDS
    assert f"{least['round']} for a round; {least['block']} for a block of" in rule(2)
    assert f"{block} rounds" in rule(2)
    assert f"{distribution.FEWEST_FOR_PARTS} for words about parts" in rule(2)
    assert f"{pools.HOUSE_N} where a house" in rule(2)
    assert f"{disclosure.BANDS} equal bands" in rule(3)
    assert f"{gate.LEFT_KNOWING} values must be left" in rule(5)
    assert f"{gate.LEFT_GUESSING} without the shift" in rule(5)
    assert f"At least {disclosure.FEWEST_APART} people" in rule(6)
    assert f"From {distribution.FEWEST_FOR_PARTS} people on" in rule(7)
    assert f"holds {distribution.FEWEST_IN_A_PART} or more" in rule(7)
    assert f"{possible.FEWEST_FOR_GROUPS} or more even values" in rule(8)
    assert f"must be {least['site']} people or more" in rule(12)
    assert f"from {counting.TENURE_ROUNDS} rounds after joining" in rule(14)
    assert f"closes {rounds.CLOSES_AFTER.days} days after" in rule(15)
    assert f"Tuesday at {rounds.DECIDED_AT:%H:%M}" in rule(15)
    assert rounds.DECIDED_ON.days == 1
    assert f"From {tallying.FEWEST} people on" in rule(16)
    assert f"rounded to {tallying.COARSE} %" in rule(16)
    assert f"with spread from {tallying.FEWEST_WITH_SPREAD}" in rule(16)
    fine = f"to {tallying.FINE} % from {tallying.FEWEST_WITH_FINE_ROUNDING}"
    assert fine in rule(16)


def test_pools_and_taking_part_are_told_as_they_are():
    share, whole = pools.LARGEST_SHARE
    assert f"no group is more than {100 * share // whole} % of them" in TEXT
    assert f"if {pools.STEADY_N} or more counted in {pools.STEADY_ROUNDS}" in TEXT
    low, high = participation.CUTS
    classes = f"fewer than {low} (also none), {low} to {high - 1}, {high} or more"
    assert f"Once in {rounds.QUARTER_WEEKS} weeks" in TEXT
    assert classes in TEXT


def test_what_steps_are_worth_is_told_as_it_is():
    low, middle, high = (steps.WORTH[on] / steps.QUARTERS for on in Step)

    assert f"low counts as {low}, middle as {middle:g}, high as {high} of 10" in TEXT


def test_the_two_farthest_people_are_never_nine_tenths_of_the_distance():
    for n in range(5, 25):
        for sizes in product(range(n + 1), repeat=3):
            if sum(sizes) != n or n - max(sizes) < disclosure.FEWEST_APART:
                continue
            worths = [
                steps.WORTH[on]
                for on, size in zip(Step, sizes, strict=True)
                for _ in range(size)
            ]
            top = steps.QUARTERS * steps.TOP
            nearer = 0 if 2 * sum(worths) <= top * n else top
            away = sorted(abs(worth - nearer) for worth in worths)
            assert 10 * sum(away[-2:]) < 9 * sum(away)


def chances(on, values, shift=None):
    """Weigh the values behind a step, each as likely as the others beforehand."""
    shifts = SHIFTS if shift is None else (shift,)
    points = range(steps.points(values))
    hits = {p: sum(p in candidates(on, values, s) for s in shifts) for p in points}
    return {p: Fraction(hit, len(shifts)) for p, hit in hits.items() if hit}


def fewest(values, shifts):
    found = [chances(on, values, s) for on in steps_of(values) for s in shifts]
    best = max(max(one.values()) / sum(one.values()) for one in found)
    return min(map(len, found)), f"{float(best):.0%}".replace("%", " %")


def test_what_is_left_to_an_attacker_is_counted_right():
    guessing, knowing, days, _ = table("What is left to an attacker")

    for row, shifts in ((guessing, [None]), (knowing, SHIFTS)):
        count, best = fewest(11, shifts)
        assert row[1:] == [f"{count} of 11", best]
    (a, b), (c, d) = fewest(8, [None]), fewest(8, SHIFTS)
    assert days[1:] == [
        f"{a} of 8; with the shift {c} of 8",
        f"{b}; with the shift {d}",
    ]


def test_what_starting_over_leaves_is_counted_right():
    *_, over = table("What is left to an attacker")
    both = {
        (one, two): {
            point: chances(one, 11)[point] * chances(two, 11)[point]
            for point in chances(one, 11).keys() & chances(two, 11).keys()
        }
        for one, two in product(Step, repeat=2)
        if one is not two
    }
    told = {frozenset(left) for left in both.values() if left}
    best = max(max(w.values()) / sum(w.values()) for w in both.values() if w)
    cases = sum(sum(weights.values()) for weights in both.values()) / 11

    assert told == {frozenset({3, 4}), frozenset({6, 7})}
    assert over[1:] == ["2 of 11 (days: 2 of 8)", f"{float(100 * best):.0f} %"]
    assert f"it: {float(100 * cases):.0f} % of such cases" in TEXT


def test_how_often_pictures_and_rises_are_seen_is_measured_again():
    shown, up, down = table("What is left to an attacker", 1)
    for column, values in ((1, 11), (2, 8)):
        released, risen, fallen = measured(values)

        assert abs(int(shown[column].rstrip(" %")) - 100 * released) < 3
        assert abs(int(up[column].rstrip(" %")) - 100 * risen) < 3
        assert (down[column], fallen) == ("never", 0)
