"""Decide once what stands alike: a picture depends on how many stand where, no more.

A round has many small groups, and few ways in which they can stand.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from survey.privacy.disclosure import Contribution, Decision, Kind, protect
from survey.privacy.shown import Page
from survey.privacy.steps import Step

_STEPS = tuple(Step)


def decide(
    kind: Kind,
    values: int,
    units: Iterable[Sequence[Step]],
    before: Page | None,
    *,
    house: bool,
) -> Page | None:
    """Decide a picture as `protect` does, from the steps of the people of each unit."""
    stand = sorted(tuple(map(steps.count, _STEPS)) for steps in units)
    return _decided(kind, values, tuple(stand), before, house)


@lru_cache(maxsize=10_000)
def _decided(
    kind: Kind,
    values: int,
    stand: tuple[tuple[int, ...], ...],
    before: Page | None,
    house: bool,
) -> Page | None:
    contributions = tuple(
        Contribution(b"%d" % number, step)
        for number, counts in enumerate(stand)
        for step, count in zip(_STEPS, counts, strict=True)
        for _ in range(count)
    )
    return protect(Decision(kind, values, contributions, before, house))
