"""Our publisher: the same calls that the aggregator makes, without its database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from bench.attacks.crowd import POINTS, Answer
from survey.privacy.disclosure import Contribution, Decision, Kind, protect
from survey.privacy.disclosure import _arrow as arrow
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
    return _shift(SECRET, who)


@lru_cache(maxsize=4096)
def _shift(secret: bytes, who: bytes) -> Shift:
    return shift_of(secret, who, DOMAIN)


@cache
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
    """Ask the gate, once for each mixture: who is who makes no difference to it.

    Neither does the picture before, but for the arrow that is put on the page.
    """
    people = Counter(decision.contributions)
    mixture = frozenset(people.items())
    page = _decided(decision.kind, decision.values, decision.house, mixture)
    if page is None or decision.before is None:
        return page
    return replace(page, arrow=arrow(page.band, decision.before))


@cache
def _decided(
    kind: Kind, values: int, house: bool, mixture: frozenset[tuple[Contribution, int]]
) -> Page | None:
    people = tuple(Counter(dict(mixture)).elements())
    return protect(Decision(kind, values, people, None, house))
