"""The map of an import: which column of a file means what.

A map is ours and holds no data. It is checked whole, every mistake at once, before
the file it describes is opened.
"""

import re
import tomllib
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from survey.measure.answer import Missing
from survey.measure.instrument import Instrument
from survey.measure.instruments import Library, UnknownInstrument
from survey.measure.rounds import Week

Words = Annotated[str, Field(min_length=1)]
BEFORE = re.compile(r"([0-9]{1,4}) weeks? before first", re.ASCII)
Codes = dict[str, Missing]
"""What stands in a cell, and the reason for no answer that it means."""


class BadMap(Exception):
    """A map has mistakes; the file it describes was not opened."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        """Take every mistake found."""
        super().__init__("\n".join(("The map has mistakes:", *mistakes)))
        self.mistakes = mistakes


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FileForm(_Part):
    """How the file is written."""

    encoding: Words = "utf-8"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","


class Column(_Part):
    """A column, by its name in the first line."""

    column: Words


class Occasions(_Part):
    """Which occasion a row is about, in weeks since the person's first week."""

    column: Words
    weeks: Annotated[dict[str, Annotated[int, Field(ge=0)]], Field(min_length=1)]


class Before(_Part):
    """How long before the first week people joined."""

    weeks_before_first: Annotated[int, Field(ge=0)]


class Groups(_Part):
    """In which group an answer was given: one for all, or by a column."""

    fixed: str | None = None
    column: str | None = None
    values: dict[str, str] = {}

    @model_validator(mode="after")
    def _agree(self) -> "Groups":
        if (self.fixed is None) == (self.column is None):
            raise ValueError('give either fixed = "site/alias" or a column')
        if self.column is not None and not self.values:
            raise ValueError('a column needs values = { code = "site/alias" }')
        for place in self.places:
            if place.count("/") != 1:
                raise ValueError(f"{place!r} must be written site/alias")
        return self

    @property
    def places(self) -> tuple[str, ...]:
        """Return every group that is named."""
        return (*self.values.values(), *([self.fixed] if self.fixed else []))


class Items(_Part):
    """Which columns hold the answers to one instrument."""

    id: Words
    version: int | None = None
    items: Annotated[dict[str, str], Field(min_length=1)]
    missing: dict[str, Codes] = {}

    def instrument(self, library: Library) -> Instrument:
        """Return the instrument version that is meant; raise UnknownInstrument."""
        if self.version is None:
            return library.current(self.id)
        return library.version(self.id, self.version)


class Basis(_Part):
    """On what recorded basis answers may be sealed for a purpose; none, no seals."""

    group: Words | None = None
    study: Words | None = None

    @property
    def purposes(self) -> tuple[str, ...]:
        """Return the purposes that have a basis."""
        return tuple(name for name in ("group", "study") if getattr(self, name))


class Map(_Part):
    """Everything that a map file says."""

    programme: Words
    source: Words
    file: FileForm = FileForm()
    person: Column
    occasion: Occasions
    first_week: date | Column
    joined: Before | Column = Before(weeks_before_first=0)
    group: Groups | None = None
    missing: Codes = {}
    instruments: Annotated[tuple[Items, ...], Field(alias="instrument", min_length=1)]
    basis: Basis = Basis()

    @model_validator(mode="before")
    @classmethod
    def _plain_words(cls, data: Any) -> Any:
        """Let a map say `joined = "8 weeks before first"`."""
        said = data.get("joined") if isinstance(data, dict) else None
        if not isinstance(said, str):
            return data
        match = BEFORE.fullmatch(said)
        if match is None:
            raise ValueError(
                'joined: write "8 weeks before first" or { column = "NAME" }'
            )
        return {**data, "joined": {"weeks_before_first": int(match[1])}}

    @model_validator(mode="after")
    def _monday(self) -> "Map":
        if isinstance(self.first_week, date) and self.first_week.weekday() != 0:
            raise ValueError(f"first_week: {self.first_week} is not a Monday")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Return every column that the file must have, in the map's order."""
        named = [self.person.column, self.occasion.column]
        parts = (self.first_week, self.joined)
        named += [part.column for part in parts if isinstance(part, Column)]
        if self.group and self.group.column:
            named.append(self.group.column)
        for each in self.instruments:
            named += each.items.values()
        return tuple(named)

    @property
    def fixed_first_week(self) -> Week | None:
        """Return the first week, if it is the same for everybody."""
        return None if isinstance(self.first_week, Column) else Week(self.first_week)


def parse(text: str, library: Library) -> Map:
    """Read a map, or raise BadMap with every mistake."""
    try:
        found = Map.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadMap((f"not TOML: {error}",)) from None
    except ValidationError as error:
        raise BadMap(
            tuple(_plain(tuple(e["loc"]), e["msg"]) for e in error.errors())
        ) from None
    mistakes = [m for each in found.instruments for m in _unknown(each, library)]
    names = [each.id for each in found.instruments]
    mistakes += [
        f"instrument {n}: stands twice" for n in set(names) if names.count(n) > 1
    ]
    if mistakes:
        raise BadMap(tuple(mistakes))
    return found


def _unknown(each: Items, library: Library) -> list[str]:
    """Return what a map says of an instrument and the instrument does not have."""
    try:
        instrument = each.instrument(library)
    except UnknownInstrument as unknown:
        known = ", ".join(library.ids)
        return [f"instrument {unknown}: there is none (there are {known})"]
    items = {item.id for item in instrument.items}
    wrong = [name for name in each.items if name not in items]
    wrong += [name for name in each.missing if name not in each.items]
    return [f"instrument {each.id}: no item {name!r} to read" for name in wrong]


def _plain(place: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(part) for part in place)
    said = message.removeprefix("Value error, ")
    return f"{where}: {said}" if where else said
