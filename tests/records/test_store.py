"""The database keeps what it was told, forgets what it was told to, on both kinds."""

import sqlite3
from contextlib import suppress

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from survey import enrolment
from survey.records import migrate
from survey.records.queries import people
from survey.records.store import PRAGMAS, Store
from survey.records.tables import metadata
from tests import thief
from tests.cast import check_in


def test_the_migrations_and_the_tables_agree(service):
    assert migrate.drift(service.store) == ()
    with service.store.read() as connection:
        assert migrate.is_current(connection)


def test_upgrading_twice_changes_nothing(service):
    before, after = migrate.upgrade(service.store)

    assert before == after == migrate.newest()


def test_a_drifted_database_is_noticed(service):
    with service.store.write() as connection:
        connection.execute(text("CREATE TABLE left_over (id INTEGER)"))

    assert "left_over" in migrate.drift(service.store)[0]


def test_sqlite_is_opened_with_every_pragma_on_every_connection(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'x.sqlite'}")
    for _ in range(2):
        with store.read() as connection:
            found = {
                name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())
                for name in (p.split("=")[0] for p in PRAGMAS)
            }
        store.engine.dispose()
        assert found == {
            "page_size": "8192",
            "journal_mode": "wal",
            "synchronous": "2",
            "secure_delete": "1",
            "foreign_keys": "1",
            "trusted_schema": "0",
            "recursive_triggers": "1",
            "busy_timeout": "10000",
        }


def test_a_write_that_fails_leaves_nothing_behind(service, ana):
    def fail_half_way():
        with service.store.write() as connection:
            people.change_state(connection, ana.id, "paused")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    with service.store.read() as connection:
        row = people.participant(connection, ana.id)
        assert row is not None
        assert row.state == "kept"


def test_a_reading_transaction_sees_one_state_to_its_end(service, ana):
    with service.store.read() as connection:
        before = people.participant(connection, ana.id)
        enrolment.erase(service, ana)
        after = people.participant(connection, ana.id)

    assert before == after


def test_a_reading_transaction_changes_nothing(service, ana):
    with suppress(DBAPIError), service.store.read() as connection:
        people.change_state(connection, ana.id, "paused")

    with service.store.read() as connection:
        row = people.participant(connection, ana.id)
        assert row is not None
        assert row.state == "kept"


def test_erasing_somebody_leaves_not_one_row_of_theirs(service, ana, ben):
    check_in(service, ana)
    check_in(service, ben)
    enrolment.erase(service, ana)

    with service.store.read() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                assert ana.id not in tuple(row), table.name
    with service.store.read() as connection:
        assert people.participant(connection, ben.id) is not None


def test_what_was_erased_is_gone_from_the_bytes_of_sqlite(service, ana):
    if service.store.file is None:
        pytest.skip("PostgreSQL writes its tables anew: the next test")
    check_in(service, ana)
    assert ana.id in thief.dump(service)

    enrolment.erase(service, ana)

    assert ana.id not in thief.dump(service)


def test_what_was_erased_is_gone_from_the_tables_once_they_are_rewritten(service, ana):
    check_in(service, ana)
    assert ana.id in table_files(service)
    enrolment.erase(service, ana)

    assert service.store.rewrite()

    assert ana.id not in table_files(service)


def table_files(service):
    """Return the bytes of the files that hold the tables, as a thief copies them."""
    if service.store.file is not None:
        return thief.dump(service)
    with service.store.engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.execute(text("CHECKPOINT"))
        return b"".join(
            bytes(
                alone.execute(
                    text("SELECT pg_read_binary_file(pg_relation_filepath(:name))"),
                    {"name": f'"{table.name}"'},
                ).scalar_one()
            )
            for table in metadata.sorted_tables
        )


def test_a_person_has_one_group_at_a_time(service, ana, monday):
    with pytest.raises(IntegrityError), service.store.write() as connection:
        enrolment.add_membership(
            service, connection, ana.id, "harbour", monday.id, ana.joined
        )


def test_tables_keyed_by_random_ids_keep_no_order_of_arrival(service):
    if service.store.file is None:
        pytest.skip("rowids are SQLite's")
    with sqlite3.connect(service.store.file) as connection:
        for table in ("participant", "sitting", "response", "own_seal", "note"):
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                connection.execute(f"SELECT rowid FROM {table}")
    connection.close()


def test_no_column_holds_a_time_finer_than_its_purpose(service):
    kinds = {
        str(column["type"])
        for table in metadata.tables
        for column in inspect(service.store.engine).get_columns(table)
    }

    assert not {kind for kind in kinds if "TIME" in kind}
