"""Attack the figures of a programme as somebody who knows everybody but one.

The attacker knows everybody's exact value but that of one person, and has every figure
of the programme and its sites. A value stays possible if everything published would
look the same with it. Whoever lacks more people knows less: what one person alone could
have said, that person could have said beside them too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from survey.privacy.steps import TOP, points
from survey.privacy.tallying import FEWEST, Draw, Person, Scale, standing, tally

LEFT = 3
"""Values that must stay possible for each person, of eleven."""


class Crowd:
    """The people of a place, and one of each kind of them."""

    def __init__(self, people: Sequence[Person], scale: Scale) -> None:
        """Work out once what every attack on these people needs."""
        self.scale = scale
        self.inside = frozenset(people)
        self.tally = tally(people, scale)
        self.kinds = _kinds(people, scale)


class Place:
    """A programme or site whose figures are published, and how they are drawn."""

    def __init__(self, crowd: Crowd, draw: Draw) -> None:
        """Draw the figures of these people."""
        self.crowd = crowd
        self.figures = draw(crowd.tally)
        self._draw = draw

    def same(self, was: Person, now: Person) -> bool:
        """Say whether the figures would be the same with one in place of another."""
        crowd = self.crowd
        if was not in crowd.inside:
            return True
        gone, come = tally([was], crowd.scale), tally([now], crowd.scale)
        return self._draw(crowd.tally.changed(gone, come)) == self.figures


def withstand(place: Place, *others: Place) -> bool:
    """Say whether figures of a place and others together give nobody of it away."""
    return all(
        _is_left(person, (place, *others), place.crowd.scale)
        for person in place.crowd.kinds
    )


def _is_left(person: Person, places: Sequence[Place], scale: Scale) -> bool:
    """Say whether enough values stay possible for one person."""
    left = 1
    for other in _others(person, scale):
        left += all(place.same(person, other) for place in places)
        if left == LEFT:
            return True
    return False


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


def _kinds(people: Sequence[Person], scale: Scale) -> tuple[Person, ...]:
    """Give one of all people whose every move looks the same, for each such kind."""
    sizes = Counter(person.site for person in people)
    last = points(scale.values) - 1
    # standings follow from the first score and the usual range alone
    profiles = {
        (one.first, one.usual): tuple(
            standing(_at(one, point * TOP / last, scale), scale)
            for point in range(last + 1)
        )
        for one in {(one.first, one.usual): one for one in people}.values()
    }
    kinds = {}
    for person in people:
        # a smaller site has no figures that could tell its people from others
        site = person.site if sizes[person.site] >= FEWEST else None
        profile = profiles[person.first, person.usual]
        kinds[site, person.value, profile] = person
    return tuple(kinds.values())
