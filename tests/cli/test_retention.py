"""Removing what is past its time."""

import pytest
from sqlalchemy import text

from survey import service as services
from tests.cast import FakeClock, visit


@pytest.fixture
def people(behind):
    """Two people of weeks ago: one kept nothing, one is here today."""
    ago = services.build(behind.settings, clock=FakeClock())
    visit(ago)
    ago.store.engine.dispose()
    visit(behind)
    return behind


def count(service, table):
    with service.store.read() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_a_rehearsal_counts_and_removes_nothing(deployed, people):
    typed = deployed("retention", "run", "--dry-run", "--json")

    assert typed.json == {
        "sessions": 0,
        "unkept": 1,
        "erased": 0,
        "throttles": 0,
        "exports": 0,
        "dry_run": True,
    }
    assert count(people, "participant") == 2
    assert count(people, "session") == 2


def test_who_kept_nothing_is_gone_after_their_visit(deployed, people):
    typed = deployed("retention", "run")

    assert typed.code == 0
    assert "unkept: 1" in typed.out
    assert count(people, "participant") == 1
    assert count(people, "session") == 1
    assert deployed("retention", "run", "--json").json["unkept"] == 0


def test_bytes_that_a_reader_keeps_in_the_log_are_owned_up_to(deployed, people):
    with people.store.read() as connection:
        connection.execute(text("SELECT count(*) FROM participant")).all()
        held_up = deployed("retention", "run")
    again = deployed("retention", "run")

    assert held_up.code == 1
    assert "still in the database's write-ahead log" in held_up.err
    assert again.code == 0
