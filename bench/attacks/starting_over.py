"""What is left to an attacker: somebody who starts over under a new number.

No attack of the table, because it is not promised against: a new number has a new
shift, so two pictures of one answer may agree on fewer values than one picture. It
takes an attacker who knows that it is the same person, that the answer is the same,
and the steps of all the others both times.
"""

from random import Random

from bench.attacks.crowd import POINTS
from bench.attacks.knowing import TOO_FEW, left
from bench.attacks.ours import shift, stepped


def start_over(random: Random, times: int = 1) -> int:
    """Count what is left of one answer when each picture gave its step away."""
    answer = random.randrange(POINTS)
    possible = frozenset(range(POINTS))
    for _ in range(times + 1):
        step = stepped(answer, shift(random.randbytes(16)))
        possible &= left(frozenset({frozenset({step})}))
    return len(possible)


def given_away(random: Random, tries: int, times: int = 1) -> float:
    """Return how often no more than two values are left."""
    return sum(start_over(random, times) <= TOO_FEW for _ in range(tries)) / tries
