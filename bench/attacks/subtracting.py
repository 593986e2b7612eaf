"""T1, T2, T3: take what is known away from what is shown."""

from random import Random

from bench.attacks import crowd, naive
from bench.attacks.attack import Try, worst
from bench.attacks.crowd import POINTS
from bench.attacks.knowing import clue, clue_without, remaining
from bench.attacks.ours import kind_for, picture

EIGHT = 8
"""Possible values of the coarsest domain: days of a week, none to seven."""


def oneself(random: Random) -> Try:
    """T1: look while only oneself and one other have answered."""
    return _early(crowd.group(random, 2))


def friends(random: Random) -> Try:
    """T2: look while only oneself, two friends and one other have answered."""
    return _early(crowd.group(random, 4))


def all_but_one(random: Random) -> Try:
    """T3: know everybody else in a closed round; the worst off of the group."""
    return _all_but_one(random, POINTS)


def all_but_one_of_eight(random: Random) -> Try:
    """T3 on a domain with two steps."""
    return _all_but_one(random, EIGHT)


def all_but_two(random: Random) -> Try:
    """T2 and T3 together: do not know one second person either."""
    group = crowd.group(random, crowd.size(random))
    target, friend, *others = group
    shown = picture(group, kind_for(len(group)))
    # The chart names nobody, but it lists two values that nobody else has given.
    rest = list(naive.shown(group).chart)
    for known in others:
        rest.remove(known.value)
    seen = clue_without(shown, target.who, friend.who)
    return Try(len(set(rest)), *remaining([seen], target.who))


def _early(group: list[crowd.Answer]) -> Try:
    target, *known = group
    shown = picture(group)
    screen = naive.shown(group)
    by_mean = naive.left(screen, [a.value for a in known])
    return Try(len(by_mean), *remaining([clue(shown, target.who)], target.who))


def _all_but_one(random: Random, points: int) -> Try:
    group = crowd.group(random, crowd.size(random), points=points)
    shown = picture(group, kind_for(len(group)), points=points)
    screen = naive.shown(group)
    total = sum(a.value for a in group)
    tries = [
        Try(
            len(naive.left(screen, [total - target.value], points)),
            *remaining([clue(shown, target.who)], target.who, points),
        )
        for target in group
    ]
    return worst(tries)
