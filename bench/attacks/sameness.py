"""T6: groups so alike that belonging to them tells the answer."""

from random import Random

from bench.attacks import crowd, naive
from bench.attacks.attack import Try
from bench.attacks.crowd import Answer
from bench.attacks.knowing import clue, remaining
from bench.attacks.ours import kind_for, picture


def alike(random: Random) -> Try:
    """All the same, all at an end, or one of eight apart: a member of the many."""
    n, value, odd = crowd.size(random), random.randint(0, 10), random.randint(0, 10)
    values = random.choice([[value] * n, [10] * n, [0] * n, [value] * 7 + [odd]])
    group = [Answer(random.randbytes(16), value) for value in values]
    shown = picture(group, kind_for(len(group)))
    # against the naive publisher an outsider who knows nobody will do
    screen = naive.shown(group)
    target = group[0].who
    return Try(len(set(screen.chart)), *remaining([clue(shown, target)], target))
