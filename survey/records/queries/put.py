"""Write a row whether or not it is there, in one statement.

Two taps at once both succeed: looking first, or deleting first, would let the second
tap fail on PostgreSQL, where it does not wait for the first.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from survey.records.base import Base


def put(
    connection: Connection,
    table: type[Base],
    key: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    """Write a row of this key, new or changed."""
    row = _insert(connection, table).values(**key, **values)
    connection.execute(
        row.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    )


def put_new(
    connection: Connection,
    table: type[Base],
    key: Mapping[str, Any],
    values: Mapping[str, Any],
) -> bool:
    """Write a row of this key, unless there is one; return whether it was written."""
    row = _insert(connection, table).values(**key, **values)
    written = row.on_conflict_do_nothing(index_elements=list(key)).returning(
        *(table.__table__.c[name] for name in key)
    )
    return connection.execute(written).first() is not None


def _insert(
    connection: Connection, table: type[Base]
) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
