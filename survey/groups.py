"""Open groups, let them rest, close them, and change the codes of their posters."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from survey import acts, custody
from survey.privacy.codes import draw_join_code
from survey.records.queries import tree
from survey.records.rows import AnyRow
from survey.service import Service

CODE_DAYS = 183
"""Half a year: the life of a join code on a wall."""
JOINS = 200
"""Joins that one code allows before it must be changed."""
ALIAS = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""A group's name stands in addresses."""


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
    paused_since: date | None = None
    """None while it takes newcomers, and once it is closed."""


Values = Callable[[OpenGroup], dict[str, Any]]
"""What of a group's row is to change, by how it stands."""


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
    """Close a group, which has ended: its members keep everything, and no more comes.

    Nobody joins, no meeting is written down, nobody new is let in to run it.
    """
    values = {"state": "closed", "paused_since": None}
    return _change(service, programme_id, alias, "group.closed", by, lambda _: values)


def reopen_group(
    service: Service, programme_id: str, alias: str, by: bytes | None = None
) -> OpenGroup:
    """Open a closed group again; its code works if it still would."""
    values = {"state": "open"}
    return _change(service, programme_id, alias, "group.reopened", by, lambda _: values)


def pause_group(
    service: Service, programme_id: str, alias: str, by: bytes | None = None
) -> OpenGroup:
    """Let a group rest: nobody joins for a while, and everything else goes on.

    Raise GroupClosed.
    """
    today = service.clock.now().date()

    def values(group: OpenGroup) -> dict[str, Any]:
        return {"paused_since": group.paused_since or today}

    return _change(service, programme_id, alias, "group.paused", by, _if_open(values))


def resume_group(
    service: Service, programme_id: str, alias: str, by: bytes | None = None
) -> OpenGroup:
    """Let newcomers into a resting group again; the same poster works."""
    values = {"paused_since": None}
    return _change(service, programme_id, alias, "group.resumed", by, lambda _: values)


def rotate_code(
    service: Service, programme_id: str, alias: str, by: bytes | None = None
) -> OpenGroup:
    """Give a group a new join code, the old one stops at once; raise GroupClosed."""
    values = _if_open(lambda _: _fresh_code(service))
    return _change(service, programme_id, alias, "group.code", by, values)


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
    values: Values,
) -> OpenGroup:
    with service.store.write() as connection:
        before = group_of(tree.group_by_alias(connection, programme_id, alias))
        tree.change_group(connection, before.id, **values(before))
        changed = group_of(tree.group(connection, before.id))
        if changed != before:
            _write_down(service, connection, act, by, changed)
        return changed


def _if_open(values: Values) -> Values:
    def checked(group: OpenGroup) -> dict[str, Any]:
        if group.state != "open":
            raise GroupClosed(group.alias)
        return values(group)

    return checked


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


def group_of(row: AnyRow | None) -> OpenGroup:
    """Return a group from its row; raise NoSuchPlace if there is none."""
    if row is None:
        raise NoSuchPlace
    return OpenGroup(**row._asdict())
