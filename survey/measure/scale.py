"""How answers become figures: scales and domains.

These are declarations. The arithmetic is in `arithmetic`; which answers go into it is
decided in `scoring`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from survey.measure.written import Id, Number, Polarity, Span, Whole, Words, Written


class Score(Written):
    """Name the arithmetic of a scale.

    `sum`, `mean` and `item` work on items; `formula` (a weighted sum) and `stage` (the
    place of the highest) on scales. Then `times` and `plus` move the figure, or `table`
    gives the published figure for a raw one.
    """

    method: Literal["sum", "mean", "item", "formula", "stage"]
    weights: Mapping[Id, Number] = {}
    times: Number = 1
    plus: Number = 0
    table: Mapping[Whole, Number] = {}

    @property
    def of_scales(self) -> bool:
        """Say whether it works on scales and not on items."""
        return self.method in {"formula", "stage"}


class MissingRule(Written):
    """Say when a scale has no score.

    `prorate` scores from the items answered, `zero` counts a blank as nought.
    """

    rule: Literal["require_all", "prorate", "zero"]
    max_missing: Annotated[int, Field(ge=0)] = 0
    status: Literal["confirmed", "unconfirmed"] = "confirmed"


class Scale(Written):
    """Stand for items, or for scales, that are scored together."""

    id: Id
    title: Words
    items: tuple[Id, ...] = ()
    scales: tuple[Id, ...] = ()
    score: Score
    missing: MissingRule
    range: tuple[Number, Number]
    polarity: Polarity

    @property
    def parts(self) -> tuple[Id, ...]:
        """List the ids of what it is made of."""
        return self.scales if self.score.of_scales else self.items


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
