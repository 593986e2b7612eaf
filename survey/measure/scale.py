"""How answers become figures: scales, domains, tables, reliable-change blocks.

These are declarations. The arithmetic is in `scoring`, and no figure stands here
without the file that says where it comes from.
"""

from typing import Annotated, Literal

from pydantic import Field

from survey.measure.written import Id, Polarity, Span, Words, Written

Number = Annotated[float, Field(ge=-1e6, le=1e6)]


class Score(Written):
    """Name the arithmetic of a scale; `item` takes the one item as it is."""

    method: Literal["sum", "mean", "item"]


class MissingRule(Written):
    """Say when a scale has no score; `prorate` scores from the items answered."""

    rule: Literal["require_all", "prorate"]
    max_missing: Annotated[int, Field(ge=0)] = 0


class Scale(Written):
    """Stand for items that are scored together."""

    id: Id
    title: Words
    items: Annotated[tuple[Id, ...], Field(min_length=1)]
    score: Score
    missing: MissingRule
    range: Span
    polarity: Polarity


class Source(Written):
    """Point to what a domain is taken from."""

    item: Id | None = None
    scale: Id | None = None


class Domain(Written):
    """Stand for a figure that the instrument declares as releasable."""

    id: Id
    title: Words
    source: Annotated[Source, Field(alias="from")]
    range: Span
    turned_over: bool
    polarity: Polarity
    groups: bool


class Percentile(Written):
    """Hold a published table; a row is lowest score, highest score, percentile."""

    scale: Id
    population: Words
    source: Words
    rows: Annotated[tuple[tuple[Number, Number, int], ...], Field(min_length=1)]


class ReliableChange(Written):
    """Hold one published or computed figure for reliable change."""

    scale: Id
    points: Annotated[float, Field(gt=0)]
    ci: Literal[90, 95]
    r: Annotated[float, Field(gt=0, lt=1)]
    r_type: Literal["retest", "alpha"]
    sd: Annotated[float, Field(gt=0)]
    n: Annotated[int, Field(gt=0)]
    population: Words
    source: Words
    in_force: bool
    note: Words | None = None


class Licence(Written):
    """Say who holds the words of a published instrument and on what terms."""

    status: Words
    holder: Words
    terms: Words
    wording: Literal["import_only"]
    source: Words
