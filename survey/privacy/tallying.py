"""Turn many people into the rounded figures of a programme or a large site.

A group sees bands; thirty people and more may stand on means and shares. Nothing here
says whether figures may be shown: `programme_level` does.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

from survey.measure import change, statistics
from survey.measure.change import Change, UsualRange
from survey.privacy.figures import Figures, Share
from survey.privacy.steps import TOP, Step

FEWEST = 30
"""People for a mean, a median and a share. Source: Warwick's advice for its scale; in
UK practice a threshold of ten, three times over because figures here are exact."""

FEWEST_WITH_SPREAD = 100
"""People for a standard deviation and quartiles: mean, spread and n of a small sample
can be solved back to its values. Source: UWE, the package uwedragon."""

FEWEST_WITH_FINE_ROUNDING = 400
"""People from whom on figures are rounded to 1 % of the range."""

FINE, COARSE, ROUGH = 1, 5, 10
"""Percent of the range that figures are rounded to; the last where finer ones fail."""

COUNTS_TO = 5
"""What counts of people are rounded to. Source: NHS Digital, HES since 2018."""

SHARES_TO = Fraction(1, 20)
"""And the counts that shares are made of, at least so much of everybody they are of: a
count on the edge of its rounding says of those who could hardly stand elsewhere where
they stand."""

MARKS = 1_000_000
"""The range of a domain in whole marks, so that every sum is exact."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Say how a domain is to be read.

    `values` is how many it can take, `points` what a change of it must exceed to be
    reliable (on 0 to 10; None without a published figure), `rising` that up is better.
    """

    values: int
    rising: bool
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Hold one counted person: this span's value, the first, the usual range before.

    Values lie on 0 to 10. `first` is None where there is no earlier one, `usual` where
    there were fewer than six check-ins. `child` names the picture of this span that
    shows them already, their group's or their pool's; None where it rests.
    """

    value: float
    step: Step
    site: str
    child: bytes | None = None
    first: float | None = None
    usual: UsualRange | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """Count people with a first score, and those who came back at least once."""

    expected: int
    ever: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Hold what figures are made from: how many stand where."""

    values: Counter[int]
    changes: Counter[Change]
    beyond: Counter[bool]

    def changed(self, gone: "Tally", come: "Tally") -> "Tally":
        """Return the tally with some people replaced by others."""
        return Tally(
            self.values - gone.values + come.values,
            self.changes - gone.changes + come.changes,
            self.beyond - gone.beyond + come.beyond,
        )


@dataclass(frozen=True, slots=True)
class Detail:
    """Say how much is told: how finely, and whether spread and standings are."""

    rounding: int
    deviation: bool = True
    quartiles: bool = True
    standings: bool = True


Draw = Callable[[Tally], Figures]
"""Makes the figures of a place from its people."""


def standing(person: Person, scale: Scale) -> tuple[Change | None, bool | None]:
    """Say where somebody stands against their first score and their usual range."""
    told = beyond = None
    if person.first is not None and scale.points is not None:
        told = change.reliable(
            person.first, person.value, scale.points, rising=scale.rising
        )
    if person.usual is not None:
        beyond = change.beyond_usual(person.value, person.usual, rising=scale.rising)
    return told, beyond


def tally(people: Iterable[Person], scale: Scale) -> Tally:
    """Count people by what their figures are made from."""
    found = Tally(Counter(), Counter(), Counter())
    for person in people:
        told, beyond = standing(person, scale)
        found.values[round(person.value / TOP * MARKS)] += 1
        if told is not None:
            found.changes[told] += 1
        if beyond is not None:
            found.beyond[beyond] += 1
    return found


def drawing(followed: Followed, detail: Detail) -> Draw:
    """Return what turns a tally into the figures of a release."""
    rounding = detail.rounding

    def draw(found: Tally) -> Figures:
        n = found.values.total()
        figures = Figures(
            n=to_five(n),
            rounding=rounding,
            mean=_percent(statistics.mean(found.values), rounding),
            median=_quantile(found, statistics.HALF, rounding),
            followed=_share(n, followed.expected, COUNTS_TO),
            ever=_share(followed.ever, followed.expected, COUNTS_TO),
        )
        if detail.standings:
            figures = replace(
                figures,
                improved=_part(found.changes, Change.IMPROVED),
                worse=_part(found.changes, Change.WORSE),
                beyond_usual=_part(found.beyond, True),
            )
        if detail.quartiles:
            low, high = (
                _quantile(found, share, rounding)
                for share in (statistics.LOWER, statistics.UPPER)
            )
            figures = replace(figures, quartiles=(low, high))
        if detail.deviation:
            spread = Fraction(statistics.deviation(found.values))
            figures = replace(figures, deviation=_percent(spread, rounding))
        return figures

    return draw


def details(n: int) -> tuple[Detail, ...]:
    """List what may be told of so many people, the finest first.

    What gives way: the finer rounding, the spread, the standings instead, both, and
    last the usual rounding.
    """
    if n < FEWEST:
        return ()
    spreads = [(False, False)]
    if n >= FEWEST_WITH_SPREAD:
        spreads = [(True, True), (False, True), (False, False)]
    ladder = [
        Detail(COARSE, deviation, quartiles, standings)
        for standings in (True, False)
        for deviation, quartiles in spreads
    ]
    finest = [Detail(FINE)] if n >= FEWEST_WITH_FINE_ROUNDING else []
    return (*finest, *ladder, replace(ladder[-1], rounding=ROUGH))


def to_five(count: int) -> int:
    """Round a count of people."""
    return _nearest(Fraction(count), COUNTS_TO)


def _share(count: int, of: int, grain: int) -> Share:
    """Make a share of rounded counts alone, so that it says no more than they do."""
    part, whole = min(_nearest(Fraction(count), grain), to_five(of)), to_five(of)
    interval = statistics.wilson(part, whole)
    return Share(
        part,
        whole,
        _nearest(Fraction(100 * part, whole), COARSE),
        floor(100 * interval.low),
        ceil(100 * interval.high),
    )


def _part(found: Mapping[Any, int], wanted: object) -> Share | None:
    of = sum(found.values())
    if of < FEWEST:
        return None
    grain = COUNTS_TO * ceil(of * SHARES_TO / COUNTS_TO)
    return _share(found.get(wanted, 0), of, grain)


def _quantile(found: Tally, share: Fraction, rounding: int) -> int:
    return _percent(statistics.quantile(found.values, share), rounding)


def _percent(marks: Fraction, rounding: int) -> int:
    return _nearest(100 * marks / MARKS, rounding)


def _nearest(figure: Fraction, rounding: int) -> int:
    """Round to a multiple; half of one goes up, as people round."""
    return floor(figure / rounding + Fraction(1, 2)) * rounding
