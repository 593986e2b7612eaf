"""The distribution of a group in words: how many are low, in the middle, high.

Every part that is named holds three people or more. A part that is too small is joined
with its neighbour, never left blank: a blank could be worked out from the others.
"""

from collections.abc import Mapping

from survey.privacy.shown import Part, Steps, Word
from survey.privacy.steps import Step

FEWEST_FOR_PARTS = 10
"""Source: threshold of UK trusted research environments (ACRO/SACRO), ONS practice."""

FEWEST_IN_A_PART = 3

_WAYS: tuple[Mapping[Steps, tuple[Step, ...]], ...] = (
    {"low": (Step.LOW,), "middle": (Step.MIDDLE,), "high": (Step.HIGH,)},
    {"low": (Step.LOW,), "middle-high": (Step.MIDDLE, Step.HIGH)},
    {"low-middle": (Step.LOW, Step.MIDDLE), "high": (Step.HIGH,)},
)
"""Ways to part a group, the finest first."""


def parts(people: Mapping[Step, int]) -> tuple[Part, ...]:
    """Part a group, given how many are on each step; empty when that would tell."""
    everybody = sum(people.values())
    if everybody < FEWEST_FOR_PARTS:
        return ()
    for way in _WAYS:
        sizes = {name: sum(people.get(s, 0) for s in on) for name, on in way.items()}
        held = {name: size for name, size in sizes.items() if size}
        if len(held) >= 2 and min(held.values()) >= FEWEST_IN_A_PART:
            return tuple(Part(name, _word(n, everybody)) for name, n in held.items())
    return ()


def _word(size: int, everybody: int) -> Word:
    """Name a share: under a quarter, under 40 %, up to 60 %, more."""
    if 4 * size < everybody:
        return "few"
    if 5 * size < 2 * everybody:
        return "some"
    if 5 * size <= 3 * everybody:
        return "half"
    return "most"
