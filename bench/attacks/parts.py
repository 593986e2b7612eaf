"""T8 and T19: take a part from a whole, at once or over time."""

from dataclasses import replace
from random import Random

from bench.attacks import crowd, naive
from bench.attacks.attack import Try
from bench.attacks.crowd import Answer
from bench.attacks.knowing import after
from bench.attacks.ours import Picture
from bench.attacks.site import Site

HIDDEN = 4
"""People of a group that a dashboard with a least number of five would hide."""

ROUNDS = 8
MOVES = 6
"""The round before which somebody goes from the small group to the large one."""


def whole_minus_parts(random: Random) -> Try:
    """T8: take what is shown from the whole, and know all of the rest but one."""
    large = crowd.group(random, random.randint(8, 12), b"large")
    middle = crowd.group(random, random.randint(8, 12), b"middle")
    small = crowd.group(random, random.randint(1, HIDDEN), b"small")
    everybody = [*large, *middle, *small]
    target = random.choice(small)
    site = Site()
    pictures = [p for number in (1, 2, 3, 4, 5) for p in site.round(number, everybody)]
    # the chart of the whole less the charts shown below it, less what friends said
    rest = list(naive.shown(everybody).chart)
    known = [a for a in everybody if a is not target]
    for answer in known:
        rest.remove(answer.value)
    return Try(len(set(rest)), *after(pictures, target.who))


def moving(random: Random) -> Try:
    """T19: somebody, or a whole group, goes from the pool to pictures of their own.

    All else stays the same, which helps whoever takes one picture from another.
    """
    sizes = {b"large": crowd.size(random, 8), b"small": 6, b"other": 5}
    groups = {name: crowd.group(random, n, name) for name, n in sizes.items()}
    # who moves, or who only sees the group around them leave the pool
    target = random.choice((groups[b"small"][0], groups[b"large"][0]))
    site, pictures = Site(), list[Picture]()
    screens = []
    for number in range(1, ROUNDS + 1):
        answers = [
            _placed(answer, target, number)
            for group in groups.values()
            for answer in group
        ]
        pictures += site.round(number, answers)
        large = [a for a in answers if a.group == b"large"]
        screens.append((naive.shown(answers), naive.shown(large), answers, large))
    # naive: pool minus group, with everybody else in the rest known
    by_mean = set(range(crowd.POINTS))
    for everybody, large_only, answers, large in screens:
        known = [a for a in answers if a.who != target.who]
        by_mean &= naive.left(everybody, [a.value for a in known])
        if target.who in {a.who for a in large}:
            known = [a for a in large if a.who != target.who]
            by_mean &= naive.left(large_only, [a.value for a in known])
    return Try(len(by_mean), *after(pictures, target.who))


def _placed(answer: Answer, target: Answer, number: int) -> Answer:
    if answer.who != target.who or number < MOVES or answer.group == b"large":
        return answer
    return replace(answer, group=b"large", joined=MOVES)
