"""What remains possible for somebody who knows everything about everybody else.

The attacker tries each step that the one person may be on, keeps those with which the
same picture (or the same silence) would have been seen, and then each value that may
lie behind one of them: with a shift that is the same in all rounds.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from bench.attacks.crowd import POINTS
from bench.attacks.ours import Picture, decide, shift, stepped
from survey.privacy.disclosure import Decision
from survey.privacy.steps import SHIFTS, Shift, Step, steps_of

TOO_FEW = 2
"""An attack has succeeded when no more values than these are left."""

Clue = frozenset[Step]
"""The steps that somebody may have been on in one picture."""


def clue(picture: Picture, who: bytes) -> Clue:
    """List the steps of one person with which the same would have been seen."""
    at = picture.who.index(who)
    return frozenset(
        step
        for step in steps_of(picture.decision.values)
        if decide(_instead(picture.decision, at, step)) == picture.page
    )


def clue_without(picture: Picture, who: bytes, friend: bytes) -> Clue:
    """List the same for an attacker who does not know a second person either."""
    at, other = picture.who.index(who), picture.who.index(friend)
    steps = steps_of(picture.decision.values)
    return frozenset(
        step
        for step in steps
        for second in steps
        if decide(_instead(_instead(picture.decision, other, second), at, step))
        == picture.page
    )


@cache
def left(
    clues: frozenset[Clue], shift: Shift | None = None, points: int = POINTS
) -> frozenset[int]:
    """List the values of an unchanged answer that agree with every clue."""
    shifts = SHIFTS if shift is None else (shift,)
    return frozenset(
        value
        for value in range(points)
        for shift in shifts
        if all(stepped(value, shift, points) in clue for clue in clues)
    )


def remaining(
    clues: Iterable[Clue], who: bytes, points: int = POINTS
) -> tuple[int, int]:
    """Count the values left to somebody without, and to somebody with, the shift."""
    known = frozenset(clues)
    return len(left(known, None, points)), len(left(known, shift(who), points))


def after(pictures: Iterable[Picture], who: bytes) -> tuple[int, int]:
    """Count them after pictures in which this person's answer stayed the same."""
    return remaining((clue(one, who) for one in pictures if who in one.who), who)


def _instead(decision: Decision, at: int, step: Step) -> Decision:
    people = list(decision.contributions)
    people[at] = replace(people[at], step=step)
    return replace(decision, contributions=tuple(people))
