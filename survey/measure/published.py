"""What only a published instrument has: terms, codes, tables, reliable change.

These are figures that somebody else found. Each says where it was printed; one that
could not be confirmed is named here without a figure (`status = "unconfirmed"`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from survey.measure.written import Id, Number, Whole, Words, Written

Status = Literal["confirmed", "unconfirmed"]
Code = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,80}$")]
"""A name in somebody else's system: a LOINC code, a linkId, a column."""


class Licence(Written):
    """Say who holds the words of a published instrument and on what terms."""

    status: Words
    holder: Words
    terms: Words
    wording: Literal["import_only"]
    source: Words
    url: Words | None = None
    asked_on: date | None = None


class Codes(Written):
    """Name the instrument, its items and its answers as other systems know them."""

    loinc_panel: Code | None = None
    loinc_total: Code | None = None
    items: Mapping[Id, tuple[Code, ...]] = {}
    """Item to its names: LOINC code, linkId or REDCap name."""
    answers: Mapping[Code, Whole] = {}
    """A code of a published answer list to the answer of this key."""


class Percentile(Written):
    """Hold a published table; a row is lowest score, highest score, percentile."""

    scale: Id
    population: Words
    source: Words
    rows: Annotated[tuple[tuple[Number, Number, int], ...], Field(min_length=1)]


class Bands(Written):
    """Hold named ranges of a score; a row is the score a band begins at, its name.

    Tables with the same id differ by who is scored; `fallback` is taken for the rest.
    """

    id: Id
    scale: Id
    by: Literal["none", "substance", "sex"] = "none"
    value: Id | None = None
    fallback: bool = False
    indicative: bool = False
    status: Status = "confirmed"
    source: Words
    rows: tuple[tuple[Number, Id], ...] = ()


class ReliableChange(Written):
    """Hold one published or computed figure for reliable change.

    `stated` means that the source gives the points and not what they follow from.
    """

    scale: Id
    status: Status = "confirmed"
    points: Annotated[float, Field(gt=0)] | None = None
    ci: Literal[90, 95] | None = None
    r: Annotated[float, Field(gt=0, lt=1)] | None = None
    r_type: Literal["retest", "alpha", "stated"]
    sd: Annotated[float, Field(gt=0)] | None = None
    n: Annotated[int, Field(gt=0)] | None = None
    population: Words
    source: Words
    in_force: bool
    note: Words | None = None
