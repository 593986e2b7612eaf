"""What a group may know, in full: `./dev prove groups`."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product
from random import Random
from typing import TypeVar

from bench.attacks import (
    figures,
    guessing,
    ordering,
    starting_over,
    subtracting,
    table,
    taking_part,
    usefulness,
    waiting,
)
from bench.attacks.attack import Result, Try, result
from bench.attacks.knowing import TOO_FEW
from prove import acro_judge, aggregating, picturing, suite
from prove.confidence import at_most
from prove.table import Row, show
from survey.privacy.shown import Arrow

GROUPS = 10_000
COURSES = 2_000
PROGRAMMES = 200
SMALL, SMALL_COURSES = 100, 50
PROCESSES = 2
CHUNK = 100

OF_EXPORTS = "--ignore=tests/aggregator/test_building_cut_short.py"
Attempt = Callable[[Random], Try]
T = TypeVar("T")


def attacked() -> list[Row]:
    """Attack random groups of five to fifteen in every way of the table."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        return [_row(found) for found in table.run(GROUPS, pool.map)]


def in_one_round() -> list[Row]:
    """Look at one picture or silence, with all others known, or all but two."""
    one = _many(subtracting.all_but_one, GROUPS)
    two = _many(subtracting.all_but_two, GROUPS)
    return [
        _bounded("all but one, silence counted", one, 0.02),
        _bounded("all but two, silence counted", two, 0.01),
    ]


def over_years() -> list[Row]:
    """Look for half a year and a year, at rounds of two weeks."""
    rows = []
    for rounds in (13, 26):
        found = _many(partial(waiting.patience, rounds=rounds), COURSES)
        rows.append(_bounded(f"an unchanged answer, {rounds} rounds", found, 0.01))
    pairs = product((1, 13, 26), (True, False))
    return [*rows, *(_guessed(rounds, still) for rounds, still in pairs)]


def useful() -> list[Row]:
    """See how much groups of eight to fifteen get for it."""
    random = Random("useful")
    single = [usefulness.single(random) for _ in range(GROUPS)]
    rises = [usefulness.rise(random) for _ in range(GROUPS)]
    shown = [one for one in single if one.shown]
    both = [one.arrow for one in rises if one.arrow]
    exact, near = (sum(one.off <= off for one in shown) for off in (0, 1))
    released = len(shown) / GROUPS
    up, down = (both.count(arrow) / len(both) for arrow in (Arrow.UP, Arrow.DOWN))
    return [
        Row(
            "rounds released, n 8 to 15", "≥ 55 %", f"{released:.1%}", released >= 0.55
        ),
        Row(
            f"a true rise of two shows as up, of {len(both)} shown twice",
            "≥ 85 %",
            f"{up:.1%}",
            up >= 0.85,
        ),
        Row("and as down", "never", f"{down:.1%}", down == 0),
        Row(
            "the band is that of the exact mean; it or the one beside it",
            "the second always",
            f"{exact / len(shown):.1%}; {near / len(shown):.1%}",
            near == len(shown),
        ),
    ]


def left_over() -> list[Row]:
    """Print what is left to an attacker; none of it is promised away."""
    random = Random("left over")
    again = {times: starting_over.given_away(random, GROUPS, times) for times in (1, 2)}
    seen = sum(not taking_part.near_a_cut(random).ours for _ in range(GROUPS))
    there = sum(taking_part.in_a_picture(random) for _ in range(GROUPS))
    same = sum(ordering.overlap(random) > TOO_FEW for _ in range(GROUPS))
    starts = ", ".join(f"{times}: {share:.1%}" for times, share in again.items())
    return [
        _told(
            "an unchanged answer after starting over, by times, both steps known",
            starts,
        ),
        _told(
            "a newcomer noticed within four of a cut of the class of participation",
            f"{seen / GROUPS:.1%}",
        ),
        _told(
            "a picture tells that somebody counts in it or not, all other steps known",
            f"{there / GROUPS:.1%}",
        ),
        _told(
            "groups that differ by a point of one answer: three values agree with both",
            f"{same / GROUPS:.1%}",
        ),
        *_programmes(),
    ]


def decided() -> list[Row]:
    """Race two aggregators, kill one twenty times."""
    return [*aggregating.raced(), *aggregating.killed()]


def tested() -> list[Row]:
    """Run what is held by tests, whole."""
    return [
        suite.tests("HELPfull.csv as a programme", "tests/test_help_programme.py"),
        suite.tests("what the attacker concludes is exact", "tests/attacks"),
        suite.tests("rules of disclosure, one by one", "tests/privacy"),
        suite.tests("the aggregator", "tests/aggregator", OF_EXPORTS),
        suite.tests(
            "group page and meeting sheet in a browser",
            "tests/journeys/test_group_pages.py",
        ),
    ]


