"""The usual dashboard: live, filterable, recomputed at every look, a mean and an n.

The baseline that every attack must beat: an attack that fails here proves nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bench.attacks.crowd import POINTS, Answer

Filter = Callable[[Answer], bool]


@dataclass(frozen=True, slots=True)
class Screen:
    """What its page says; `chart` is the JSON that the picture is drawn from."""

    n: int
    mean: float
    chart: tuple[float, ...]


@dataclass(slots=True)
class Naive:
    """Hold the answers, and show them to whoever looks."""

    answers: list[Answer] = field(default_factory=list)

    def submit(self, *answers: Answer) -> None:
        self.answers += answers

    def look(self, wanted: Filter = lambda _: True) -> Screen:
        found = [answer.value for answer in self.answers if wanted(answer)]
        mean = round(sum(found) / len(found), 1) if found else 0.0
        return Screen(len(found), mean, tuple(found))


def shown(answers: Iterable[Answer]) -> Screen:
    """Show some answers."""
    return Naive(list(answers)).look()


def left(screen: Screen, others: Iterable[float], points: int = POINTS) -> set[int]:
    """List what the one unknown person may have answered, given mean and n alone."""
    known = sum(others)
    return {
        value
        for value in range(points)
        if screen.n and round((known + value) / screen.n, 1) == screen.mean
    }
