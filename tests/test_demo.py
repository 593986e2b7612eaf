"""Made-up people live on the same sealed path as real ones, twenty weeks long."""

import time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from survey import agenda, checkin, demo, notes, programme, sessions, signin
from survey.made_up import Teller
from survey.measure.answers import Missing
from survey.measure.rounds import AWAY_WEEKS, Week, add_weeks, weeks_between
from survey.person import Remember
from survey.records.tables import (
    Consent,
    EvaluationSeal,
    Group,
    KeySlot,
    Membership,
    Participant,
    Response,
    Sitting,
)
from survey.service import read_instruments
from tests.cast import publish_keys

ROOT = Path(__file__).resolve().parents[1]
one_kind = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The demo takes seconds, so one claim alone is tested on both kinds of database."""


def silent(_done, _total):
    pass


def rows(service, table):
    with service.store.read() as connection:
        return connection.execute(select(table.__table__)).all()


@pytest.fixture
def ready(service, keys):
    """Put the demo's programme in force, with keys."""
    programme.apply(service, (ROOT / "programmes/four-point.toml").read_text())
    publish_keys(service)
    return service


@pytest.fixture
def words(ready):
    """Build the demo and return the words of the one who has some."""
    kept = []
    demo.build(ready, kept.append, silent)
    assert len(kept) == 1
    return kept[0]


def test_the_demo_takes_less_than_twenty_seconds(ready):
    started = time.monotonic()
    built = demo.build(ready, lambda _: None, silent)

    assert time.monotonic() - started < 20
    assert built.people == 32
    assert built.sittings > 300


@one_kind
def test_groups_have_their_sizes_in_three_halls_and_a_house(ready, words):
    groups = {row.id: row for row in rows(ready, Group)}
    sizes = {}
    for row in rows(ready, Membership):
        alias = groups[row.group_id].alias
        sizes[alias] = sizes.get(alias, 0) + 1

    assert sizes == {"heron": 12, "otter": 9, "wren": 4, "lantern": 7}
    assert {(g.alias, g.site_id) for g in groups.values()} == {
        ("heron", "market-hall"),
        ("otter", "riverside"),
        ("wren", "mill-lane"),
        ("lantern", "lantern-house"),
    }


@one_kind
def test_the_words_open_twenty_weeks_with_this_week_still_to_do(ready, words):
    person = sessions.resume(ready, signin.sign_in(ready, words, Remember.NO))

    weeks = [entry.week for entry in checkin.history(ready, person, "days")]
    plan = next(p for p in programme.everything(ready) if p.id == demo.PROGRAMME)
    now = plan.week(ready)
    assert weeks == [add_weeks(now, -n) for n in range(20, 0, -1)]
    assert agenda.due(ready, person).kind == "weekly"
    assert notes.latest(ready, person, "behaviour").text in {
        behaviour.label for behaviour in plan.behaviours
    }
    assert notes.latest(ready, person, "goal").text == "cut_down"
    assert len(rows(ready, KeySlot)) == 1


@one_kind
def test_a_second_run_changes_nothing_and_offers_no_new_words(ready, words):
    before = [rows(ready, table) for table in (Participant, Sitting, Response, KeySlot)]

    demo.build(ready, pytest.fail, silent)

    tables = (Participant, Sitting, Response, KeySlot)
    assert [rows(ready, table) for table in tables] == before


@one_kind
def test_a_run_that_was_cut_short_goes_on_to_the_same_people(ready):
    def stop(done, _total):
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.build(ready, lambda _: None, stop)
    half = {row.id for row in rows(ready, Participant)}
    demo.build(ready, pytest.fail, silent)

    everybody = {row.id for row in rows(ready, Participant)}
    assert len(half) == 10
    assert half < everybody
    assert len(everybody) == 32


@one_kind
def test_people_pause_and_some_come_back(ready, words):
    courses = {}
    for row in rows(ready, Sitting):
        courses.setdefault(row.participant_id, set()).add(row.week)
    gaps = [
        max(map(weeks_between, sorted(weeks)[:-1], sorted(weeks)[1:]), default=0)
        for weeks in courses.values()
    ]

    assert any(gap >= AWAY_WEEKS for gap in gaps)
    assert "paused" in {row.state for row in rows(ready, Participant)}


@one_kind
def test_choices_about_sharing_differ_and_only_a_yes_is_sealed(ready, words):
    answers = {
        (row.participant_id, row.purpose): row.answer for row in rows(ready, Consent)
    }
    owner = {row.id: row.participant_id for row in rows(ready, Response)}
    sealed = {(owner[r.response_id], r.purpose) for r in rows(ready, EvaluationSeal)}

    assert set(answers.values()) == {"yes", "no", "later"}
    assert sealed == {key for key, answer in answers.items() if answer == "yes"}


def teller(seed=demo.SEED):
    plan = programme.parse((ROOT / "programmes/four-point.toml").read_text())
    first, library = Week(plan.first_week), read_instruments(ROOT / "instruments")
    return Teller(Random(seed), library, plan.schedule, first, demo.WEEKS)


def test_the_same_seed_tells_the_same_lives_and_another_tells_others():
    def told(seed):
        one = teller(seed)
        return [one.tell(one.life()) for _ in range(5)]

    assert told(20) == told(20)
    assert told(20) != told(21)


def test_made_up_weeks_know_slips_and_blanks_and_good_days():
    one = teller()
    answers = [
        said
        for _ in range(20)
        for _, sitting in one.tell(one.life())
        for instrument, said in sitting
        if instrument.id == "days"
    ]

    assert any(Missing.SKIPPED in said.values() for said in answers)
    assert any(said.get("any") in range(1, 8) for said in answers)
    assert any(said["as_wanted"] == 7 for said in answers)


@one_kind
def test_no_key_follows_from_the_seed_of_the_answers(ready, words):
    again = teller()
    drawn = {again.random.randbytes(size) for size in (16, 32) for _ in range(200)}

    found = {bytes(row.public_key) for row in rows(ready, Participant)}
    found |= {bytes(row.id) for row in rows(ready, Participant)}
    assert not drawn & found
