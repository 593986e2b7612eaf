"""Two files laid beside each other: what is in one and not in the other?

Each of them hides everybody. But if both hold the same people, then whoever came or
left between them is what remains when one is taken from the other.
"""

from collections import Counter
from random import Random

from bench.attacks import intruder
from survey import forecast
from survey.privacy.deidentify import Standard, TooSmall, standard

FEW = 5
"""A difference of fewer people than this points to them."""
HORIZON = 12
LEAVE, COME = 3, 4
"""People who take back their yes between two files, and whose turn comes."""

Pair = tuple[Standard, Standard]


def usual(random: Random, people: int) -> Pair | None:
    """Make two files of all who are there at the time; None if one is too small."""
    return _pair(random, people, COME, shared=True)


def ours(random: Random, people: int) -> Pair | None:
    """Make a file, and the next one when as many people had their turn again."""
    return _pair(random, people, people, shared=False)


def isolated(before: Standard, after: Standard) -> int:
    """Count the kinds of row by which fewer than five people are told apart.

    Those whom both files hold cancel out. A kind is who somebody is and at which points
    they answered. Where nobody cancels out, a difference is a whole file.
    """
    old, new = intruder.read(before), intruder.read(after)
    gone, come = (
        Counter((who, tuple(sorted(course))) for who, course in rows)
        for rows in (
            [row for name, row in old.items() if name not in new],
            [row for name, row in new.items() if name not in old],
        )
    )
    return sum(n < FEW for n in (*gone.values(), *come.values()))


def _pair(random: Random, people: int, come: int, *, shared: bool) -> Pair | None:
    first = list(forecast.made_up(random, people, HORIZON))
    left = {one.id for one in random.sample(first, k=LEAVE)}
    later = list(forecast.made_up(random, come, HORIZON))
    try:
        before = standard(first, forecast.rules(HORIZON))
        told = set() if shared else set(before.ids)
        again = [one for one in first if one.id not in left | told]
        return before, standard([*again, *later], forecast.rules(HORIZON))
    except TooSmall:
        return None
