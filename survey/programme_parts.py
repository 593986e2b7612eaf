"""What a programme file is made of: places, times of asking, behaviours, its look."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from survey.measure.schedule import Entry

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class Part(BaseModel):
    """A part of a programme file: closed to unknown keys, fixed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Site(Part):
    """A place where groups of the programme meet; in a house staff have duties."""

    id: Slug
    name: Annotated[str, Field(min_length=1)]
    house: bool = False


class Behaviour(Part):
    """Something a person may want to change."""

    id: Slug
    label: Annotated[str, Field(min_length=1)]
    sudden_stop: Literal["alcohol", "sedatives", "opioids"] | None = None


class Scheduled(Part):
    """When one instrument is asked, in weeks since joining."""

    instrument: Slug
    every: Annotated[int, Field(ge=1)] | None = None
    offset: Annotated[int, Field(ge=0)] = 0
    short: tuple[str, ...] | None = None
    after_goal_change: bool = False
    beside: Slug | None = None
    after_check_ins: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Scheduled":
        ways = (self.every, self.beside, self.after_check_ins)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("give one of every, beside and after_check_ins")
        return self

    @property
    def entry(self) -> Entry:
        """Return this as the schedule takes it."""
        return Entry(**self.model_dump() | {"every": self.every or 0})


class Look(Part):
    """What people of the programme see on each page; left out, the house’s stands."""

    product_name: Annotated[str, Field(min_length=1)] | None = None
    exit_url: Annotated[str, Field(pattern=r"^https://")] | None = None
