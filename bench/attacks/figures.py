"""Figures of a programme: what is left of a person to somebody who knows the others.

By the rule three values stay of each, to somebody who knows all but that one, as long
as one looks at the figures of one round alone. What it says that figures were shown at
all, and what many rounds say together, is measured and no promise.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from random import Random

from bench.attacks import crowd
from bench.attacks.crowd import POINTS
from bench.attacks.ours import stepped
from survey.privacy import programme_level
from survey.privacy.figures import Figures, Shown
from survey.privacy.lacking import LEFT
from survey.privacy.programme_level import PROGRAMME
from survey.privacy.steps import Shift, Step
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

SHIFT = Shift(1)
"""Everybody has one shift here: the attacker even knows those."""

Way = tuple[float, ...]
"""What some people might have answered instead."""


@dataclass(frozen=True, slots=True)
class Part:
    """A programme or a site whose figures are shown, and how they were drawn."""

    people: frozenset[Person]
    tally: Tally
    shown: Figures
    draw: Draw

    def same(self, missing: Sequence[Person], way: Way) -> bool:
        """Say whether the figures would be the same with other answers."""
        pairs = zip(missing, way, strict=True)
        here = [(was, said) for was, said in pairs if was in self.people]
        gone = tally((was for was, _ in here), SCALE)
        come = tally((replace(was, value=said) for was, said in here), SCALE)
        return self.draw(self.tally.changed(gone, come)) == self.shown


@dataclass(frozen=True, slots=True)
class Programme:
    """The people of a programme of two sites, and everything that is shown of it."""

    people: tuple[Person, ...]
    shown: Mapping[str, Shown]
    parts: tuple[Part, ...]

    def same(self, missing: Sequence[Person], way: Way) -> bool:
        """Say whether all figures would be the same with other answers."""
        return all(part.same(missing, way) for part in self.parts)


def programme(random: Random, largest: int = LARGEST) -> Programme:
    """Draw a programme, and decide it."""
    n = random.randint(SMALLEST, largest)
    now, first = crowd.values(random, n), crowd.values(random, n)
    return decided([_person(random, *each) for each in zip(now, first, strict=True)])


def decided(people: Sequence[Person]) -> Programme:
    """Decide what is shown of people."""
    inside, shown = _places(people), _decide(people)
    parts = tuple(
        _part(inside[name], found)
        for name, found in shown.items()
        if isinstance(found, Figures)
    )
    return Programme(tuple(people), shown, parts)


def _places(people: Sequence[Person]) -> dict[str, list[Person]]:
    return {PROGRAMME: list(people)} | {
        site: [person for person in people if person.site == site] for site in SITES
    }


def _followed(n: int) -> Followed:
    return Followed(expected=n + 5, ever=n - 3)


def _decide(people: Sequence[Person]) -> dict[str, Shown]:
    inside = _places(people)
    followed = {name: _followed(len(here)) for name, here in inside.items()}
    return programme_level.decide(people, SITES, followed, SCALE, {})


def _part(people: Sequence[Person], shown: Figures) -> Part:
    """Find, as anybody could who knows the rules, how figures were drawn."""
    counted, followed = tally(people, SCALE), _followed(len(people))
    draws = (drawing(followed, detail) for detail in details(len(people)))
    draw = next(draw for draw in draws if draw(counted) == shown)
    return Part(frozenset(people), counted, shown, draw)


def lacking(random: Random, found: Programme, few: int) -> int:
    """Count what is left of one of a few people, with all others known."""
    return _first_said(_ways(found, _chosen(random, found, few)))


def lacking_one(found: Programme) -> list[int]:
    """Count what is left of each person, with all others known."""
    return [_first_said(_ways(found, [person])) for person in found.people]


def with_silence(random: Random, few: int) -> int:
    """Count what is left, up to enough, if what rests says something too."""
    found = programme(random, SMALLEST)
    missing = _chosen(random, found, few)
    others = list((Counter(found.people) - Counter(missing)).elements())
    left = set[float]()
    for said in _ways(found, missing):
        answering = map(_answering, missing, said)
        if said[0] not in left and _decide([*others, *answering]) == found.shown:
            left.add(said[0])
        if len(left) == LEFT:
            break
    return len(left)


def patience(random: Random, rounds: int, few: int) -> int:
    """Count what figures leave of one of a few whose answers stay; all others move."""
    people = programme(random, SMALLEST).people
    missing, others = people[:few], people[few:]
    ways = _nearest_first(missing)
    for _ in range(rounds):
        found = decided([*missing, *others])
        ways = [said for said in ways if found.same(missing, said)]
        others = tuple(_next_round(random, other) for other in others)
    return _first_said(ways)


def _chosen(random: Random, found: Programme, few: int) -> list[Person]:
    """Choose people who are lacking: at an end, or anywhere; any of them first."""
    ordered = sorted(found.people, key=lambda person: person.value)
    anywhere = random.sample(ordered, few)
    chosen = random.choice((ordered[:few], ordered[-few:], anywhere))
    return random.sample(chosen, few)


def _ways(found: Programme, missing: Sequence[Person]) -> list[Way]:
    """List all that these people may have said without any figure being another."""
    return [way for way in _nearest_first(missing) if found.same(missing, way)]


def _nearest_first(missing: Sequence[Person]) -> list[Way]:
    """List all that people may have said, near their own answers first."""

    def off(way: Way) -> float:
        return sum(
            abs(said - one.value) for said, one in zip(way, missing, strict=True)
        )

    return sorted(product(map(float, range(POINTS)), repeat=len(missing)), key=off)


def _first_said(ways: Iterable[Way]) -> int:
    return len({way[0] for way in ways})


def _person(random: Random, now: int, first: int) -> Person:
    site = random.choice(SITES)
    person = Person(0.0, Step.LOW, site, site.encode(), float(first))
    return _answering(person, float(now))


def _answering(person: Person, value: float) -> Person:
    return replace(person, value=value, step=stepped(value, SHIFT))


def _next_round(random: Random, person: Person) -> Person:
    return _answering(person, float(crowd.moved(random, person.value)))
