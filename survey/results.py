"""What views may know of results: the releases that speak of a group, and no more.

The only reader of releases for the pages of a group. What is not in a `Page` cannot
be had from here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NewType, cast, get_args

from survey.measure.rounds import (
    BLOCK_ROUNDS,
    QUARTER_WEEKS,
    Week,
    add_weeks,
    weeks_between,
)
from survey.privacy import shown
from survey.privacy.shown import Page
from survey.records.queries import released
from survey.records.rows import AnyRow
from survey.service import Service

Domain = NewType("Domain", str)
"""An instrument and its domain, as `days.as_wanted`."""

PARTICIPATION = "participation"
HowMany = Literal["fewer", "some", "many"]


class NoSuchGroup(Exception):
    """There is no group of that id."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole weeks that lie together; both ends belong to it."""

    first: Week
    last: Week

    @property
    def weeks(self) -> int:
        """Return how many weeks it holds."""
        return weeks_between(self.first, self.last) + 1


@dataclass(frozen=True, slots=True)
class Release:
    """What was decided on one domain; without a page the picture rests."""

    domain: Domain
    when: Stretch
    pooled: bool
    """Whether it speaks of several groups of the site together."""
    page: Page | None


@dataclass(frozen=True, slots=True)
class Participation:
    """How many different people checked in, roughly."""

    how_many: HowMany
    when: Stretch
    pooled: bool


@dataclass(frozen=True, slots=True)
class GroupResults:
    """Everything that was ever released about one group, oldest first."""

    alias: str
    site: str
    releases: tuple[Release, ...]
    participation: Participation | None
    """The latest."""

    @property
    def newest(self) -> Stretch | None:
        """Return the weeks that were decided last."""
        return self.releases[-1].when if self.releases else None

    def of(self, domain: Domain) -> tuple[Release, ...]:
        """Return what was decided on one domain, oldest first."""
        return tuple(each for each in self.releases if each.domain == domain)


def of_group(service: Service, group_id: bytes) -> GroupResults:
    """Return what a group may see of itself, in one query; raise NoSuchGroup."""
    with service.store.read() as connection:
        rows = released.of_group(connection, group_id)
    if not rows:
        raise NoSuchGroup
    told = [row for row in rows if row.domain is not None]
    return GroupResults(
        alias=rows[0].alias,
        site=rows[0].site,
        releases=tuple(_release(row) for row in told if row.domain != PARTICIPATION),
        participation=newest_participation(told),
    )


def newest_participation(rows: Sequence[AnyRow]) -> Participation | None:
    """Return what was released last, among releases of one place, oldest first."""
    counts = [_participation(row) for row in rows if row.domain == PARTICIPATION]
    return next((each for each in reversed(counts) if each), None)


def _release(row: AnyRow) -> Release:
    page = shown.from_json(row.page) if row.page else None
    return Release(Domain(row.domain), _when(row), row.place == "pool", page)


def _participation(row: AnyRow) -> Participation | None:
    said = json.loads(row.page)["class"] if row.page else None
    if said not in get_args(HowMany):
        return None
    return Participation(cast("HowMany", said), _when(row), row.place == "pool")


def _when(row: AnyRow) -> Stretch:
    """Return the weeks of a release, counted back from the round that it ends in."""
    last = Week(row.last_week)
    each = weeks_between(Week(row.first_week), last) + 1
    spans = {"round": each, "block": BLOCK_ROUNDS * each, "quarter": QUARTER_WEEKS}
    return Stretch(add_weeks(last, 1 - spans[row.span]), last)