def _row(found: Result) -> Row:
    shifts = "" if found.shifts_won is None else f"; shift known {found.shifts_won}"
    holds = found.naive == 1 and not found.ours_won and not found.shifts_won
    return Row(
        f"{found.attack}: {found.tried} groups",
        "naive all, ours none",
        f"naive {found.naive_won}, ours {found.ours_won}{shifts}; "
        f"fewest left {found.fewest_left}",
        holds,
    )


def _many(attempt: Attempt, count: int) -> Result:
    with ProcessPoolExecutor(PROCESSES) as pool:
        chunks = pool.map(partial(_chunk, attempt), range(count // CHUNK))
        return result("", [one for chunk in chunks for one in chunk])


def _chunk(attempt: Attempt, number: int) -> list[Try]:
    random = Random(f"prove {number}")
    return [attempt(random) for _ in range(CHUNK)]


def _bounded(claim: str, found: Result, most: float) -> Row:
    bound = at_most(found.ours_won, found.tried)
    knowing = at_most(found.shifts_won or 0, found.tried)
    return Row(
        f"{claim}: two values or fewer left",
        f"≤ {most:.0%} (0 aimed at)",
        f"{found.ours_won} of {found.tried}, at most {bound:.3%} (95 % credible); "
        f"shift known {found.shifts_won}, at most {knowing:.3%}",
        bound <= most and knowing <= most,
    )


def _guessed(rounds: int, still: bool) -> Row:
    random = Random(f"guess {rounds} {still}")
    found = [guessing.sharpest(random, rounds, still=still) for _ in range(COURSES)]
    sure = sum(one.likely <= TOO_FEW for one in found)
    best = sorted(one.best for one in found)
    kind = "unchanged" if still else "moving by a known law"
    return Row(
        f"belief in an answer, {kind}, {rounds} rounds: 95 % on two values or fewer",
        "≤ 1 %",
        f"{sure} of {COURSES}, at most {at_most(sure, COURSES):.3%}; best guess "
        f"{best[COURSES // 2]:.0%} at the median, {best[-1]:.0%} at the worst",
        at_most(sure, COURSES) <= 0.01,
    )


def _programmes() -> Iterator[Row]:
    """Attack figures of programmes, as the rule counts and beyond it."""
    told = [left for left in _spread(_in_figures, PROGRAMMES) if left]
    for claim, each in (
        ("one", [left for alone, _ in told for left in alone]),
        ("two", [left for _, left in told]),
    ):
        won = sum(left <= TOO_FEW for left in each)
        yield Row(
            f"figures of {len(told)} programmes, all known but {claim}, {len(each)} "
            "people: two values or fewer left",
            "none",
            f"{won}, at most {at_most(won, len(each)):.3%}; fewest left {min(each)}",
            won == 0,
        )
    for few in (1, 3):
        claim = f"programmes of 30, all known but {few}: two values or fewer"
        silent = _spread(partial(figures.with_silence, few=few), SMALL)
        yield _few_left(f"{claim}, if it counts what rested", silent)
        for rounds in (13, 26):
            patience = partial(figures.patience, rounds=rounds, few=few)
            left = _spread(patience, SMALL_COURSES)
            yield _few_left(f"{claim}, unchanged {rounds} rounds, figures alone", left)


def _in_figures(random: Random) -> tuple[list[int], int] | None:
    """Count what figures leave of each, and of one of two; None if none are shown."""
    found = figures.programme(random)
    if not found.parts:
        return None
    return figures.lacking_one(found), figures.lacking(random, found, 2)


def _spread(attempt: Callable[[Random], T], count: int) -> list[T]:
    with ProcessPoolExecutor(PROCESSES) as pool:
        return list(pool.map(partial(_seeded, attempt), range(count), chunksize=5))


def _seeded(attempt: Callable[[Random], T], number: int) -> T:
    return attempt(Random(f"prove {number}"))


def _few_left(claim: str, left: list[int]) -> Row:
    share = sum(each <= TOO_FEW for each in left) / len(left)
    return _told(f"{claim}, of {len(left)}", f"{share:.0%}")


def _told(claim: str, found: str) -> Row:
    return Row(claim, "printed, not promised", found, True)


if __name__ == "__main__":
    measured = [attacked, in_one_round, over_years, useful, left_over]
    proofs = [*measured, decided, tested, acro_judge.rows, picturing.pictured]
    sys.exit(show("What a group may know, in full", proofs))
