"""Open the database, the same way for SQLite and PostgreSQL, and hand out transactions.

A write on SQLite begins IMMEDIATE, so two workers queue instead of failing late; the
pragmas are set on every connection because they last no longer than one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError

from .tables import metadata

PRAGMAS = (
    # of a new file only: a person's row, with its two public keys, fits in one page
    "page_size=8192",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "recursive_triggers=ON",
    "busy_timeout=10000",
)
PATIENCE = 500
"""Milliseconds that emptying the log waits for readers; somebody looks at a page."""
ONE_STATE: dict[str, Any] = {
    "isolation_level": "REPEATABLE READ",
    "postgresql_readonly": True,
}
"""How PostgreSQL is asked for what SQLite gives to every reading transaction."""


class Store:
    """One database, reached through reading and writing transactions."""

    def __init__(self, url: str) -> None:
        """Prepare the engine; nothing is opened before the first transaction."""
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self.file = Path(parsed.database or "") if self.is_sqlite else None
        self.engine: Engine = create_engine(
            parsed, pool_pre_ping=not self.is_sqlite, hide_parameters=True
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database and changes nothing."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(**ONE_STATE)
            yield connection
            connection.rollback()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are all kept, durably, or none."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def forget_deleted(self) -> bool:
        """Empty SQLite's write-ahead log, where deleted bytes would linger.

        Return whether it is empty now: somebody who reads is in the way. Every sweep
        tries again, so no verb that deletes has to remember what is still owed.
        """
        if not self.is_sqlite:
            return True
        with self.engine.connect() as connection:
            run = connection.exec_driver_sql
            run(f"PRAGMA busy_timeout={PATIENCE}")
            try:
                busy = bool(run("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one())
            except OperationalError:
                # what was deleted stays deleted, also on a disk without room
                busy = True
            finally:
                run(f"PRAGMA {PRAGMAS[-1]}")
        return not busy

    def rewrite(self) -> bool:
        """Write the tables anew without what was deleted; return whether it was done.

        PostgreSQL keeps deleted rows in its files until then. Each table is locked
        while it is written, for moments at the size of a programme.
        """
        if self.is_sqlite:
            return self.forget_deleted()
        with self.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in metadata.sorted_tables:
                alone.exec_driver_sql(f'VACUUM FULL "{table.name}"')
        return True

    def answers(self) -> bool:
        """Return whether the database can be reached and written just now."""
        with self.write() as connection:
            connection.execute(text("SELECT 1"))
        return True


def _prepare_sqlite(dbapi: sqlite3.Connection, _record: Any) -> None:
    # pysqlite's own BEGIN comes too late for a write that must not fail at commit
    dbapi.isolation_level = None
    for pragma in PRAGMAS:
        dbapi.execute(f"PRAGMA {pragma}")
