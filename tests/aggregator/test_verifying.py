"""The trail is whole, or it is said what is wrong: whoever changed the database."""

from pathlib import Path

import pytest

from prove.crowd import crowd
from survey import trail
from survey.aggregator import heads
from survey.aggregator.verifying import verify
from tests.aggregator.conftest import weeks
from tests.aggregator.looking import spoil


@pytest.fixture
def told(service, thursday, decide):
    """Decide ten rounds, so that there is a trail."""
    crowd(service, thursday.id, 10, weeks(8))
    decide()
    return service


def looked(service, *, folder=True):
    keys = service.settings.keys
    here = Path(keys.aggregator_folder) if folder else None
    return verify(service.store, keys.aggregator_fingerprint, here)


def test_what_nobody_touched_is_whole(told):
    found = looked(told)

    assert found.problems == ()
    assert found.folder
    assert found.events == found.vouched > 10
    assert found.releases > 10
    assert found.heads == 1


def test_an_act_of_the_staff_is_signed_with_the_next_run(told, decide):
    with told.store.write() as connection:
        trail.write(connection, "group.opened", {"group": "friday"})
    assert looked(told).vouched < looked(told).events
    decide()

    assert looked(told).vouched == looked(told).events
    assert looked(told).heads == 2
    assert looked(told).problems == ()


SPOILT = {
    "an edit": "UPDATE audit_event SET content = '{}' WHERE number = 3",
    "a deletion": "DELETE FROM audit_event WHERE number = 3",
    "another kind": "UPDATE audit_event SET kind = 'nothing' WHERE number = 3",
    "a release": (
        "UPDATE release SET state = 'not_shown', page = '' WHERE state = 'shown'"
    ),
    "a release that goes": "DELETE FROM release WHERE number = 7",
    "a signature": "UPDATE audit_head SET signature = digest",
}


@pytest.mark.parametrize("what", list(SPOILT))
def test_what_was_changed_is_found(told, what):
    spoil(told, SPOILT[what])

    assert looked(told).problems


def test_another_order_is_found(told):
    for was, now in ((3, 0), (4, 3), (0, 4)):
        spoil(told, f"UPDATE audit_event SET number = {now} WHERE number = {was}")

    assert looked(told).problems


def test_an_end_that_was_cut_off_is_found_by_what_the_aggregator_remembers(told):
    last = looked(told).vouched
    spoil(told, "DELETE FROM audit_head")
    spoil(told, f"DELETE FROM audit_event WHERE number > {last - 1}")

    (problem, *_) = [p for p in looked(told).problems if "remembers" in p]
    assert str(last) in problem


def test_a_trail_that_was_written_anew_is_not_the_one_that_was_signed(told):
    with told.store.write() as connection:
        trail.write(connection, "one", {})
    spoil(told, "DELETE FROM audit_head")
    spoil(told, "DELETE FROM audit_event")
    spoil(told, "DELETE FROM release")
    with told.store.write() as connection:
        for _ in range(200):
            trail.write(connection, "made up", {})

    assert [p for p in looked(told).problems if "written anew" in p]
    assert looked(told, folder=False).problems == ()


def test_the_file_in_the_folder_never_goes_back(told, aggregator):
    before = heads.remembered(aggregator.folder)
    assert before is not None

    heads.vouch(aggregator)

    assert heads.remembered(aggregator.folder) == before
