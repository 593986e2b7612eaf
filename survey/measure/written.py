"""What every part of an instrument file has in common.

A part is exactly what its author wrote: unknown keys are refused, and nothing is
guessed, converted or changed afterwards.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Written(BaseModel):
    """Stand for something that an author wrote in an instrument file."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", allow_inf_nan=False
    )


class Polarity(StrEnum):
    """Say which way is better, if either is."""

    HIGHER_BETTER = "higher_better"
    HIGHER_WORSE = "higher_worse"
    NEUTRAL = "neutral"


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
InstrumentId = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)
]
Words = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Whole = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
Number = Annotated[float, Field(ge=-1e6, le=1e6)]
Span = tuple[Whole, Whole]
"""A range of whole numbers, both ends included."""

Goal = Literal["stop", "cut_down", "keep_up", "thinking"]
Recall = Literal[
    "right now",
    "today",
    "yesterday",
    "last 24 hours",
    "last 7 days",
    "last 2 weeks",
    "last 4 weeks",
    "last 30 days",
    "last 3 months",
    "last 12 months",
    "lifetime",
]
