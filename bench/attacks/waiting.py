"""T5: an answer that stays the same while everybody else's moves, for many rounds."""

from random import Random

from bench.attacks import crowd, naive
from bench.attacks.attack import Try
from bench.attacks.knowing import after
from bench.attacks.ours import Picture
from bench.attacks.site import Site

ROUNDS = 20


def patience(random: Random, rounds: int = ROUNDS) -> Try:
    """Know all the others in every round and cut together what each leaves."""
    group = crowd.group(random, crowd.size(random))
    target = group[0]
    site, by_mean = Site(), set(range(crowd.POINTS))
    pictures: list[Picture] = []
    for number in range(1, rounds + 1):
        others = [crowd.next_round(random, one) for one in group[1:]]
        group = [target, *others]
        pictures += site.round(number, group)
        by_mean &= naive.left(naive.shown(group), [a.value for a in others])
    return Try(len(by_mean), *after(pictures, target.who))
