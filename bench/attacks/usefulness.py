"""What groups get for it: how often a picture is shown, and whether it tells the truth.

Protection that shows nothing would win against every attack.
"""

from dataclasses import dataclass, replace
from random import Random

from bench.attacks import crowd
from bench.attacks.crowd import Answer
from bench.attacks.ours import picture
from survey.privacy.disclosure import BANDS, FEWEST
from survey.privacy.shown import Arrow
from survey.privacy.steps import TOP

RISE = 2
"""A change that people would notice, of ten points."""

LOWEST, HIGHEST = 0.5, 9.5
"""Between these lies the mean of a group that this is asked of."""


@dataclass(frozen=True, slots=True)
class Use:
    """One group in two rounds; None where one of its pictures rests."""

    shown: bool
    off: int
    """Bands between the one that is shown and the one of the exact mean."""
    arrow: Arrow | None


def rise(random: Random) -> Use:
    """Let every answer of a group rise by two points between two rounds."""
    n = random.randint(FEWEST["round"], crowd.LARGEST)
    mean = random.uniform(LOWEST, HIGHEST - RISE)
    spread = random.uniform(1.2, 3)
    before = [
        Answer(
            random.randbytes(16), crowd.within(random.gauss(mean, spread), TOP - RISE)
        )
        for _ in range(n)
    ]
    after = [replace(one, value=one.value + RISE) for one in before]
    first = picture(before).page
    second = picture(after, before=first).page
    off = abs(first.band - _band(before)) if first else 0
    return Use(first is not None, off, second and second.arrow if first else None)


def single(random: Random) -> Use:
    """Let a group have a round; nobody's mean is left out."""
    n = random.randint(FEWEST["round"], crowd.LARGEST)
    mean, spread = random.uniform(LOWEST, HIGHEST), random.uniform(1.2, 3)
    group = [
        Answer(random.randbytes(16), crowd.within(random.gauss(mean, spread)))
        for _ in range(n)
    ]
    page = picture(group).page
    return Use(page is not None, abs(page.band - _band(group)) if page else 0, None)


def _band(group: list[Answer]) -> int:
    mean = sum(one.value for one in group) / len(group)
    return min(BANDS - 1, int(BANDS * mean / TOP))
