"""T9: put single questions and the score they add up to beside each other."""

from collections.abc import Iterable
from functools import cache
from itertools import combinations
from random import Random

from bench.attacks import crowd, naive
from bench.attacks.attack import Try
from bench.attacks.crowd import POINTS, Answer
from bench.attacks.knowing import Clue, clue
from bench.attacks.ours import kind_for, picture, stepped
from survey.measure.instrument import Instrument
from survey.privacy.steps import SHIFTS

ITEMS = 8
"""Questions behind the score of how life is going."""


def equations(random: Random) -> Try:
    """Solve one person's answer to a question, with everybody else's known."""
    n = crowd.size(random)
    asked = [[int(v) for v in crowd.values(random, ITEMS)] for _ in range(n)]
    question = random.randrange(ITEMS)
    first = [answers[question] for answers in asked]
    item_page = naive.shown([Answer(b"", value) for value in first])
    by_mean = naive.left(item_page, first[1:])
    scores = [Answer(random.randbytes(16), sum(answers) / ITEMS) for answers in asked]
    shown = picture(scores, kind_for(n))
    seen = clue(shown, scores[0].who)
    return Try(len(by_mean), len(_left(seen)))


@cache
def _left(seen: Clue) -> frozenset[int]:
    """List the answers to one question; the others are one's own and say anything."""
    return frozenset(
        value
        for value in range(POINTS)
        for rest in range((ITEMS - 1) * (POINTS - 1) + 1)
        for shift in SHIFTS
        if stepped((value + rest) / ITEMS, shift) in seen
    )


def share_no_question(instruments: Iterable[Instrument]) -> bool:
    """Say whether no two pictures of a group could be solved against each other."""
    asked = [
        _questions(instrument, domain.source.item or domain.source.scale or "")
        for instrument in instruments
        for domain in instrument.domains
        if domain.groups
    ]
    return all(not one & other for one, other in combinations(asked, 2))


def _questions(instrument: Instrument, name: str) -> set[str]:
    """List the questions behind a scale, or the one question of that name."""
    for scale in instrument.scales:
        if scale.id == name:
            return set[str]().union(*(_questions(instrument, p) for p in scale.parts))
    return {f"{instrument.id}.{name}"}
