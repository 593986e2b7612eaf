"""Bring a database to the newest revision, and say whether it has drifted."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from .store import Store
from .tables import metadata

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(store: Store, revision: str = "head") -> tuple[str | None, str | None]:
    """Apply what is missing; return the revision before and after."""
    with store.write() as connection:
        before = _revision(connection)
        command.upgrade(_config(connection), revision)
        after = _revision(connection)
    return before, after


def drift(store: Store) -> tuple[str, ...]:
    """Return what differs between the database and the tables; nothing if in step."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        return tuple(str(change) for change in compare_metadata(context, metadata))


def is_current(connection: Connection) -> bool:
    """Return whether the database stands at the newest revision."""
    return _revision(connection) == newest()


def newest() -> str | None:
    """Return the newest revision there is."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
