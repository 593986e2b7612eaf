"""T13: make up all the other members of a group, and pick what they say."""

from collections.abc import Iterator
from functools import cache
from random import Random

from bench.attacks import crowd, naive
from bench.attacks.attack import Try
from bench.attacks.crowd import Answer
from bench.attacks.knowing import Clue, clue, remaining
from bench.attacks.ours import decide, kind_for, picture
from bench.attacks.site import Site
from survey.privacy.disclosure import Contribution, Decision
from survey.privacy.shown import Page
from survey.privacy.steps import Step

SURE = {Step.LOW: 0, Step.MIDDLE: 5, Step.HIGH: 10}
"""Answers whose step is certain, whatever the shift."""

ROUNDS = 12


def sybils(random: Random) -> Try:
    """Come with a crowd at once; then wait, and search the edges of the bands."""
    n = crowd.size(random)
    target = Answer(random.randbytes(16), random.randint(0, 10))
    names = [random.randbytes(16) for _ in range(n - 1)]
    at_once = [Answer(who, 5, joined=3) for who in names]
    clues = [
        clue(shown, target.who)
        for shown in Site().round(3, [target, *at_once])
        if target.who in shown.who
    ]
    before: Page | None = None
    known: Clue = frozenset(Step)
    for _ in range(ROUNDS):
        steps = _sharpest(n, known, before)
        fakes = [Answer(w, SURE[s]) for w, s in zip(names, steps, strict=True)]
        shown = picture([target, *fakes], kind_for(n), before)
        clues.append(clue(shown, target.who))
        known &= clues[-1]
        before = shown.page or before
    live = naive.shown([target, *at_once])
    by_mean = naive.left(live, [a.value for a in at_once])
    return Try(len(by_mean), *remaining(clues, target.who))


@cache
def _sharpest(n: int, known: Clue, before: Page | None) -> tuple[Step, ...]:
    """Pick the made-up steps that tell most of those still possible apart."""
    return max(
        _mixtures(n - 1),
        key=lambda steps: len({_page(steps, step, n, before) for step in known}),
    )


def _mixtures(n: int) -> Iterator[tuple[Step, ...]]:
    for low in range(n + 1):
        for middle in range(n + 1 - low):
            high = n - low - middle
            yield (Step.LOW,) * low + (Step.MIDDLE,) * middle + (Step.HIGH,) * high


def _page(
    steps: tuple[Step, ...], step: Step, n: int, before: Page | None
) -> Page | None:
    people = tuple(Contribution(b"group", one) for one in (*steps, step))
    return decide(Decision(kind_for(n), crowd.POINTS, people, before))
