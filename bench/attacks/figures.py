"""Figures of a programme: what somebody finds out who lacks some of its people, or one.

The rule is that a tenth and at least three are lacking. Whoever lacks one alone knows
more than the rule counts with: that is measured too, and is no promise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from random import Random

from bench.attacks import crowd
from bench.attacks.crowd import POINTS
from bench.attacks.ours import shift, stepped
from survey.privacy import programme_level
from survey.privacy.figures import Figures
from survey.privacy.lacking import missing
from survey.privacy.programme_level import PROGRAMME
from survey.privacy.tallying import (
    Draw,
    Followed,
    Person,
    Scale,
    Tally,
    details,
    drawing,
    tally,
)

SMALLEST, LARGEST = 30, 120
SCALE = Scale(POINTS, rising=True, points=2.0)
SITES = ("east", "west")

Moves = Sequence[tuple[Person, float]]
"""People, each with what they might have answered instead."""


@dataclass(frozen=True, slots=True)
class Part:
    """A programme or a site whose figures are shown, and how they were drawn."""

    people: tuple[Person, ...]
    tally: Tally
    shown: Figures
    draw: Draw

    def same(self, moves: Moves) -> bool:
        """Say whether the figures would be the same with other answers."""
        here = [(was, now) for was, now in moves if was in self.people]
        gone = tally((was for was, _ in here), SCALE)
        come = tally((replace(was, value=now) for was, now in here), SCALE)
        return self.draw(self.tally.changed(gone, come)) == self.shown


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that is shown in figures of a programme and its sites."""

    people: tuple[Person, ...]
    parts: tuple[Part, ...]

    def same(self, moves: Moves) -> bool:
        return all(part.same(moves) for part in self.parts)


def programme(random: Random) -> Programme | None:
    """Draw a programme of two sites; None if no figures of it are shown."""
    n = random.randint(SMALLEST, LARGEST)
    now, first = crowd.values(random, n), crowd.values(random, n)
    people = tuple(_person(random, *each) for each in zip(now, first, strict=True))
    inside = {PROGRAMME: people} | {
        site: tuple(person for person in people if person.site == site)
        for site in SITES
    }
    followed = {
        name: Followed(expected=len(here) + 5, ever=len(here) - 3)
        for name, here in inside.items()
    }
    shown = programme_level.decide(people, SITES, followed, SCALE, {})
    parts = tuple(
        _part(inside[name], followed[name], found)
        for name, found in shown.items()
        if isinstance(found, Figures)
    )
    return Programme(people, parts) if parts else None


def _part(people: Sequence[Person], followed: Followed, shown: Figures) -> Part:
    """Find, as anybody could who knows the rules, how figures were drawn."""
    counted = tally(people, SCALE)
    draws = (drawing(followed, detail) for detail in details(len(people)))
    draw = next(draw for draw in draws if draw(counted) == shown)
    return Part(tuple(people), counted, shown, draw)


def lacking_a_tenth(random: Random, found: Programme) -> int:
    """Count what is left of one of those who are lacking, at an end or anywhere."""
    people = random.choice(found.parts).people
    few = missing(len(people))
    ordered = sorted(people, key=lambda person: person.value)
    lacking = random.choice(
        (ordered[:few], ordered[-few:], random.sample(ordered, few))
    )
    target, *others = random.sample(lacking, few)
    # any two of the others may be anything; more of them could only leave more
    return _left(found, target, list(pairwise(others)))


def lacking_two(random: Random, found: Programme) -> int:
    """Count what is left of somebody, with all others known but one."""
    target, other = random.sample(found.people, 2)
    return _left(found, target, [[other]])


def lacking_one(found: Programme) -> list[int]:
    """Count what is left of each person, with all others known."""
    return [_left(found, person, [[]]) for person in found.people]


def _left(found: Programme, target: Person, unknown: Iterable[Sequence[Person]]) -> int:
    """Count the values that other answers of some who are not known either allow."""
    return sum(
        any(
            found.same([(target, float(value)), *zip(helpers, said, strict=True)])
            for helpers in unknown
            for said in _likeliest_first(helpers)
        )
        for value in range(POINTS)
    )


def _likeliest_first(helpers: Sequence[Person]) -> list[tuple[float, ...]]:
    """List what these people may have said, near their own answers first."""

    def off(said: tuple[float, ...]) -> float:
        pairs = zip(said, helpers, strict=True)
        return sum(abs(value - helper.value) for value, helper in pairs)

    points = [float(value) for value in range(POINTS)]
    return sorted(product(points, repeat=len(helpers)), key=off)


def _person(random: Random, now: int, first: int) -> Person:
    step = stepped(now, shift(random.randbytes(16)))
    site = random.choice(SITES)
    return Person(float(now), step, site, site.encode(), float(first))
