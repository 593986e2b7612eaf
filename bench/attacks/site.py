"""A site through its rounds: who counts, in which unit, and what is shown of it.

These are the aggregator's steps with its own functions, held in memory: counting,
pools, blocks, pictures. What it shows depends on answers in no way but by pictures.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from bench.attacks.crowd import Answer
from bench.attacks.ours import Picture, picture
from survey.privacy.counting import TENURE_ROUNDS, Member, counted
from survey.privacy.disclosure import Kind
from survey.privacy.pools import GroupCourse, Unit, units
from survey.privacy.shown import Page

BLOCK = 4
POOL, SITE = b"pool", b"site"


@dataclass(slots=True)
class Site:
    """Hold what the aggregator remembers of a site."""

    houses: frozenset[bytes] = frozenset()
    unit: dict[bytes, Unit] = field(default_factory=dict)
    counts: dict[bytes, list[int]] = field(default_factory=dict)
    since: dict[bytes, int] = field(default_factory=dict)
    begun: set[bytes] = field(default_factory=set)
    before: dict[tuple[bytes, Kind], Page] = field(default_factory=dict)
    block: dict[bytes, list[Answer]] = field(default_factory=dict)

    def round(self, number: int, answers: Sequence[Answer]) -> list[Picture]:
        """Close a round and decide every picture that is due."""
        if number % BLOCK == 1:
            self.block = {}
        for answer in answers:
            self.block.setdefault(answer.who, []).append(answer)
        self._place(number, answers)
        places = dict(map(self._place_of, self.unit))
        people = {
            place: self._counted(place, self._heard(place, kind, answers), number)
            for place, kind in places.items()
            if kind != "block" or number % BLOCK == 0
        }
        pictures = [
            self._picture(place, places[place], here) for place, here in people.items()
        ]
        below = {p: here for p, here in people.items() if places[p] != "block"}
        if len(below) > 1:
            all_of_it = [replace(a, group=p) for p, here in below.items() for a in here]
            pictures.append(self._picture(SITE, "site", all_of_it))
        return pictures

    def _place_of(self, group: bytes) -> tuple[bytes, Kind]:
        unit = self.unit[group]
        return (POOL if unit == "pool" else group), unit

    def _place(self, number: int, answers: Sequence[Answer]) -> None:
        """Set the unit of new groups, and at the start of a block that of all."""
        tenured = Counter(
            a.group for a in answers if a.joined <= number - TENURE_ROUNDS
        )
        new = tenured.keys() - self.unit.keys()
        boundary = number % BLOCK == 1
        if new or boundary:
            courses = [self._course(g, tenured) for g in sorted({*self.unit, *new})]
            found = units(courses)
            self.unit |= {g: u for g, u in found.items() if boundary or g in new}
        if boundary:
            self.counts = {}
        for group in self.unit:
            self.counts.setdefault(group, []).append(tenured[group])

    def _course(self, group: bytes, tenured: Mapping[bytes, int]) -> GroupCourse:
        unit = self.unit.get(group)
        counts = self.counts.get(group, []) if unit else [tenured[group]]
        return GroupCourse(group, group in self.houses, unit, tuple(counts))

    def _heard(
        self, place: bytes, kind: Kind, answers: Sequence[Answer]
    ) -> list[Answer]:
        """List the answers that a place may count: of a block, the medians."""
        if kind != "block":
            return [a for a in answers if self._place_of(a.group)[0] == place]
        return [
            replace(said[-1], value=median(a.value for a in said))
            for said in self.block.values()
            if said[-1].group == place
        ]

    def _counted(
        self, place: bytes, here: Sequence[Answer], number: int
    ) -> list[Answer]:
        members = [Member(a.who, a.joined, self.since.get(a.who)) for a in here]
        chosen = {m.id for m in counted(members, number, place not in self.begun)}
        for who in chosen:
            self.since.setdefault(who, number)
        if chosen:
            self.begun.add(place)
        return [a for a in here if a.who in chosen]

    def _picture(self, place: bytes, kind: Kind, people: Sequence[Answer]) -> Picture:
        house = place == POOL and any(self.unit.get(g) == "pool" for g in self.houses)
        shown = picture(people, kind, self.before.get((place, kind)), house=house)
        if shown.page is not None:
            self.before[place, kind] = shown.page
        return shown
