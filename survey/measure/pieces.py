"""The parts of an instrument file that could be read, sound or not.

Parts that the schema refused are left out, but their ids still count as known, so
that one slip does not bring down a rain of others.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from survey.measure.item import ImpliedZero, Item
from survey.measure.mistakes import Place
from survey.measure.published import Bands, Codes, Percentile, ReliableChange
from survey.measure.scale import Domain, Scale
from survey.measure.sentence import Sentence

Mistakes = Iterator[tuple[Place, str]]
Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Hold the readable parts, each under its place in the list."""

    document: Mapping[str, Any]
    items: Mapping[int, Item]
    scales: Mapping[int, Scale]
    domains: Mapping[int, Domain]
    feedback: Mapping[int, Sentence]
    percentiles: Mapping[int, Percentile]
    bands: Mapping[int, Bands]
    implied: Mapping[int, ImpliedZero]
    rc: Mapping[int, ReliableChange]
    codes: Codes | None

    @property
    def kind(self) -> object:
        """Tell what the file says it is: an own instrument or a key."""
        return self.document.get("kind")

    def ids(self, part: str) -> list[object]:
        """List the ids of all parts of a kind, also of those that are broken."""
        return [
            entry.get("id") if isinstance(entry, Mapping) else None
            for entry in _entries(self.document, part)
        ]

    def item(self, item_id: str | None) -> Item | None:
        """Find a readable item."""
        return next((i for i in self.items.values() if i.id == item_id), None)

    def scale(self, scale_id: str | None) -> Scale | None:
        """Find a readable scale."""
        return next((s for s in self.scales.values() if s.id == scale_id), None)

    def unknown(self, part: str, wanted: str | None) -> bool:
        """Say whether a name is used that no part of the file has."""
        return wanted is not None and wanted not in self.ids(part)


Check = Callable[[Pieces], Mistakes]


def readable(document: Mapping[str, Any]) -> Pieces:
    """Read each part by itself and leave out those that cannot be read."""
    return Pieces(
        document,
        items=_each(document, "item", Item),
        scales=_each(document, "scale", Scale),
        domains=_each(document, "domain", Domain),
        feedback=_each(document, "feedback", Sentence),
        percentiles=_each(document, "percentile", Percentile),
        bands=_each(document, "bands", Bands),
        implied=_each(document, "implied_zero", ImpliedZero),
        rc=_each(document, "rc", ReliableChange),
        codes=_one(document.get("codes"), Codes),
    )


def as_json(document: object) -> str:
    """Write plain data as JSON, which carries lists into tuples strictly."""
    return json.dumps(document, default=str)


def _entries(document: Mapping[str, Any], part: str) -> list[Any]:
    entries = document.get(part)
    return entries if isinstance(entries, list) else []


def _each(
    document: Mapping[str, Any], part: str, model: type[Part]
) -> Mapping[int, Part]:
    read: dict[int, Part] = {}
    for place, entry in enumerate(_entries(document, part)):
        part_read = _one(entry, model)
        if part_read is not None:
            read[place] = part_read
    return read


def _one(entry: object, model: type[Part]) -> Part | None:
    try:
        return model.model_validate_json(as_json(entry))
    except ValidationError:
        return None
