"""Decide what is shown of a programme and its sites: figures, a band, or nothing.

What is shown of parts can be taken from what is shown of the whole. So each rest that
could be found that way must be a picture that might be shown itself, and all figures
of all places are attacked together before any is written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from survey.privacy import alike, lacking
from survey.privacy.figures import Shown
from survey.privacy.lacking import Crowd, Place
from survey.privacy.shown import Page
from survey.privacy.tallying import (
    Followed,
    Person,
    Scale,
    details,
    drawing,
)

PROGRAMME = ""
"""The place that holds every site."""

REST = b"rest"
"""The people whose own picture rests, as if they were one group."""


def decide(
    people: Sequence[Person],
    sites: Collection[str],
    followed: Mapping[str, Followed],
    scale: Scale,
    before: Mapping[str, Page],
    houses: Collection[str] = (),
) -> dict[str, Shown]:
    """Return what is shown of each place; a place that is not in it rests.

    Places are PROGRAMME and these sites. `followed` has those where anybody is known,
    `before` the last band that was shown of each, `houses` the sites that are houses.
    """
    by_site = _by_site(people)
    resting = _by_site(person for person in people if person.child is None)
    places = {PROGRAMME: people} | {site: by_site[site] for site in sorted(sites)}
    shown: dict[str, Place] = {}
    for name, inside in places.items():
        if (
            not details(len(inside))
            # where all are alike, figures would tell of everybody
            or _band(inside, scale, houses) is None
            or not _rests_pass(name, resting, shown, scale, houses)
        ):
            continue
        known = _known(followed, name, inside)
        shown |= _figures(shown, name, inside, known, scale)
    exact = {name: place.figures for name, place in shown.items()}
    bands = {
        name: page
        for name, inside in places.items()
        if name not in exact
        # what is kept back of its only parts is not shown under another name
        and any(person.child for person in inside)
        and (page := _band(inside, scale, houses, before.get(name))) is not None
    }
    return {**exact, **bands}


def _figures(
    shown: Mapping[str, Place],
    name: str,
    inside: Sequence[Person],
    known: Followed,
    scale: Scale,
) -> dict[str, Place]:
    """Return the finest figures of a place that withstand, beside those shown already.

    Figures of a place bear on its own people alone, so only they are attacked anew;
    and they are in no other place but the programme.
    """
    crowd = Crowd(inside, scale)
    others = [shown[PROGRAMME]] if PROGRAMME in shown else []
    for detail in details(len(inside)):
        place = Place(crowd, drawing(known, detail))
        if lacking.withstand(place, *others):
            return {name: place}
    return {}


def _known(
    followed: Mapping[str, Followed], name: str, inside: Sequence[Person]
) -> Followed:
    """Return who was followed at a place: at least who counts there now."""
    known = followed.get(name, Followed(0, 0))
    return replace(known, expected=max(known.expected, len(inside)))


def _by_site(people: Iterable[Person]) -> dict[str, list[Person]]:
    found = defaultdict(list)
    for person in people:
        found[person.site].append(person)
    return found


def _rests_pass(
    name: str,
    resting: Mapping[str, Sequence[Person]],
    shown: Collection[str],
    scale: Scale,
    houses: Collection[str],
) -> bool:
    """Say whether what is left of a place without its shown parts may be shown.

    Also what is then left of the programme. Enough to look at what is left without all
    parts: with a shown part more it only gains people who are mixed enough by
    themselves.
    """
    if name != PROGRAMME and name not in resting:
        return True
    rests = [resting[name]] if name in resting else []
    if name == PROGRAMME or PROGRAMME in shown:
        apart = {*shown, name}
        rests.append([p for site in resting.keys() - apart for p in resting[site]])
    return all(_band(rest, scale, houses) is not None for rest in rests if rest)


def _band(
    people: Sequence[Person],
    scale: Scale,
    houses: Collection[str],
    before: Page | None = None,
) -> Page | None:
    """Decide a picture made of steps, as a group has it."""
    units = defaultdict(list)
    for person in people:
        units[person.child or REST].append(person.step)
    house = any(person.site in houses for person in people)
    return alike.decide("site", scale.values, units.values(), before, house=house)
