"""Groups drawn at random, some of them near the ends of the range."""

from dataclasses import dataclass, replace
from random import Random

POINTS = 11
SMALLEST, LARGEST = 5, 15
STAYS = 0.6
"""Chance that an answer is the same as in the round before; else it moves a point."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered in a round, and since which round they belong."""

    who: bytes
    value: float
    group: bytes = b"group"
    joined: int = -9


def size(random: Random, smallest: int = SMALLEST) -> int:
    return random.randint(smallest, LARGEST)


def values(random: Random, n: int, points: int = POINTS) -> list[int]:
    """Draw answers about a mean that may lie anywhere, both ends included."""
    last = points - 1
    mean, spread = random.uniform(0, last), random.uniform(1.2, 3) * last / 10
    return [within(random.gauss(mean, spread), last) for _ in range(n)]


def group(
    random: Random, n: int, name: bytes = b"group", points: int = POINTS
) -> list[Answer]:
    """Draw a group of people who have been there for long."""
    drawn = values(random, n, points)
    return [Answer(random.randbytes(16), value, name) for value in drawn]


def within(value: float, last: int = POINTS - 1) -> int:
    return min(last, max(0, int(value + 0.5)))


def next_round(random: Random, answer: Answer) -> Answer:
    """Let somebody answer again."""
    return replace(answer, value=moved(random, answer.value))


def moved(random: Random, value: float) -> float:
    """Let an answer stay, or move by a point."""
    if random.random() < STAYS:
        return value
    return within(value + random.choice((-1, 1)))
