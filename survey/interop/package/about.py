"""What has to be told about an export besides its rows, handed in by who builds it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from survey.measure.instrument import Instrument
from survey.measure.study import PERIODS, Period, Tier


class Stage(NamedTuple):
    """Name a step of the flow and the people who took it; None is not shown."""

    name: str
    people: int | None


class Agreement(NamedTuple):
    """Tell to whom, for what and until when data was given."""

    recipient: str
    purpose: str
    until: date
    text_version: int


class Planned(NamedTuple):
    """Tell which question was fixed, since when, and the digest in the audit trail."""

    measure: str
    first_week: int
    last_week: int
    minimum_n: int
    comparison: str
    since: date
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Describe an export.

    `export` is its id in hexadecimal, `as_of` the time up to which answers are in it,
    in words and no finer than a quarter. `programme` is None where its name would
    point to people. `flow` and `left_out` are rounded to 5. `k` and the `diversity` (l)
    are what was reached, and `known` is what is left of k to who also knows `m` bands;
    `suppressed` is the share, 0 to 1, of people taken out.
    """

    export: str
    tier: Tier
    as_of: str
    instruments: tuple[Instrument, ...]
    software: str = "Tidemark"
    programme: str | None = None
    flow: tuple[Stage, ...] = ()
    left_out: tuple[Stage, ...] = ()
    rules: tuple[str, ...] = ()
    k: int | None = None
    diversity: int | None = None
    known: int | None = None
    m: int | None = None
    suppressed: float | None = None
    plan: Planned | None = None
    agreement: Agreement | None = None
    delete_by: date | None = None
    periods: tuple[Period, ...] = PERIODS

    @property
    def title(self) -> str:
        """Name the data as a citation does."""
        whose = self.programme or "A programme of recovery groups"
        return f"{whose}: self-assessed outcomes, de-identified (tier {self.tier})"


class Counted(NamedTuple):
    """Count what is in the files; `answered` are people per period, rounded to 5."""

    people: int
    occasions: int
    answered: tuple[Stage, ...] = ()
