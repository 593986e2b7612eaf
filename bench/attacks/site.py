"""A site through its rounds: who counts, in which unit, and what is shown of it.

What `survey.aggregator` does with sealed rows happens here in memory, with the same
rules; a test holds both to the same pictures.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from types import SimpleNamespace

from bench.attacks.crowd import Answer
from bench.attacks.ours import Picture, picture
from survey.aggregator import units
from survey.aggregator.units import Unit, block_of
from survey.measure.rounds import BLOCK_ROUNDS
from survey.privacy import pools
from survey.privacy.counting import TENURE_ROUNDS, Member, counted
from survey.privacy.disclosure import Kind
from survey.privacy.programme_level import REST
from survey.privacy.shown import Page

NAME = "site"

Place = tuple[str, str]
"""A unit, or the site, and the span its pictures are of."""


@dataclass(slots=True)
class Site:
    """Hold what the aggregator remembers of a site."""

    house: bool = False
    where: dict[int, dict[bytes, pools.Unit]] = field(default_factory=dict)
    attended: Counter[tuple[bytes, int]] = field(default_factory=Counter)
    since: dict[tuple[Place, bytes], int] = field(default_factory=dict)
    before: dict[Place, Page] = field(default_factory=dict)
    said: dict[bytes, list[Answer]] = field(default_factory=dict)

    def round(self, number: int, answers: Sequence[Answer]) -> list[Picture]:
        """Close a round and decide every picture that is due, the site's last."""
        found = self._units(number, answers)
        pictures, everybody = [], list[Answer]()
        for unit in found:
            place = (unit.place_id, "round")
            here = [a for a in answers if a.group in unit.groups]
            people = self._counted(place, number, here)
            child = REST
            if unit.kind != "block":
                pictures.append(self._picture(place, unit.kind, people))
                child = unit.child if pictures[-1].page else REST
            everybody += [replace(a, group=child) for a in people]
        pictures += self._blocks(number, found, answers)
        if any(a.group != REST for a in everybody):
            pictures.append(self._picture((NAME, "site"), "site", everybody))
        return pictures

    def _units(self, number: int, answers: Sequence[Answer]) -> list[Unit]:
        """Say who is shown together, for new groups and at the start of a block."""
        self.attended.update(
            (a.group, number) for a in answers if a.joined <= number - TENURE_ROUNDS
        )
        block = block_of(number)
        rows = [
            SimpleNamespace(id=group, site_id=NAME, state="open")
            for group in sorted({group for group, _ in self.attended})
        ]
        houses = frozenset({NAME} if self.house else ())
        here = self.where.setdefault(block, {})
        last = {
            group: unit
            for where in self.where.values()
            for group, unit in where.items()
        }
        here |= units.placed(rows, houses, number, here, last, self.attended)
        return units.units(rows, houses, here)

    def _blocks(
        self, number: int, found: Sequence[Unit], answers: Sequence[Answer]
    ) -> list[Picture]:
        """Decide, at the end of a block, groups that are too small for rounds."""
        for answer in answers:
            self.said.setdefault(answer.who, []).append(answer)
        if number % BLOCK_ROUNDS:
            return []
        of_block, self.said = self.said, {}
        middle = [
            replace(said[-1], value=median(one.value for one in said))
            for said in of_block.values()
        ]
        pictures = []
        for unit in found:
            if unit.kind == "block":
                place = (unit.place_id, "block")
                here = [a for a in middle if a.group in unit.groups]
                people = self._counted(place, number, here)
                pictures.append(self._picture(place, "block", people))
        return pictures

    def _counted(
        self, place: Place, number: int, here: Sequence[Answer]
    ) -> list[Answer]:
        members = [
            Member(a.who, a.joined, self.since.get((place, a.who))) for a in here
        ]
        chosen = {m.id for m in counted(members, number, place not in self.before)}
        for who in chosen:
            self.since.setdefault((place, who), number)
        return [a for a in here if a.who in chosen]

    def _picture(self, place: Place, kind: Kind, people: Sequence[Answer]) -> Picture:
        house = self.house and kind in ("pool", "site")
        shown = picture(people, kind, self.before.get(place), house=house)
        if shown.page is not None:
            self.before[place] = shown.page
        return shown
