"""Attack the figures of a programme as somebody who lacks a tenth of its people.

The attacker knows everybody's exact value but those of a few, knows who these are, has
every figure of the release, and lets the few be the worst choice there is: all at one
end of the range, all about the middle, all of one standing. A value of one of the few
stays possible if there is a way in which everything published would look the same.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from survey.privacy.figures import Figures
from survey.privacy.steps import TOP, points
from survey.privacy.tallying import FEWEST, Draw, Person, Scale, standing, tally

MISSING_SHARE = 10
"""The attacker lacks one in so many of the people."""

FEWEST_MISSING = 3
"""And never fewer than this."""

ALIKE = 2
"""Of people whose every move looks the same, so many are tried."""

LEFT = 3
"""Values that must stay possible for each of the missing people, of eleven."""

Moves = Sequence[tuple[Person, Person]]
"""People as they are, each with what they might be instead."""


class Crowd:
    """The people of a place, and the choices of them that an attacker could lack."""

    def __init__(self, people: Sequence[Person], scale: Scale) -> None:
        """Work out once what every attack on these people needs."""
        self.inside = frozenset(people)
        self.tally = tally(people, scale)
        self.choices = tuple(worst(people, scale))


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a programme or site whose figures are published, and how they are drawn."""

    crowd: Crowd
    draw: Draw

    @property
    def figures(self) -> Figures:
        """Return what is published of it."""
        return self.draw(self.crowd.tally)


def missing(n: int) -> int:
    """Say how many of n people the attacker lacks."""
    return max(FEWEST_MISSING, -(-n // MISSING_SHARE))


def withstand(
    places: Sequence[Place], scale: Scale, attacked: Sequence[Place] | None = None
) -> bool:
    """Say whether the figures of all these places together give nobody away.

    Only people of the places that are `attacked` are lacking; all places, unless told.
    """
    views = [_View(place, scale) for place in places]

    def same(moves: Moves) -> bool:
        return all(view.same(moves) for view in views)

    return all(
        _left(person, few, scale, same) >= LEFT
        for place in (places if attacked is None else attacked)
        for few in place.crowd.choices
        for person in few
    )


def worst(people: Sequence[Person], scale: Scale) -> Iterator[Sequence[Person]]:
    """Give each choice of missing people that could leave least to one of them.

    People whose every move looks the same are alike: one of them stands for all, and
    a second one to help.
    """
    few, profiles = missing(len(people)), _Profiles(scale)
    sizes = Counter(person.site for person in people)
    # a smaller site has no figures of its own that could tell its people from others
    told = frozenset(site for site, n in sizes.items() if n >= FEWEST)
    ordered = sorted(people, key=lambda person: person.value)
    middle = ordered[len(ordered) // 2].value
    yield _unlike(ordered[:few], profiles, told)
    yield _unlike(ordered[-few:], profiles, told)
    near = nsmallest(few, ordered, key=lambda person: abs(person.value - middle))
    yield _unlike(near, profiles, told)
    now = [standing(person, scale) for person in ordered]
    room = [
        profiles.of(person).count(told)
        for person, told in zip(ordered, now, strict=True)
    ]
    for each in sorted(set(now), key=repr):
        places = range(len(ordered))
        tight = nsmallest(few, places, key=lambda at: (now[at] != each, room[at]))
        yield _unlike([ordered[at] for at in tight], profiles, told)


def _unlike(
    few: Sequence[Person], profiles: "_Profiles", told: Collection[str]
) -> Sequence[Person]:
    seen: Counter[object] = Counter()
    kept = []
    for person in few:
        site = person.site if person.site in told else None
        profile = site, person.value, profiles.of(person)
        seen[profile] += 1
        if seen[profile] <= ALIKE:
            kept.append(person)
    return kept


def _left(
    person: Person,
    few: Sequence[Person],
    scale: Scale,
    same: Callable[[Moves], bool],
) -> int:
    """Count the values that stay possible for one of the missing, up to enough."""
    found = 1
    for other in _others(person, scale):
        if any(map(same, _moves(person, other, few, scale))):
            found += 1
        if found == LEFT:
            break
    return found


def _moves(
    person: Person, other: Person, few: Sequence[Person], scale: Scale
) -> Iterator[Moves]:
    """Give ways to put one value in place of another that figures may not notice."""
    yield [(person, other)]
    rest = list(few)
    rest.remove(person)
    for helper in dict.fromkeys(rest):
        wanted = helper.value - (other.value - person.value)
        yield [(person, other), (helper, _at(helper, wanted, scale))]


def _others(person: Person, scale: Scale) -> list[Person]:
    """List what a person might be instead, nearest first: one for each point."""
    last = points(scale.values) - 1
    own = int(person.value * last / TOP + 0.5)
    others = (_at(person, point * TOP / last, scale) for point in range(last + 1))
    apart = [other for point, other in enumerate(others) if point != own]
    return sorted(apart, key=lambda other: abs(other.value - person.value))


def _at(person: Person, value: float, scale: Scale) -> Person:
    """Return a person at the nearest value that the domain can take."""
    last = scale.values - 1
    step = min(max(round(value * last / TOP), 0), last)
    return replace(person, value=step * TOP / last)


class _Profiles:
    """The standings that people would have, point by point.

    They follow from the first score and the usual range, so each is worked out once.
    """

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._known: dict[object, tuple[object, ...]] = {}

    def of(self, person: Person) -> tuple[object, ...]:
        key = person.first, person.usual
        if key not in self._known:
            last = points(self._scale.values) - 1
            self._known[key] = tuple(
                standing(_at(person, point * TOP / last, self._scale), self._scale)
                for point in range(last + 1)
            )
        return self._known[key]


class _View:
    """What somebody sees of one place, and whether they would see it change."""

    def __init__(self, place: Place, scale: Scale) -> None:
        self._scale = scale
        self._place = place
        self._figures = place.figures

    def same(self, moves: Moves) -> bool:
        crowd = self._place.crowd
        here = [(was, now) for was, now in moves if was in crowd.inside]
        if not here:
            return True
        gone = tally((was for was, _ in here), self._scale)
        come = tally((now for _, now in here), self._scale)
        return self._place.draw(crowd.tally.changed(gone, come)) == self._figures
