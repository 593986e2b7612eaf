"""Every attack against both publishers: `tidemark bench attacks`."""

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any

from bench.attacks import (
    changing,
    items,
    keys,
    looking,
    ordering,
    parts,
    pretending,
    releasing,
    sameness,
    subtracting,
    taking_part,
    waiting,
)
from bench.attacks.attack import Attack, Result, Try, result

FEW = 3
"""Tries of an attack on the whole service, with its database, keys and pages."""

ATTACKS = (
    Attack("T1 subtract oneself", subtracting.oneself),
    Attack("T2 subtract oneself and two friends", subtracting.friends),
    Attack("T2 all but two", subtracting.all_but_two),
    Attack("T3 all but one", subtracting.all_but_one),
    Attack("T3 all but one, eight values", subtracting.all_but_one_of_eight),
    Attack("T4 somebody joins, leaves, changes places", changing.change),
    Attack("T5 an unchanged answer, 20 rounds", waiting.patience),
    Attack("T6 a group that is alike", sameness.alike),
    Attack("T7 looks before a round closes", looking.before_it_closes, FEW),
    Attack("T8 whole minus parts", parts.whole_minus_parts),
    Attack("T9 questions against their score", items.equations),
    Attack("T10 asking a page for less", looking.asking_for_less, FEW),
    Attack("T11 changes after the decision", releasing.after_it_was_decided, FEW),
    Attack("T12 two aggregators at once", releasing.twice, FEW),
    Attack("T13 made-up members, 12 rounds", pretending.sybils),
    Attack("T14 the order of answers", ordering.order),
    Attack("T15 the keys of the web process", keys.of_the_web, FEW),
    Attack("T16 source, hover and JSON", releasing.behind_the_page, FEW),
    Attack("T18 one answer changed", ordering.neighbours),
    Attack("T19 between pool and own pictures", parts.moving),
    Attack("T20 a newcomer at a cut of the class", taking_part.at_a_cut),
)
SEED = 11
CHUNK = 250
"""Groups that are drawn from one seed, so that chunks may be tried side by side."""

Job = tuple[int, int, int]
"""Which attack, which chunk, how many tries."""

Spread = Callable[[Callable[[Job], list[Try]], Iterable[Job]], Iterable[list[Try]]]


def run(
    groups: int,
    spread: Spread = map,
    tell: Callable[[int, int], None] | None = None,
) -> list[Result]:
    """Try every attack on so many groups; the same number, the same result."""
    jobs = list(_jobs(groups))
    tries: list[list[Try]] = [[] for _ in ATTACKS]
    for turn, ((number, _, _), found) in enumerate(
        zip(jobs, spread(attempts, jobs), strict=True), start=1
    ):
        tries[number] += found
        if tell:
            tell(turn, len(jobs))
    return [result(a.name, t) for a, t in zip(ATTACKS, tries, strict=True)]


def as_json(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Give the table to programs; success rates lie between 0 and 1."""
    return [
        {
            "attack": one.attack,
            "naive": one.naive,
            "ours": one.ours,
            "ours_knowing_the_shift": one.knowing,
            "tried": one.tried,
            "naive_succeeded": one.naive_won,
            "ours_succeeded": one.ours_won,
            "fewest_values_left": one.fewest_left,
        }
        for one in results
    ]


def as_rows(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Give the table to people."""
    return [
        {
            "attack": one.attack,
            "tried": one.tried,
            "naive": f"{one.naive:.1%}",
            "ours": f"{one.ours:.1%}",
            "ours, shift known": "-" if one.knowing is None else f"{one.knowing:.1%}",
            "fewest left": one.fewest_left,
        }
        for one in results
    ]


def _jobs(groups: int) -> Iterator[Job]:
    for number, attack in enumerate(ATTACKS):
        wanted = min(groups, attack.most or groups)
        for chunk, done in enumerate(range(0, wanted, CHUNK)):
            yield number, chunk, min(CHUNK, wanted - done)


def attempts(job: Job) -> list[Try]:
    """Try one attack on one chunk of groups."""
    number, chunk, count = job
    attack = ATTACKS[number]
    random = Random(f"{SEED} {attack.name} {chunk}")
    return [attack.attempt(random) for _ in range(count)]
