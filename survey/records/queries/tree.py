"""Programmes, sites, groups and the signed keys of a programme."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from survey.records.queries.put import put
from survey.records.rows import AnyRow
from survey.records.tables import EvaluationKey, Group, Membership, Programme, Site


def programmes(connection: Connection) -> Sequence[AnyRow]:
    """Return every programme in the order of ids: id, definition, checksum."""
    return connection.execute(
        select(Programme.id, Programme.definition, Programme.checksum).order_by(
            Programme.id
        )
    ).all()


def programme(connection: Connection, programme_id: str) -> AnyRow | None:
    """Return one programme: id, definition, checksum."""
    return connection.execute(
        select(Programme.id, Programme.definition, Programme.checksum).where(
            Programme.id == programme_id
        )
    ).one_or_none()


def put_programme(
    connection: Connection, programme_id: str, definition: str, checksum: bytes
) -> None:
    """Write a programme's text, new or changed."""
    values = {"definition": definition, "checksum": checksum}
    put(connection, Programme, {"id": programme_id}, values)


def sites(connection: Connection, programme_id: str) -> dict[str, str]:
    """Return the sites of a programme: id to name."""
    rows = connection.execute(
        select(Site.id, Site.name).where(Site.programme_id == programme_id)
    )
    return {row.id: row.name for row in rows}


def put_site(
    connection: Connection, programme_id: str, site_id: str, name: str
) -> None:
    """Write a site's name, new or changed."""
    key = {"programme_id": programme_id, "id": site_id}
    put(connection, Site, key, {"name": name})


def drop_site(connection: Connection, programme_id: str, site_id: str) -> None:
    """Drop a site that has no group."""
    connection.execute(
        delete(Site).where(Site.programme_id == programme_id, Site.id == site_id)
    )


def groups(connection: Connection, programme_id: str) -> Sequence[AnyRow]:
    """Return the groups of a programme in the order of their aliases."""
    return connection.execute(
        select(*_GROUP).where(Group.programme_id == programme_id).order_by(Group.alias)
    ).all()


def group_by_code(connection: Connection, join_code: str) -> AnyRow | None:
    """Return the group that a join code belongs to."""
    return connection.execute(
        select(*_GROUP).where(Group.join_code == join_code)
    ).one_or_none()


def group_by_alias(
    connection: Connection, programme_id: str, alias: str
) -> AnyRow | None:
    """Return a group by its name within the programme."""
    return connection.execute(
        select(*_GROUP).where(Group.programme_id == programme_id, Group.alias == alias)
    ).one_or_none()


def group(connection: Connection, group_id: bytes) -> AnyRow | None:
    """Return a group by its id."""
    return connection.execute(select(*_GROUP).where(Group.id == group_id)).one_or_none()


def add_group(connection: Connection, **values: Any) -> None:
    """Write a new group."""
    connection.execute(insert(Group).values(values))


def change_group(connection: Connection, group_id: bytes, **values: Any) -> None:
    """Change the state or the join code of a group."""
    connection.execute(update(Group).where(Group.id == group_id).values(values))


def spend_join(connection: Connection, group_id: bytes) -> bool:
    """Take one of the joins that a code allows; False when none is left."""
    spent = connection.execute(
        update(Group)
        .where(
            Group.id == group_id,
            Group.joins_left > 0,
            Group.state == "open",
            Group.paused_since.is_(None),
        )
        .values(joins_left=Group.joins_left - 1)
    )
    return spent.rowcount == 1


def members(connection: Connection, group_id: bytes) -> int:
    """Return how many belong to a group now."""
    return connection.execute(
        select(func.count())
        .select_from(Membership)
        .where(Membership.group_id == group_id, Membership.left.is_(None))
    ).scalar_one()


def evaluation_keys(connection: Connection, programme_id: str) -> Sequence[AnyRow]:
    """Return every published key of a programme, newest epoch first."""
    return connection.execute(
        select(EvaluationKey.__table__)
        .where(EvaluationKey.programme_id == programme_id)
        .order_by(EvaluationKey.epoch.desc())
    ).all()


def add_evaluation_key(connection: Connection, **values: Any) -> None:
    """Publish a signed evaluation key."""
    connection.execute(insert(EvaluationKey).values(values))


_GROUP = (
    Group.id,
    Group.programme_id,
    Group.site_id,
    Group.alias,
    Group.state,
    Group.join_code,
    Group.joins_left,
    Group.last_day,
    Group.paused_since,
)
