"""T20: tell from the class of participation whether one newcomer checked in."""

from random import Random
from typing import get_args

from bench.attacks.attack import Try, property_holds
from survey.privacy.participation import (
    ASIDE,
    CUTS,
    ParticipationClass,
    participation_class,
)

NEAR = 4
"""How far from a cut a count may lie where the secret draw can still matter."""

CLASSES: tuple[ParticipationClass, ...] = get_args(ParticipationClass)


def at_a_cut(random: Random) -> Try:
    """Know that all the others are one fewer than a cut."""
    return _newcomer(random, random.choice(CUTS) - 1)


def near_a_cut(random: Random) -> Try:
    """Know how many all the others are, anywhere near a cut."""
    return _newcomer(random, random.choice(CUTS) + random.randint(-NEAR, NEAR))


def _newcomer(random: Random, others: int) -> Try:
    came = random.random() < 0.5
    seen = participation_class(others + came, random.randbytes(32), "group", 1)
    by_count = {more for more in (0, 1) if others + more == others + came}
    by_class = {
        more
        for more in (0, 1)
        for first in ASIDE
        for second in ASIDE
        if _class(others + more, (first, second)) == seen
    }
    return property_holds(naive=len(by_count) == 2, ours=len(by_class) == 2)


def _class(people: int, aside: tuple[int, int]) -> ParticipationClass:
    cuts = (cut + off for cut, off in zip(CUTS, aside, strict=True))
    return CLASSES[sum(people >= cut for cut in cuts)]
