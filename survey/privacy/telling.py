"""Tell of one measure what may be told: round it, leave out what is small, attack it.

The attacker knows every score of everybody but one, and every figure. Unless three
values of eleven stay possible for each score of each person, less is told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from survey.measure.attrition import Absent, returned
from survey.measure.behaving import Sheet
from survey.measure.change import Change, beyond_usual, reliable
from survey.measure.following import Followed, Following, Measure
from survey.measure.scoring import STEPS
from survey.privacy import coefficients
from survey.privacy.coefficients import ALPHA, RETEST, Coefficient
from survey.privacy.report import Behaves, Line, Measured, Step
from survey.privacy.rounded import Count, Mean
from survey.privacy.tallying import (
    COARSE,
    FEWEST,
    FEWEST_WITH_FINE_ROUNDING,
    FINE,
    to_five,
)

SMALLEST_CELL = 11
"""Smaller counts are not shown, and of fewer people with a first score nothing is said.
Source: PCORnet, which takes it from CMS."""

FEWEST_FOR_BEHAVIOUR = 200
"""People from whom on the questions themselves are looked at. Source: Charter 2003,
Journal of General Psychology 130: with fewer, alpha is too uncertain to judge by."""

LEFT = 3
"""Values of eleven that must stay possible. Source: promise 4 of the design."""

START = -1

Place = tuple[str, int]
"""The name of a figure, and the window it is of, from 0, or START."""

Page = dict[Place, Mean | Count]

STANDINGS = frozenset({"improved", "worse", "beyond_usual"})
WITH_ENDS = frozenset({"baseline", "change"})


def cell(count: int) -> int | None:
    """Round a count of people to five; None if it is too small to be shown."""
    return to_five(count) if count >= SMALLEST_CELL else None


def measured(following: Following, planned: tuple[int, int] | None) -> Measured | None:
    """Tell what may be told of one measure; None for ten people or fewer.

    `planned` is the window that the plan names of this measure.
    """
    if len(following.people) < SMALLEST_CELL:
        return None
    page = withstanding(following)
    start = page.get(("baseline", START))
    return Measured(
        name=following.measure.name,
        people=cell(len(following.people)),
        baseline=start.told if isinstance(start, Mean) else None,
        lines=tuple(
            _line(following, place, planned, page)
            for place in range(len(following.windows))
        ),
    )


def behaves(sheet: Sheet) -> Behaves | None:
    """Tell how a scale behaves; None for fewer than two hundred people."""
    found = sheet.behaviour()
    if found.people < FEWEST_FOR_BEHAVIOUR:
        return None
    often = found.again >= FEWEST_FOR_BEHAVIOUR
    return Behaves(
        instrument=sheet.instrument.id,
        scale=sheet.scale.id,
        people=to_five(found.people),
        floor=_percent(found.floor, found.people),
        ceiling=_percent(found.ceiling, found.people),
        alpha=_coefficient(ALPHA, sheet.whole),
        retest=_coefficient(RETEST, sheet.pairs),
        again=to_five(found.again) if often else None,
    )


def withstanding(following: Following) -> Page:
    """Return the figures, made coarser one by one until all withstand the attack."""
    page, kinds = drawn(following), set(following.people)
    while blamed := _blamed(kinds, page, following.measure):
        coarser = page.pop(blamed).coarser()
        if coarser is not None:
            page[blamed] = coarser
    return page


def drawn(following: Following) -> Page:
    """Make the figures that thirty people or more stand behind."""
    values: dict[Place, list[float]] = {}
    for person in following.people:
        for place, value in _said(person, following.measure):
            values.setdefault(place, []).append(value)
    return {
        place: _figure(place[0], found)
        for place, found in values.items()
        if len(found) >= FEWEST
    }


def _figure(name: str, values: Sequence[float]) -> Mean | Count:
    if name in STANDINGS:
        return Count.among(round(sum(values)), len(values))
    grain = FINE if len(values) >= FEWEST_WITH_FINE_ROUNDING else COARSE
    return Mean.of(values, grain, ends=name in WITH_ENDS)


def _said(person: Followed, measure: Measure) -> Iterator[tuple[Place, float]]:
    """Give what one person adds to each figure."""
    start = person.start
    yield ("baseline", START), start
    for place, now in enumerate(person.entries):
        if now is Absent.NOT_DUE:
            continue
        yield ("carried", place), person.last(place) - start
        if isinstance(now, Absent):
            yield ("left", place), start
            continue
        yield ("before", place), start
        yield ("change", place), now - start
        if measure.points is not None and measure.rising is not None:
            found = reliable(start, now, measure.points, rising=measure.rising)
            yield ("improved", place), float(found is Change.IMPROVED)
            yield ("worse", place), float(found is Change.WORSE)
        usual = person.usual[place]
        if usual is not None and measure.rising is not None:
            better = beyond_usual(now, usual, rising=measure.rising)
            yield ("beyond_usual", place), float(better)


def _blamed(kinds: Iterable[Followed], page: Page, measure: Measure) -> Place | None:
    """Name the figure that most often gives somebody away; None if none does."""
    soft = {place: figure for place, figure in page.items() if not figure.firm}
    blame: Counter[Place] = Counter()
    for person in kinds if soft else ():
        blame.update(_telltale(person, soft, measure))
    return max(sorted(blame), key=blame.__getitem__, default=None)


def _telltale(person: Followed, page: Page, measure: Measure) -> Iterator[Place]:
    """Give the figures that leave too few values possible for a score of a person."""
    told = {place: v for place, v in _said(person, measure) if place in page}
    scores = {START: person.start, **dict(enumerate(person.latest))}
    for at, score in scores.items() if told else ():
        if score is None:
            continue
        left, against = 1, []
        for value in _others(score):
            other = dict(_said(_with(person, at, value), measure))
            differ = [p for p, v in told.items() if not page[p].same(v, other[p])]
            against += differ
            left += not differ
            if left == LEFT:
                break
        if left < LEFT:
            yield from against


def _others(score: float) -> list[float]:
    """List what a score might be instead, nearest first: one for each step."""
    own = int(score + 0.5)
    apart = [float(step) for step in range(STEPS + 1) if step != own]
    return sorted(apart, key=lambda step: abs(step - score))


def _with(person: Followed, at: int, value: float) -> Followed:
    """Return a person whose one answer was another, wherever it is the last known."""
    if at == START:
        return replace(person, start=value)
    entries, latest = list(person.entries), list(person.latest)
    for place in range(at, len(latest)):
        if place == at and not isinstance(entries[place], Absent):
            entries[place] = value
        elif not isinstance(entries[place], Absent):
            break
        if latest[place] == person.latest[at]:
            latest[place] = value
    return replace(person, entries=tuple(entries), latest=tuple(latest))


def _line(
    following: Following, place: int, planned: tuple[int, int] | None, page: Page
) -> Line:
    window = following.windows[place]
    courses = [(each.start, each.entries[place]) for each in following.people]
    counted = returned(courses)[0]
    line = Line(
        first=window.first,
        last=window.last,
        weeks=round(window.aim),
        planned=window.span == planned,
        expected=cell(counted.expected),
        came=cell(counted.came),
        reasons=tuple(
            Step(name=why.value, people=cell(counted.reasons[why]))
            for why in Absent
            if counted.reasons[why]
        ),
    )
    here = {name: figure.told for (name, at), figure in page.items() if at == place}
    return line.model_copy(update=here)


def _percent(count: int, people: int) -> int | None:
    """Tell a share of which nobody can say whether one person is in it."""
    found = Count.among(count, people).steady()
    return found.told.percent if found else None


def _coefficient(kind: Coefficient, rows: Sequence[Sequence[float]]) -> float | None:
    enough = len(rows) >= FEWEST_FOR_BEHAVIOUR
    return coefficients.told(kind, [tuple(row) for row in rows]) if enough else None
