"""Our publisher: the same calls that the aggregator makes, without its database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bench.attacks.crowd import POINTS, Answer
from survey.privacy.disclosure import Contribution, Decision, Kind, protect
from survey.privacy.shown import Page
from survey.privacy.steps import TOP, Shift, Step, shift_of, step

SECRET = b"of the aggregator, and of nobody else"
DOMAIN = "life.mean"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as everybody saw it, with the secrets it came from, in one order."""

    decision: Decision
    who: tuple[bytes, ...]
    page: Page | None

    def step(self, who: bytes) -> Step:
        return self.decision.contributions[self.who.index(who)].step


def shift(who: bytes) -> Shift:
    return shift_of(SECRET, who, DOMAIN)


def stepped(value: float, shift: Shift, points: int = POINTS) -> Step:
    """Turn the number of a point into a step, by way of the range of 0 to 10."""
    return step(value * TOP / (points - 1), points, shift)


def picture(
    answers: Iterable[Answer],
    kind: Kind = "round",
    before: Page | None = None,
    *,
    points: int = POINTS,
    house: bool = False,
) -> Picture:
    """Publish what some people answered."""
    counted = sorted(answers, key=lambda answer: answer.who)
    contributions = tuple(
        Contribution(one.group, stepped(one.value, shift(one.who), points))
        for one in counted
    )
    decision = Decision(kind, points, contributions, before, house)
    return Picture(decision, tuple(one.who for one in counted), decide(decision))


def kind_for(n: int) -> Kind:
    """Say what a group of this size on its own is shown: a round, or a block."""
    return "round" if n >= 8 else "block"


def decide(decision: Decision) -> Page | None:
    """Ask the gate, once for each mixture: who is who makes no difference to it."""
    return _decided(replace(decision, contributions=_in_order(decision.contributions)))


_decided = cache(protect)


def _in_order(contributions: Sequence[Contribution]) -> tuple[Contribution, ...]:
    return tuple(sorted(contributions, key=lambda one: (one.unit, one.step)))
