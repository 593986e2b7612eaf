"""Attack the figures of a programme as somebody who lacks a tenth of its people.

The attacker knows everybody's exact value but those of a few, knows who these are, has
every figure of the release, and lets the few be the worst choice there is: all at one
end of the range, all about the middle, all of one standing. A value of one of the few
stays possible if there is a way in which everything published would look the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from survey.privacy.steps import TOP, Step, points
from survey.privacy.tallying import Draw, Person, Scale, standing, tally

MISSING_SHARE = 10
"""The attacker lacks one in so many of the people."""

FEWEST_MISSING = 3
"""And never fewer than this."""

LEFT = 3
"""Values that must stay possible for each of the missing people, of eleven."""

Moves = Sequence[tuple[Person, Person]]
"""People as they are, each with what they might be instead."""


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a programme or site whose figures are published, and how they are drawn."""

    people: tuple[Person, ...]
    draw: Draw


def missing(n: int) -> int:
    """Say how many of n people the attacker lacks."""
    return max(FEWEST_MISSING, -(-n // MISSING_SHARE))


def withstand(places: Sequence[Place], scale: Scale) -> bool:
    """Say whether the figures of all these places together give nobody away."""
    places = _alike(places, scale)
    views = [_View(place, scale) for place in places]

    def same(moves: Moves) -> bool:
        return all(view.same(moves) for view in views)

    return all(
        _left(person, few, scale, same) >= LEFT
        for place in places
        for few in worst(place.people, scale)
        for person in dict.fromkeys(few)
    )


def _alike(places: Sequence[Place], scale: Scale) -> Sequence[Place]:
    """Make people equal whom no figure tells apart: each kind is attacked once.

    A programme has thousands of people, and no more kinds than values and standings.
    """
    told = {
        place.people[0].site
        for place in places
        if len({person.site for person in place.people}) == 1
    }

    def kind(person: Person) -> Person:
        return replace(
            person,
            step=Step.LOW,
            child=None,
            site=person.site if person.site in told else "",
            first=None if scale.points is None else person.first,
        )

    return [Place(tuple(map(kind, place.people)), place.draw) for place in places]


def worst(people: Sequence[Person], scale: Scale) -> Iterator[Sequence[Person]]:
    """Give each choice of missing people that could leave least to one of them."""
    few = missing(len(people))
    ordered = sorted(people, key=lambda person: person.value)
    yield ordered[:few]
    yield ordered[-few:]
    middle = ordered[len(ordered) // 2].value
    yield sorted(ordered, key=lambda person: abs(person.value - middle))[:few]
    room = {person: _room(person, scale) for person in set(people)}
    for each in sorted({standing(person, scale) for person in people}, key=repr):
        yield sorted(
            ordered,
            key=lambda person: (standing(person, scale) != each, room[person]),
        )[:few]


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


def _room(person: Person, scale: Scale) -> int:
    """Count the points at which a person would have the same standing."""
    now = standing(person, scale)
    return sum(standing(other, scale) == now for other in _others(person, scale))


def _at(person: Person, value: float, scale: Scale) -> Person:
    """Return a person at the nearest value that the domain can take."""
    last = scale.values - 1
    step = min(max(round(value * last / TOP), 0), last)
    return replace(person, value=step * TOP / last)


class _View:
    """What somebody sees of one place, and whether they would see it change."""

    def __init__(self, place: Place, scale: Scale) -> None:
        self._scale = scale
        self._draw = place.draw
        self._inside = set(place.people)
        self._tally = tally(place.people, scale)
        self._figures = place.draw(self._tally)

    def same(self, moves: Moves) -> bool:
        here = [(was, now) for was, now in moves if was in self._inside]
        if not here:
            return True
        gone = tally((was for was, _ in here), self._scale)
        come = tally((now for _, now in here), self._scale)
        return self._draw(self._tally.changed(gone, come)) == self._figures
