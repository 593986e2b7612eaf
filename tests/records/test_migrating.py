"""A database of the issue before is brought up to date, and what it keeps still opens;
what is written once or goes only forward is kept so by the database itself.
"""

import os
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import MetaData, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from prove import databases
from survey import custody, links
from survey.records import migrate
from survey.records.store import Store
from survey.records.tables import (
    AuditEvent,
    AuditHead,
    Placement,
    Release,
    Response,
    Round,
    Staff,
    metadata,
)
from survey.staff import Role
from tests.accounts_of_staff import invited
from tests.cast import check_in

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 8)
ONCE = {
    Release: {
        "programme_id": "harbour", "place": "site", "place_id": "north",
        "span": "round", "number": 1, "domain": "days.as_wanted",
        "state": "not_shown", "page": "", "week": LAST,
    },
    AuditEvent: {
        "number": 1000, "kind": "test", "content": "{}",
        "previous": b"0" * 32, "digest": b"1" * 32,
    },
    AuditHead: {
        "number": 1000, "digest": b"1" * 32,
        "signer": b"2" * 32, "signature": b"3" * 64,
    },
    Placement: {
        "block": 1, "programme_id": "harbour", "site_id": "north", "unit": "pool",
    },
}  # fmt: skip
ROUND = {
    "programme_id": "harbour", "number": 1, "state": "open",
    "first_week": FIRST, "last_week": LAST,
}  # fmt: skip


LET_IN = ("staff_grant", "staff_session", "staff_link", "invitation")


@contextmanager
def database_before(service, request, tmp_path):
    """Give a database of revision 0001 that holds all that this one holds of it."""
    with another(service, request, tmp_path) as url:
        store = Store(url)
        migrate.upgrade(store, "0001")
        old = MetaData()
        old.reflect(store.engine)
        with service.store.read() as there, store.write() as here:
            for table in metadata.sorted_tables:
                rows = there.execute(select(table)).mappings().all()
                if table.name in old.tables and rows:
                    known = set(old.tables[table.name].columns.keys())
                    kept = [{k: row[k] for k in known & set(row)} for row in rows]
                    here.execute(insert(table), kept)
        yield store
        store.engine.dispose()


@contextmanager
def another(service, request, tmp_path):
    if service.store.file is not None:
        yield f"sqlite:///{tmp_path / 'before.sqlite'}"
        return
    server = request.getfixturevalue("postgres")
    name = f"before_{os.urandom(6).hex()}"
    databases.admin(server, f'CREATE DATABASE "{name}"')
    yield server.format(name)
    databases.admin(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def test_what_was_sealed_before_still_opens_after(service, ana, request, tmp_path):
    check_in(service, ana)
    with database_before(service, request, tmp_path) as store:
        migrate.upgrade(store)

        assert migrate.drift(store) == ()
        with store.read() as connection:
            assert migrate.is_current(connection)
            entries = custody.history(service, connection, ana.id, ana.seed)
            assert {entry.instrument.id for entry in entries} == {"days", "urges"}
            kept = connection.execute(select(Response.__table__)).all()
    with service.store.read() as connection:
        assert kept == connection.execute(select(Response.__table__)).all()


def test_what_let_the_staff_in_without_a_mark_goes_and_accounts_stay(
    service, thursday, request, tmp_path
):
    first, _ = (
        links.make(service, Role.FACILITATOR, "harbour/thursday", "Fay").token
        for _ in "12"
    )
    links.enter(service, first)
    invited(service)
    with another(service, request, tmp_path) as url:
        store = Store(url)
        migrate.upgrade(store, "0007")
        with service.store.read() as there, store.write() as here:
            before = MetaData()
            before.reflect(here)
            for name in ("programme", "site", "group", "staff", *LET_IN):
                table = before.tables[name]
                rows = there.execute(select(metadata.tables[name])).mappings().all()
                known = set(table.columns.keys())
                kept = [{k: row[k] for k in known} for row in rows]
                assert kept
                here.execute(insert(table), kept)
        migrate.upgrade(store)

        assert migrate.drift(store) == ()
        with store.read() as here:
            assert [row.name for row in here.execute(select(Staff.__table__))] == [
                "Fay"
            ]
            for name in LET_IN:
                assert here.execute(select(metadata.tables[name])).all() == []
        store.engine.dispose()


@pytest.fixture
def told(service, thursday):
    """Write one row of everything that is written once, and an open round."""
    with service.store.write() as connection:
        for table, values in ONCE.items():
            extra = {"group_id": thursday.id} if table is Placement else {}
            connection.execute(insert(table).values(**values, **extra))
        connection.execute(insert(Round).values(ROUND))
    return service


def attempt(service, statement):
    with pytest.raises(DBAPIError), service.store.write() as connection:
        connection.execute(statement)


def rows(service, table):
    with service.store.read() as connection:
        return connection.execute(select(table.__table__)).all()


@pytest.mark.parametrize("table", list(ONCE), ids=lambda table: table.__tablename__)
def test_what_is_written_once_is_neither_changed_nor_deleted(told, table):
    before = rows(told, table)
    column = next(c for c in table.__table__.columns if not c.primary_key)

    attempt(told, update(table).values({column: column}))
    attempt(told, delete(table))
    if told.store.is_sqlite:
        attempt(
            told, insert(table).prefix_with("OR REPLACE").values(**before[0]._mapping)
        )

    assert before
    assert rows(told, table) == before


def turn(service, state):
    day = date(2026, 6, 23) if state == "decided" else None
    with service.store.write() as connection:
        connection.execute(update(Round).values(state=state, decided=day))


def test_a_round_goes_forward_only_and_one_step_at_a_time(told):
    attempt(told, update(Round).values(state="decided"))
    turn(told, "closed")
    attempt(told, update(Round).values(state="open"))
    turn(told, "decided")
    for state in ("open", "closed"):
        attempt(told, update(Round).values(state=state))

    assert [row.state for row in rows(told, Round)] == ["decided"]


def test_the_weeks_of_a_round_stay_and_no_round_is_taken_away(told):
    attempt(told, update(Round).values(last_week=date(2026, 6, 15)))
    attempt(told, update(Round).values(number=2))
    attempt(told, delete(Round))

    assert [row.number for row in rows(told, Round)] == [1]


def test_a_second_round_may_not_begin_or_end_where_another_does(told):
    attempt(told, insert(Round).values(**(ROUND | {"number": 2})))
