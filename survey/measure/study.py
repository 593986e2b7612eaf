"""What a study sees of people: records with ids of their own, and no names or dates.

A record is what leaves the house in an export and what the statistics of a report are
worked out from. Time is counted from a person's own first response, so that no
calendar is in it.

Keys of values, the same in every tier:

    as_wanted           the answer to an item, as it was given
    helped.3            1 if the choice 3 of an item with several was taken, else 0
    score.total         the score of a scale
    set.version         the version of the instrument that asked
    domain.calm         a domain on 0 to 10, turned over where its instrument says so
    band.calm           the same as one of three bands, 1 to 3 (tier standard)

In a profile the id of the instrument goes before: `about-me.age`. A category is a
whole number; its words stand in its `Variable`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple

from survey.measure.answer import Missing, Outside
from survey.measure.instrument import Instrument

Tier = Literal["standard", "study"]


class Gone(StrEnum):
    """Say why an export holds no value where there might have been one."""

    WITHHELD = "withheld"
    """Taken out by a rule of disclosure control."""

    NOT_COMPUTED = "not_computed"
    """A score without enough answers."""

    NO_RESPONSE = "no_response"
    """The whole set was not answered at that time."""


Nothing = Missing | Gone
Value = int | float | Nothing | Outside
"""A float that is no whole number only where the variable says so."""

RESERVE: Mapping[Nothing, int] = MappingProxyType(
    {
        Gone.WITHHELD: -95,
        Missing.RATHER_NOT_SAY: -96,
        Missing.SKIPPED: -97,
        Missing.NOT_ASKED: -98,
        Missing.NOT_APPLICABLE: -98,
        Gone.NO_RESPONSE: -99,
        Gone.NOT_COMPUTED: -99,
    }
)
"""The codes that stand for a reason in a file; no measure reaches down to them.

Source: reserve codes of the Justice Community Opioid Innovation Network (JCOIN),
core measures, with its "do not know" taken for what a rule withheld.
"""

LOWEST_RESERVE, HIGHEST_RESERVE = -99, -90
"""From the lowest to the highest no code is a measure."""

FIRST_OUTSIDE = -94
"""From here up, in the order of its file: an item's answers beside its scale."""


class Period(NamedTuple):
    """Name a span of weeks since a person's first response; `last` None is open."""

    first: int
    last: int | None
    label: str


PERIODS: tuple[Period, ...] = (
    Period(0, 0, "Baseline (week 0)"),
    Period(1, 4, "Weeks 1 to 4"),
    Period(5, 8, "Weeks 5 to 8"),
    Period(9, 12, "Weeks 9 to 12"),
    Period(13, 24, "Weeks 13 to 24"),
    Period(25, 36, "Weeks 25 to 36"),
    Period(37, 52, "Weeks 37 to 52"),
    Period(53, 78, "Weeks 53 to 78"),
    Period(79, 104, "Weeks 79 to 104"),
    Period(105, None, "Later than week 104"),
)
"""The periods of every export, in order and without a hole."""


def period_of(week: int, periods: tuple[Period, ...] = PERIODS) -> int:
    """Give the place in `periods` of a week, counted from 0; raise ValueError."""
    for place, period in enumerate(periods):
        if week >= period.first and (period.last is None or week <= period.last):
            return place
    raise ValueError(f"week {week} lies in no period")


class Occasion(NamedTuple):
    """Hold one person's values on one instrument at one time.

    `when` is the number of weeks since the person's first response of anything (tier
    study) or the place of a period (tier standard).
    """

    instrument: str
    version: int
    when: int
    values: Mapping[str, Value]


class Record(NamedTuple):
    """Hold one person under an id that no other export knows, occasions in order."""

    id: str
    profile: Mapping[str, Value]
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """Describe one column, and what its numbers mean.

    `instrument` is empty for what belongs to a person and is then found in the
    profile under `key`. Several versions share a column where their answers may be
    compared. `labels` are the words of its values, `outside` the codes of answers
    beside the scale with their words; `figure` marks what reports are made of, and
    `category` what has words for each value.
    """

    name: str
    key: str
    label: str
    instrument: str = ""
    versions: frozenset[int] = frozenset()
    whole: bool = True
    low: float | None = None
    high: float | None = None
    labels: Mapping[int, str] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)
    figure: bool = False
    category: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)
    """What a codebook prints besides: question, recall, scoring, source, licence …"""

    def coded(self, value: Value) -> int | float:
        """Give the number that stands for a value; raise ValueError, KeyError."""
        if isinstance(value, int | float):
            return value
        if isinstance(value, Outside):
            return FIRST_OUTSIDE + list(self.outside).index(value.code)
        return RESERVE[value]


def profile_instruments(instruments: Iterable[Instrument]) -> frozenset[str]:
    """Find the sets that describe a person: quasi-identifiers of today alone.

    Their latest answers are a profile. What looks back over weeks is an occasion.
    """
    return frozenset(
        one.id
        for one in instruments
        if one.recall == "today" and all(item.quasi_identifier for item in one.items)
    )
