"""T4: somebody joins, leaves or takes another's place while all else stays the same."""

from collections import Counter
from random import Random

from bench.attacks import crowd, naive
from bench.attacks.attack import Try
from bench.attacks.crowd import Answer
from bench.attacks.knowing import after
from bench.attacks.site import Site

ROUNDS = 8
CHANGE = 5
"""The round in which somebody comes or goes."""


def change(random: Random) -> Try:
    """Look before and after; the naive attacker knows nobody's answer."""
    stay = crowd.group(random, crowd.size(random) - 1)
    one, other = (
        Answer(random.randbytes(16), value, joined=joined)
        for value, joined in zip(crowd.values(random, 2), (-9, 0), strict=True)
    )
    earlier, later, target = random.choice(
        [
            (stay, [*stay, other], other),
            ([*stay, one], stay, one),
            ([*stay, one], [*stay, other], random.choice((one, other))),
        ]
    )
    site = Site()
    pictures = [
        picture
        for number in range(1, ROUNDS + 1)
        for picture in site.round(number, earlier if number < CHANGE else later)
    ]
    # naive: the one value that is on one chart and not on the other
    there, absent = (later, earlier) if target in later else (earlier, later)
    gone = Counter(naive.shown(there).chart) - Counter(naive.shown(absent).chart)
    by_chart = gone.keys() or {target.value}
    return Try(len(by_chart), *after(pictures, target.who))
