"""T20: tell from what is shown whether one newcomer checked in."""

from dataclasses import replace
from random import Random
from typing import get_args

from bench.attacks import crowd
from bench.attacks.attack import Try, property_holds
from bench.attacks.ours import picture
from bench.attacks.pretending import SURE
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


def in_a_picture(random: Random) -> bool:
    """Say whether a picture tells that one person counts in it, or does not.

    Known are the steps of all the others; no answer is found out, only its being there.
    """
    one, *others = crowd.group(random, crowd.size(random, 8))
    seen = picture([one, *others] if random.random() < 0.5 else others)
    alone = picture(others)
    with_one = {
        picture([replace(one, value=sure), *others]).page for sure in SURE.values()
    }
    return not (seen.page == alone.page and seen.page in with_one)


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
