"""A programme as its file describes it: places, schedule, behaviours, people to call.

Programmes are data. A file is checked whole, every mistake at once, before anything
of it is written; applying the same file twice changes nothing.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, model_validator
from sqlalchemy import Connection

from survey import plan, versions
from survey.measure.instruments import Library
from survey.measure.planning import misplanned
from survey.measure.rounds import Week, week_of
from survey.measure.schedule import Entry
from survey.plan import Plan
from survey.programme_parts import Behaviour, Look, Part, Scheduled, Site, Slug
from survey.records.queries import rounds, tree
from survey.service import Service
from survey.settings import HelpLine


class BrokenProgramme(Exception):
    """A programme file has mistakes; nothing of it was applied."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        """Take every mistake found."""
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class Programme(Part):
    """Everything a programme file says."""

    id: Slug
    name: Annotated[str, Field(min_length=1)]
    kind: Slug
    time_zone: str
    first_week: date
    round_weeks: Literal[1, 2, 4] = 2
    languages: tuple[str, ...] = ("en",)
    emergency: str
    naloxone_note: str = ""
    sites: tuple[Site, ...] = Field(alias="site", min_length=1)
    scheduled: tuple[Scheduled, ...] = Field(alias="schedule", min_length=1)
    behaviours: tuple[Behaviour, ...] = Field(alias="behaviour", min_length=1)
    help: tuple[HelpLine, ...] = Field(min_length=1)
    look: Look = Look()
    evaluation: Plan | None = None

    @model_validator(mode="after")
    def _agree(self) -> "Programme":
        mistakes = []
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            mistakes.append(f"time_zone: no such time zone: {self.time_zone}")
        if self.first_week.weekday() != 0:
            mistakes.append(f"first_week: {self.first_week} is not a Monday")
        for key, parts in (("site", self.sites), ("behaviour", self.behaviours)):
            ids = [part.id for part in parts]
            mistakes += [
                f"{key}: {name} stands twice"
                for name in set(ids)
                if ids.count(name) > 1
            ]
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    @property
    def schedule(self) -> tuple[Entry, ...]:
        """Return what is asked when."""
        return tuple(part.entry for part in self.scheduled)

    @property
    def houses(self) -> frozenset[str]:
        """Return the sites whose groups are only ever shown with others."""
        return frozenset(site.id for site in self.sites if site.house)

    def week(self, service: Service) -> Week:
        """Return the present week in the programme's time zone."""
        return week_of(service.clock.now(), self.time_zone)

    def behaviour(self, behaviour_id: str) -> Behaviour | None:
        """Return one of the programme's behaviours."""
        return next((b for b in self.behaviours if b.id == behaviour_id), None)


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a programme file did."""

    programme: Programme
    changed: bool
    sites_added: tuple[str, ...]


def parse(text: str, library: Library | None = None) -> Programme:
    """Read a programme file, or raise BrokenProgramme with every mistake."""
    try:
        programme = Programme.model_validate(tomllib.loads(text), strict=False)
    except tomllib.TOMLDecodeError as error:
        raise BrokenProgramme((f"not TOML: {error}",)) from None
    except ValidationError as error:
        raise BrokenProgramme(
            tuple(_plain(tuple(e["loc"]), e["msg"]) for e in error.errors())
        ) from None
    if library is not None:
        mistakes = amiss(programme, library)
        if mistakes:
            raise BrokenProgramme(mistakes)
    return programme


def amiss(programme: Programme, library: Library) -> tuple[str, ...]:
    """List what a programme asks or plans that these instruments do not bear."""
    mistakes = misplanned(programme.schedule, library)
    if programme.evaluation is not None:
        mistakes += plan.amiss(programme.evaluation, programme.schedule, library)
    return mistakes


def everything(service: Service) -> tuple[Programme, ...]:
    """Return every programme of this service."""
    with service.store.read() as connection:
        rows = tree.programmes(connection)
    return tuple(_in_force(row.definition) for row in rows)


def one(connection: Connection, programme_id: str) -> Programme:
    """Return a programme that rows refer to."""
    row = tree.programme(connection, programme_id)
    if row is None:
        raise LookupError(programme_id)
    return _in_force(row.definition)


@lru_cache(maxsize=64)
def _in_force(text: str) -> Programme:
    """Read a text that was checked when it was applied; every request needs it."""
    return parse(text)


def apply(service: Service, text: str, rehearsal: bool = False) -> Applied:
    """Put a programme file in force; nothing changes when it has a mistake.

    A rehearsal does the same and takes everything back.
    """
    programme = parse(text, service.instruments)
    checksum = hashlib.sha256(text.encode()).digest()
    with service.store.write() as connection:
        before = tree.programme(connection, programme.id)
        if before is not None and before.checksum == checksum:
            return Applied(programme, changed=False, sites_added=())
        known = tree.sites(connection, programme.id)
        wanted = {site.id: site.name for site in programme.sites}
        _keep_used_sites(connection, programme, set(known) - set(wanted))
        if before is not None and rounds.any_of(connection, programme.id):
            _keep_rounds(_in_force(before.definition), programme)
        tree.put_programme(connection, programme.id, text, checksum)
        for site_id, name in wanted.items():
            tree.put_site(connection, programme.id, site_id, name)
        says = programme.model_dump(mode="json", by_alias=True)
        versions.record(service, connection, programme.id, checksum, says)
        plan.record(service, connection, programme.id, programme.evaluation)
        if rehearsal:
            connection.rollback()
    added = tuple(sorted(set(wanted) - set(known)))
    return Applied(programme, changed=True, sites_added=added)


def _keep_used_sites(
    connection: Connection, programme: Programme, gone: set[str]
) -> None:
    used = {group.site_id for group in tree.groups(connection, programme.id)} & gone
    if used:
        raise BrokenProgramme(
            tuple(
                f"site: {name} has groups, so it cannot be left out"
                for name in sorted(used)
            )
        )
    for site_id in gone:
        tree.drop_site(connection, programme.id, site_id)


def _keep_rounds(before: Programme, now: Programme) -> None:
    """Refuse to draw rounds anew under check-ins that lie in them."""
    mistakes = tuple(
        f"{name}: rounds have begun, so it stays {was}"
        for name, was, wanted in (
            ("first_week", before.first_week, now.first_week),
            ("round_weeks", before.round_weeks, now.round_weeks),
            ("time_zone", before.time_zone, now.time_zone),
        )
        if was != wanted
    )
    if mistakes:
        raise BrokenProgramme(mistakes)


def _plain(place: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(part) for part in place)
    said = message.removeprefix("Value error, ")
    return f"{where}: {said}" if where else said
