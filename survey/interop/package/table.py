"""The two tables of a package: how a record becomes rows of numbers.

Long has a row per person and occasion, wide a row per person with a set of columns per
period: the two shapes between which every statistics program reshapes. Only what has a
variable gets into a row, so the codebook is the list of what may leave.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from survey.measure.naming import cut
from survey.measure.study import (
    RESERVE,
    Gone,
    Occasion,
    Period,
    Record,
    Tier,
    Value,
    Variable,
    period_of,
)

ID = "id"
ID_LABEL = "Person, under a number that holds for this export alone"
ID_WIDTH = 40
DECIMALS = 6
NO_RESPONSE = RESERVE[Gone.NO_RESPONSE]

Number = int | float
Row = tuple[str, Sequence[Number]]
Place = tuple[str, int, str, int | None]
"""Instrument, version, key of the value and, in the wide table, period."""


class Column(NamedTuple):
    """Stand for one column of numbers."""

    name: str
    label: str
    variable: Variable


@dataclass(frozen=True, slots=True)
class Table(ABC):
    """Turn records into rows: the id of a person, then a number for each column.

    `places` says in which column a value of an instrument version stands (in the wide
    table of a period); `profile` are the columns of a person; `weekly` whether the
    time of an occasion is a week or a period.
    """

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    places: Mapping[Place, int]
    profile: Sequence[Variable]
    periods: tuple[Period, ...]
    weekly: bool

    @abstractmethod
    def rows(self, record: Record) -> Iterator[Row]:
        """Give the rows of one person."""

    def _period(self, when: int) -> int:
        return period_of(when, self.periods) if self.weekly else when


class Long(Table):
    """A row per person and occasion; what was not answered then is no response."""

    def rows(self, record: Record) -> Iterator[Row]:
        """Give a row for each time at which somebody answered, in order."""
        person = [coded(one, record.profile.get(one.key)) for one in self.profile]
        for number, together in enumerate(_together(record.occasions), start=1):
            when = together[0].when
            week = [when] if self.weekly else []
            row: list[Number] = [number, *week, self._period(when), *person]
            row += [NO_RESPONSE] * (len(self.columns) - len(row))
            for occasion in together:
                for key, value in occasion.values.items():
                    at = self.places.get(
                        (occasion.instrument, occasion.version, key, None)
                    )
                    if at is not None:
                        # nearly all are whole numbers, and a file has very many
                        row[at] = (
                            value
                            if type(value) is int
                            else coded(self.columns[at].variable, value)
                        )
            yield marked(record.id), row


class Wide(Table):
    """A row per person: the first answer at baseline, the last of each period after."""

    def rows(self, record: Record) -> Iterator[Row]:
        """Give the one row of a person."""
        row: list[Number] = [
            coded(one, record.profile.get(one.key)) for one in self.profile
        ]
        row += [NO_RESPONSE] * (len(self.columns) - len(row))
        seen: set[int] = set()
        for instrument, version, when, values in record.occasions:
            period = self._period(when)
            for key, value in values.items():
                at = self.places.get((instrument, version, key, period))
                if at is not None and not (period == 0 and at in seen):
                    row[at] = (
                        value
                        if type(value) is int
                        else coded(self.columns[at].variable, value)
                    )
                    seen.add(at)
        yield marked(record.id), row


def long(
    variables: Sequence[Variable], periods: tuple[Period, ...], tier: Tier
) -> Long:
    """Lay out the long table; a week only where the tier tells it."""
    profile = [one for one in variables if not one.instrument]
    measures = [one for one in variables if one.instrument]
    every = [*_clock(periods, tier), *profile, *measures]
    columns = tuple(Column(one.name, one.label, one) for one in every)
    first = len(every) - len(measures)
    places: dict[Place, int] = {
        (one.instrument, version, one.key, None): at
        for at, one in enumerate(measures, start=first)
        for version in one.versions
    }
    return Long(
        "responses_long",
        "One row per person and occasion",
        (ID, "occasion"),
        columns,
        places,
        profile,
        periods,
        tier == "study",
    )


def wide(
    variables: Sequence[Variable], periods: tuple[Period, ...], tier: Tier
) -> Wide:
    """Lay out the wide table: of the measures only figures, to keep it readable."""
    profile = [one for one in variables if not one.instrument]
    columns = [Column(one.name, one.label, one) for one in profile]
    places: dict[Place, int] = {}
    for number, period in enumerate(periods):
        for one in variables:
            if one.instrument and one.figure:
                for version in one.versions:
                    places[one.instrument, version, one.key, number] = len(columns)
                label = cut(f"{period.label}: {one.label}")
                columns.append(Column(f"{one.name}_p{number}", label, one))
    return Wide(
        "responses_wide",
        "One row per person, one set of columns per period",
        (ID,),
        tuple(columns),
        places,
        profile,
        periods,
        tier == "study",
    )


def coded(variable: Variable, value: Value | None) -> Number:
    """Give the number of a value; what a record does not hold is no response."""
    number = NO_RESPONSE if value is None else variable.coded(value)
    return round(number, DECIMALS) if isinstance(number, float) else number


def marked(person: str) -> str:
    """Put a letter before an id, or a spreadsheet may take 12e45 for a number."""
    return f"p{person}"


def _clock(periods: tuple[Period, ...], tier: Tier) -> Iterator[Variable]:
    yield Variable(
        name="occasion", key="occasion", label="Occasion of this person, from 1", low=1
    )
    if tier == "study":
        yield Variable(
            name="week", key="week", label="Weeks since this person's first response"
        )
    yield Variable(
        name="period",
        key="period",
        label="Period since this person's first response",
        low=0,
        high=len(periods) - 1,
        labels={number: period.label for number, period in enumerate(periods)},
        category=True,
    )


def _together(occasions: Sequence[Occasion]) -> Iterator[list[Occasion]]:
    """Put occasions of one time together; a set answered twice begins a new row."""
    row: list[Occasion] = []
    for one in occasions:
        same = [other.instrument for other in row]
        if row and (row[0].when != one.when or one.instrument in same):
            yield row
            row = []
        row.append(one)
    if row:
        yield row
