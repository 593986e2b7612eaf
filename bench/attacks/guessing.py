"""What is left to an attacker: a guess, for somebody who knows how answers move.

The strongest belief that pictures and silences allow: the attacker knows the steps of
all others in every round, and the law by which the one answer moves. Nothing here is
ruled out; it is only more or less likely. The shift belongs to the person and stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bench.attacks import crowd
from bench.attacks.crowd import POINTS, STAYS
from bench.attacks.knowing import Clue, clue
from bench.attacks.ours import stepped
from bench.attacks.site import Site
from survey.privacy.steps import SHIFTS, Shift, Step

SURE = 0.95

Belief = list[float]

STEP_AT: dict[Shift, list[Step]] = {
    shift: [stepped(value, shift) for value in range(POINTS)] for shift in SHIFTS
}


@dataclass(frozen=True, slots=True)
class Guess:
    """How likely the best guess is, and how few values make up 95 percent."""

    best: float
    likely: int


def single(clue: Clue) -> Guess:
    """Guess after one picture."""
    return _guess(_beliefs([clue], still=True)[0])


def sharpest(random: Random, rounds: int, *, still: bool) -> Guess:
    """Live through rounds, and guess the answer of the round that tells most."""
    guesses = [_guess(one) for one in _beliefs(_lived(random, rounds, still), still)]
    return Guess(max(g.best for g in guesses), min(g.likely for g in guesses))


def _lived(random: Random, rounds: int, still: bool) -> list[Clue]:
    """Give what each round says of one person; all the others' answers move too."""
    target, *others = crowd.group(random, crowd.size(random, 8))
    site, clues = Site(), list[Clue]()
    for number in range(1, rounds + 1):
        pictures = site.round(number, [target, *others])
        clues.append(frozenset(Step))
        for picture in pictures:
            clues[-1] &= clue(picture, target.who)
        others = [crowd.next_round(random, one) for one in others]
        target = target if still else crowd.next_round(random, target)
    return clues


def _beliefs(clues: Sequence[Clue], still: bool) -> list[Belief]:
    """Weigh the answer of every round, by all rounds before and after it."""
    total = [[0.0] * POINTS for _ in clues]
    for shift in SHIFTS:
        fits = [[float(step in clue) for step in STEP_AT[shift]] for clue in clues]
        ahead = _passes(fits, still)
        back = _passes(fits[::-1], still)[::-1]
        for belief, before, after, fit in zip(total, ahead, back, fits, strict=True):
            for value in range(POINTS):
                # both ways have counted this round's own picture
                belief[value] += before[value] * after[value] if fit[value] else 0.0
    return [[weight / sum(belief) for weight in belief] for belief in total]


def _passes(fits: Sequence[Sequence[float]], still: bool) -> list[Belief]:
    belief, found = [1.0 / POINTS] * POINTS, list[Belief]()
    for turn, fit in enumerate(fits):
        carried = belief if still or not turn else _moved(belief)
        belief = [weight * here for weight, here in zip(carried, fit, strict=True)]
        found.append(belief)
    return found


def _moved(belief: Belief) -> Belief:
    """Let every answer stay or move by a point, as `crowd.moved` does."""
    aside = (1 - STAYS) / 2
    last = POINTS - 1
    return [
        STAYS * belief[value]
        + aside * belief[max(0, value - 1)]
        + aside * belief[min(last, value + 1)]
        for value in range(POINTS)
    ]


def _guess(belief: Belief) -> Guess:
    weights, likely = sorted(belief, reverse=True), 0
    while sum(weights[:likely]) < SURE:
        likely += 1
    return Guess(weights[0], likely)
