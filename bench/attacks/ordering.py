"""T14 and T18: who answered first, and what one answer alone changes."""

from dataclasses import replace
from random import Random

from bench.attacks import crowd, naive
from bench.attacks.attack import Try, property_holds, worst
from bench.attacks.knowing import clue, left, remaining
from bench.attacks.naive import Naive
from bench.attacks.ours import kind_for, picture
from survey.privacy.disclosure import protect
from survey.privacy.shown import to_json


def order(random: Random) -> Try:
    """T14: watch the page while people answer, or tell from it who came when."""
    group = crowd.group(random, crowd.size(random))
    live, seen = Naive(), []
    for answer in group:
        live.submit(answer)
        seen.append(live.look().chart)
    followed = all(chart[-1] == a.value for chart, a in zip(seen, group, strict=True))
    decision = picture(group, kind_for(len(group))).decision
    shuffled = random.sample(decision.contributions, len(group))
    pages = [
        protect(one)
        for one in (decision, replace(decision, contributions=tuple(shuffled)))
    ]
    same = len({page and to_json(page) for page in pages}) == 1
    return property_holds(naive=not followed, ours=same)


def neighbours(random: Random) -> Try:
    """T18: one answer changed by a point, everybody else known: either of the two."""
    return worst([attempt for attempt, _ in _two(random)])


def overlap(random: Random) -> int:
    """Count the values that agree with both of two such pages."""
    (_, one), (_, other) = _two(random)
    return len(one & other)


def _two(random: Random) -> list[tuple[Try, frozenset[int]]]:
    target, *others = crowd.group(random, crowd.size(random))
    near = crowd.within(target.value + random.choice((-1, 1)))
    found = []
    for one in (target, replace(target, value=near)):
        people = [one, *others]
        seen = clue(picture(people, kind_for(len(people))), one.who)
        by_mean = naive.left(naive.shown(people), [a.value for a in others])
        attempt = Try(len(by_mean), *remaining([seen], one.who))
        found.append((attempt, left(frozenset({seen}))))
    return found
