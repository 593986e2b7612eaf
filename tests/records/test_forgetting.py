"""What was deleted leaves the bytes of SQLite, whoever is reading meanwhile."""

import time
from contextlib import contextmanager

import pytest

from survey import enrolment, notes, sessions
from tests import thief
from tests.cast import check_in, visit


@pytest.fixture(autouse=True)
def on_sqlite(service):
    if service.store.file is None:
        pytest.skip("the log that deleted bytes linger in is SQLite's")


@contextmanager
def somebody_reading(service):
    with service.store.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("SELECT count(*) FROM response").all()
        yield


def test_a_reader_holds_erasure_up_for_a_moment_only_and_that_is_said(service, ana):
    check_in(service, ana)

    with somebody_reading(service):
        started = time.monotonic()
        enrolment.erase(service, ana)
        spent = time.monotonic() - started
        emptied = service.store.forget_deleted()

    assert spent < 3
    assert not emptied
    assert ana.id in thief.dump(service)
    assert service.store.forget_deleted()
    assert ana.id not in thief.dump(service)


def test_what_a_reader_held_up_is_gone_with_the_next_sweep(service, ana):
    check_in(service, ana)
    with somebody_reading(service):
        enrolment.erase(service, ana)

    enrolment.sweep(service)

    assert ana.id not in thief.dump(service)


def test_a_writer_waits_as_long_as_ever_after_the_log_was_emptied(service):
    service.store.forget_deleted()

    with service.store.read() as connection:
        waits = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    assert waits == 10_000


def test_somebody_who_left_without_words_is_gone_with_the_next_sweep(service, thursday):
    stranger = visit(service, thursday.join_code)
    check_in(service, stranger)
    sessions.end(service, stranger.token)
    assert stranger.id in thief.dump(service)

    enrolment.sweep(service)

    assert stranger.id not in thief.dump(service)


def test_a_note_thrown_away_is_gone_with_the_next_sweep(service, ana):
    notes.write(service, ana, "note", "for me alone", ana.joined)
    note = notes.latest(service, ana, "note")
    notes.drop(service, ana, note.id)
    assert note.id in thief.dump(service)

    enrolment.sweep(service)

    assert note.id not in thief.dump(service)


def test_a_rehearsed_sweep_leaves_the_log_alone(service, thursday):
    stranger = visit(service, thursday.join_code)
    sessions.end(service, stranger.token)

    enrolment.sweep(service, rehearsal=True)

    assert stranger.id in thief.dump(service)
