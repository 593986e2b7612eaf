"""Making, upgrading and checking the database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from survey.records import migrate

FILE = Path("instance/web/tidemark.sqlite")


def change(statement):
    with closing(sqlite3.connect(FILE)) as connection, connection:
        connection.execute(statement)


def test_upgrade_makes_a_database_that_others_cannot_read_and_runs_twice(tidemark):
    first = tidemark("db", "upgrade", "--json")
    again = tidemark("db", "upgrade")

    assert first.json == {"before": None, "after": migrate.newest()}
    assert (again.code, again.out.strip()) == (0, migrate.newest())
    assert FILE.stat().st_mode & 0o777 == 0o660
    assert FILE.parent.stat().st_mode & 0o7777 == 0o2770
    assert tidemark("db", "check").code == 0


def test_check_makes_no_database_where_there_is_none(tidemark):
    typed = tidemark("db", "check")

    assert typed.code == 1
    assert "db upgrade" in typed.err
    assert not FILE.exists()


def test_a_database_that_is_behind_fails_the_check(deployed):
    change("DELETE FROM alembic_version")

    typed = deployed("db", "check", "--json")

    assert typed.code == 1
    assert typed.json["current"] is False


def test_a_database_that_has_drifted_fails_the_check_and_is_named(deployed):
    change("CREATE TABLE left_over (id INTEGER)")

    typed = deployed("db", "check")

    assert typed.code == 1
    assert "left_over" in typed.out


def test_commands_that_need_the_database_say_how_to_make_it(tidemark):
    tidemark("keys", "init")

    for words in (("programme", "list"), ("retention", "run"), ("demo",)):
        typed = tidemark(*words)
        assert typed.code == 1
        assert "db upgrade" in typed.err
    assert not FILE.exists()


def test_on_sqlite_there_is_nothing_to_grant(deployed):
    typed = deployed("db", "grant", "web", "aggregator")

    assert (typed.code, typed.out) == (2, "")
    assert "SQLite has no roles" in typed.err
