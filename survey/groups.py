"""Open and close groups, and hand out the join codes that their posters carry."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import Connection

from survey import acts, custody, programme
from survey.privacy.codes import draw_join_code, normalise_join_code
from survey.programme import Programme
from survey.records.queries import tree
from survey.records.rows import AnyRow
from survey.service import Service

CODE_DAYS = 183
"""Half a year: the life of a join code on a wall."""
JOINS = 200
"""Joins that one code allows before it must be changed."""
SOON = timedelta(weeks=3)
"""How long before its last day a code is said to end: time to print new posters."""
ALIAS = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""A group's name stands in addresses."""

Problem = Literal["unknown", "expired", "full", "closed"]
Standing = Problem | Literal["ends soon", "good"]
"""How it is with the code on a group's posters."""


class NoKeysYet(Exception):
    """The programme has no trusted results keys, so no group may open."""


class NoSuchPlace(Exception):
    """There is no such programme, site or group here."""


class BadAlias(Exception):
    """A group's name is not 1 to 40 small letters, figures and dashes."""


class AliasTaken(Exception):
    """The programme has a group of that name already."""


class GroupClosed(Exception):
    """A group is closed: nothing of it changes any more."""


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A group, as who runs it sees it."""

    id: bytes
    programme_id: str
    site_id: str
    alias: str
    state: str
    join_code: str
    joins_left: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Doorway:
    """Where a typed join code leads, and why it may not open."""

    programme: Programme | None
    group_id: bytes | None
    problem: Problem | None


def look_up(service: Service, text: str) -> Doorway:
    """Find the group of a join code; without one the programme stays open."""
    with service.store.read() as connection:
        row = tree.group_by_code(connection, normalise_join_code(text))
        if row is None:
            return Doorway(None, None, "unknown")
        found = programme.one(connection, row.programme_id)
    problem = _problem(row, service.clock.now().date())
    return Doorway(found, row.id if problem is None else None, problem)


def open_group(
    service: Service, programme_id: str, site_id: str, alias: str
) -> OpenGroup:
    """Open a group at a site, from the command line; raise as `begin` does."""
    with service.store.write() as connection:
        return begin(service, connection, programme_id, site_id, alias)


def begin(
    service: Service,
    connection: Connection,
    programme_id: str,
    site_id: str,
    alias: str,
    by: bytes | None = None,
) -> OpenGroup:
    """Open a group at a site; its programme must have trusted results keys.

    Raise NoSuchPlace, BadAlias, AliasTaken or NoKeysYet. As for every act here, `by`
    is who of the staff does it, None for the command line.
    """
    if site_id not in tree.sites(connection, programme_id):
        raise NoSuchPlace
    if not ALIAS.fullmatch(alias):
        raise BadAlias
    if tree.group_by_alias(connection, programme_id, alias) is not None:
        raise AliasTaken
    for purpose in ("group", "study"):
        if not custody.evaluation_key(service, connection, programme_id, purpose):
            raise NoKeysYet
    group_id = service.chance.draw(16)
    tree.add_group(
        connection,
        id=group_id,
        programme_id=programme_id,
        site_id=site_id,
        alias=alias,
        state="open",
        **_fresh_code(service),
    )
    opened = group_of(tree.group(connection, group_id))
    _write_down(service, connection, "group.opened", by, opened)
    return opened


def close_group(
    service: Service, programme_id: str, alias: str, by: bytes | None = None
) -> OpenGroup:
    """Close a group: nobody joins any more; its members keep everything."""
    values = {"state": "closed"}
    return _change(service, programme_id, alias, "group.closed", by, values)


def reopen_group(
    service: Service, programme_id: str, alias: str, by: bytes | None = None
) -> OpenGroup:
    """Open a closed group again; its code works if it still would."""
    values = {"state": "open"}
    return _change(service, programme_id, alias, "group.reopened", by, values)


def rotate_code(
    service: Service, programme_id: str, alias: str, by: bytes | None = None
) -> OpenGroup:
    """Give a group a new join code; the old one stops at once."""
    values = _fresh_code(service)
    return _change(service, programme_id, alias, "group.code", by, values)


def standing(service: Service, group: OpenGroup) -> Standing:
    """Return how it is with the code on a group's posters."""
    today = service.clock.now().date()
    ends_soon = group.last_day - today <= SOON
    return _problem(group, today) or ("ends soon" if ends_soon else "good")


def of_programme(service: Service, programme_id: str) -> tuple[OpenGroup, ...]:
    """Return the groups of a programme."""
    with service.store.read() as connection:
        return tuple(group_of(row) for row in tree.groups(connection, programme_id))


def named(service: Service, programme_id: str, alias: str) -> OpenGroup:
    """Return a group by its name within the programme."""
    with service.store.read() as connection:
        return group_of(tree.group_by_alias(connection, programme_id, alias))


def alias_of(connection: Connection, group_id: bytes | None) -> str | None:
    """Return the name of a group."""
    row = tree.group(connection, group_id) if group_id else None
    return row.alias if row else None


def _change(
    service: Service,
    programme_id: str,
    alias: str,
    act: str,
    by: bytes | None,
    values: dict[str, Any],
) -> OpenGroup:
    with service.store.write() as connection:
        row = tree.group_by_alias(connection, programme_id, alias)
        if row is None:
            raise NoSuchPlace
        tree.change_group(connection, row.id, **values)
        changed = group_of(tree.group(connection, row.id))
        if changed != group_of(row):
            _write_down(service, connection, act, by, changed)
        return changed


def _write_down(
    service: Service,
    connection: Connection,
    act: str,
    by: bytes | None,
    group: OpenGroup,
) -> None:
    what = {"programme": group.programme_id, "site": group.site_id}
    acts.write(service, connection, act, by, **what, group=group.alias)


def _fresh_code(service: Service) -> dict[str, Any]:
    today = service.clock.now().date()
    return {
        "join_code": draw_join_code(service.chance.choose),
        "joins_left": JOINS,
        "last_day": today + timedelta(days=CODE_DAYS),
    }


def _problem(row: AnyRow | OpenGroup, today: date) -> Problem | None:
    if row.state != "open":
        return "closed"
    if row.last_day < today:
        return "expired"
    return "full" if row.joins_left <= 0 else None


def group_of(row: AnyRow | None) -> OpenGroup:
    """Return a group from its row; raise NoSuchPlace if there is none."""
    if row is None:
        raise NoSuchPlace
    return OpenGroup(**row._asdict())
