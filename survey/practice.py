"""A group of made-up people to practise with; its pictures are decided like real ones.

Nothing of it is stored anywhere, and nothing of it comes from anybody. One of its
rounds rests, because that is what a facilitator must be able to talk about.
"""

from collections.abc import Iterator

from survey.measure.instruments import Library
from survey.measure.possible import possible_values
from survey.measure.rounds import Week, add_weeks
from survey.privacy.disclosure import Contribution, Decision, protect
from survey.privacy.shown import Page
from survey.privacy.steps import Step, steps_of
from survey.programme import Programme
from survey.results import Domain, GroupResults, Participation, Release, Stretch

COURSE = (
    (6, 3, 2),
    (5, 4, 2),
    (4, 4, 3),
    (4, 3, 4),
    (3, 4, 4),
    (3, 3, 5),
    (2, 3, 6),
    (4, 4, 3),
)
"""How many of eleven made-up people are low, in the middle and high: better, and then
a step back. Each topic is a round behind the one before it."""
FEW = (2, 2, 2)
"""The same when few check in: too few to be shown."""
RESTS = (3, 8)
"""Rounds in which few check in; the last of all rounds is one of them."""
RESTING, SHOWN = 9, 8
"""Rounds to tell so that the newest picture rests, or is shown."""


def results(
    plan: Programme, library: Library, now: Week, alias: str, site: str, rounds: int
) -> GroupResults:
    """Return what would have been released about the made-up group by now."""
    starts = [add_weeks(now, -(back + 1) * plan.round_weeks) for back in range(rounds)]
    whens = [
        Stretch(first, add_weeks(first, plan.round_weeks - 1))
        for first in reversed(starts)
    ]
    decided = [
        Release(domain, when, pooled=False, page=page)
        for behind, (domain, values) in enumerate(_domains(plan, library))
        for when, page in zip(whens, _pages(values, behind), strict=False)
    ]
    return GroupResults(
        alias=alias,
        site=site,
        releases=tuple(sorted(decided, key=lambda each: each.when.first)),
        participation=Participation("some", whens[-1], pooled=False),
    )


def _pages(values: int, behind: int) -> Iterator[Page | None]:
    """Decide one topic round after round."""
    before = None
    for number in range(RESTING):
        reached = min(max(0, number - behind), len(COURSE) - 1)
        counts = FEW if number in RESTS else COURSE[reached]
        page = protect(Decision("round", values, _people(values, *counts), before))
        before = page or before
        yield page


def _people(values: int, low: int, middle: int, high: int) -> tuple[Contribution, ...]:
    if Step.MIDDLE not in steps_of(values):
        low, middle, high = low + middle // 2, 0, high + middle - middle // 2
    steps = [Step.LOW] * low + [Step.MIDDLE] * middle + [Step.HIGH] * high
    return tuple(Contribution(b"made up", step) for step in steps)


def _domains(plan: Programme, library: Library) -> Iterator[tuple[Domain, int]]:
    for entry in plan.schedule:
        instrument = library.current(entry.instrument)
        for domain in instrument.group_domains:
            name = Domain(f"{instrument.id}.{domain.id}")
            yield name, possible_values(domain, instrument.items, instrument.scales)
