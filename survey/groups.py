"""Open and close groups, and hand out the join codes that their posters carry."""

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

Problem = Literal["unknown", "expired", "full", "closed"]


class NoKeysYet(Exception):
    """The programme has no trusted results keys, so no group may open."""


class NoSuchPlace(Exception):
    """There is no such programme, site or group here."""


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
    """Open a group at a site; its programme must have trusted results keys."""
    with service.store.write() as connection:
        if site_id not in tree.sites(connection, programme_id):
            raise NoSuchPlace
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
        _write_down(service, connection, "group.opened", opened)
        return opened


def close_group(service: Service, programme_id: str, alias: str) -> OpenGroup:
    """Close a group: nobody joins any more; its members keep everything."""
    return _change(service, programme_id, alias, "group.closed", {"state": "closed"})


def rotate_code(service: Service, programme_id: str, alias: str) -> OpenGroup:
    """Give a group a new join code; the old one stops at once."""
    return _change(service, programme_id, alias, "group.code", _fresh_code(service))


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
    service: Service, programme_id: str, alias: str, act: str, values: dict[str, Any]
) -> OpenGroup:
    with service.store.write() as connection:
        row = tree.group_by_alias(connection, programme_id, alias)
        if row is None:
            raise NoSuchPlace
        tree.change_group(connection, row.id, **values)
        changed = group_of(tree.group(connection, row.id))
        if changed != group_of(row):
            _write_down(service, connection, act, changed)
        return changed


def _write_down(
    service: Service, connection: Connection, act: str, group: OpenGroup
) -> None:
    what = {"programme": group.programme_id, "site": group.site_id}
    acts.write(service, connection, act, None, **what, group=group.alias)


def _fresh_code(service: Service) -> dict[str, Any]:
    today = service.clock.now().date()
    return {
        "join_code": draw_join_code(service.chance.choose),
        "joins_left": JOINS,
        "last_day": today + timedelta(days=CODE_DAYS),
    }


def _problem(row: AnyRow, today: date) -> Problem | None:
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
