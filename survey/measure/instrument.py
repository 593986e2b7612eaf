"""One version of one questionnaire, read from the text of its file.

Every mistake of a file is reported at once, each with its place. Nothing here opens
a file, and a file that is not sound never becomes an instrument.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from survey.measure.answer import Answers
from survey.measure.figures import code_mistakes, table_mistakes
from survey.measure.item import ImpliedZero, Item
from survey.measure.mistakes import schema_mistakes, worded
from survey.measure.pieces import Check, as_json, readable
from survey.measure.published import (
    Bands,
    Codes,
    Licence,
    Percentile,
    ReliableChange,
)
from survey.measure.references import domain_mistakes, header_mistakes
from survey.measure.scale import Domain, Scale
from survey.measure.scaling import scale_mistakes
from survey.measure.sentence import Sentence
from survey.measure.soundness import (
    condition_mistakes,
    implied_mistakes,
    item_mistakes,
)
from survey.measure.speech import sentence_mistakes
from survey.measure.written import Id, InstrumentId, Recall, Words, Written

SCREENING = frozenset({"last 12 months", "lifetime"})
"""Recall so long that two answers tell nothing about what changed between them."""

Purpose = Literal["group", "study"]


class BrokenInstrument(Exception):
    """Report every mistake of one instrument file."""

    def __init__(self, path: str, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{path}: {mistake}" for mistake in mistakes))
        self.path = path
        self.mistakes = mistakes


class Instrument(Written):
    """Stand for one version of one questionnaire."""

    id: InstrumentId
    version: Annotated[int, Field(ge=1, le=9999)]
    title: Words
    kind: Literal["own", "key", "plain"]
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
    validated: bool
    recall: Recall
    comparability: Words
    min_interval_days: Annotated[int, Field(ge=0)] = 0
    keep_to_myself: bool = False
    shared_by: Id | None = None
    for_results: tuple[Purpose, ...] = ("group", "study")
    any_order: bool = False
    lead_in: Words | None = None
    explain: Words | None = None
    after: Words | None = None
    after_page: Literal["urge"] | None = None
    licence: Licence | None = None
    codes: Codes | None = None
    items: Annotated[tuple[Item, ...], Field(alias="item", min_length=1)]
    implied_zeros: Annotated[tuple[ImpliedZero, ...], Field(alias="implied_zero")] = ()
    scales: Annotated[tuple[Scale, ...], Field(alias="scale")] = ()
    domains: Annotated[tuple[Domain, ...], Field(alias="domain")] = ()
    feedback: tuple[Sentence, ...] = ()
    bands: tuple[Bands, ...] = ()
    percentiles: Annotated[tuple[Percentile, ...], Field(alias="percentile")] = ()
    rc: tuple[ReliableChange, ...] = ()

    def item(self, item_id: str) -> Item:
        """Find an item by its id; raise KeyError if there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def results(self, answers: Answers) -> tuple[Purpose, ...]:
        """List the results in which a response may count, if its author agrees."""
        if self.keep_to_myself and answers.get(self.shared_by or "") != 1:
            return ()
        return self.for_results

    @property
    def importable_only(self) -> bool:
        """Say whether words are missing, so that nobody can be asked."""
        return any(item.text is None for item in self.items)

    @property
    def screening_only(self) -> bool:
        """Say whether it looks back too far to show progress."""
        return self.recall in SCREENING

    @property
    def group_domains(self) -> tuple[Domain, ...]:
        """List the domains that groups may be shown: none of a set kept to oneself."""
        if self.keep_to_myself:
            return ()
        return tuple(domain for domain in self.domains if domain.groups)

    @property
    def safety_items(self) -> tuple[Item, ...]:
        """List the items after which people to call may be shown."""
        return tuple(item for item in self.items if item.help_box)


_CHECKS: tuple[Check, ...] = (
    header_mistakes,
    item_mistakes,
    condition_mistakes,
    implied_mistakes,
    scale_mistakes,
    domain_mistakes,
    table_mistakes,
    code_mistakes,
    sentence_mistakes,
)


@lru_cache(maxsize=256)
def parse(text: str, path: str) -> Instrument:
    """Read an instrument from TOML; raise BrokenInstrument with every mistake.

    The same text is the same instrument, whoever of one process asks for it again.
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenInstrument(path, (f"this is not TOML: {error}",)) from None
    return from_document(document, path)


def from_document(document: Mapping[str, Any], path: str) -> Instrument:
    """Read an instrument from plain data; raise BrokenInstrument."""
    pieces = readable(document)
    unsound = tuple(
        worded(place, words, document)
        for check in _CHECKS
        for place, words in check(pieces)
    )
    try:
        instrument = Instrument.model_validate_json(as_json(document))
    except ValidationError as error:
        unread = schema_mistakes(error, document, _KNOWN)
        raise BrokenInstrument(path, tuple(dict.fromkeys(unread + unsound))) from None
    if unsound:
        raise BrokenInstrument(path, unsound)
    return instrument


def json_schema() -> dict[str, Any]:
    """Describe the file format for editors and authors."""
    schema = Instrument.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Tidemark instrument",
    }


def _names(schema: object) -> set[str]:
    """Collect every key that the format knows, to name the nearest to a slip."""
    if isinstance(schema, list):
        return set().union(*map(_names, schema))
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    return (set(own) if isinstance(own, dict) else set()).union(
        *map(_names, schema.values())
    )


_KNOWN = tuple(sorted(_names(json_schema())))
