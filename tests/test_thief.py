"""Whoever steals the database and every web key reads nothing without the words."""

import itertools

import pytest
from sqlalchemy import update

from survey import (
    agenda,
    checkin,
    consent,
    custody,
    drafts,
    keeping,
    notes,
)
from survey.measure.answers import pack
from survey.privacy import binding
from survey.records.queries import checkins, people
from survey.records.tables import (
    Note,
)
from tests import thief
from tests.cast import WEEKLY, check_in, enrol_with_words, submitted

MARKER = "Marker-of-Ana-4711"


@pytest.fixture
def full_house(service, thursday):
    """Ana and Ben checked in, wrote notes, shared, and left a draft and words open."""
    found = []
    for _ in range(4):
        person, code = enrol_with_words(service, thursday.join_code)
        consent.decide(service, person, "group", "yes", reach_back=False)
        consent.decide(service, person, "study", "yes", reach_back=False)
        check_in(service, person)
        week = agenda.due(service, person).week
        notes.write(service, person, "note", MARKER, week)
        notes.write(service, person, "behaviour", MARKER, week)
        draft = drafts.start(service, person, agenda.weekly(service, person))
        drafts.answered(service, person, draft, "days", {"as_wanted": ["5"]})
        keeping.words_offered(service, person, "recovery")
        found.append((person, code))
    return found


def test_no_answer_word_or_note_lies_open_on_the_disk(service, full_house):
    stolen = thief.dump(service) + thief.web_files(service)

    assert MARKER.encode() not in stolen
    assert b'"posted"' not in stolen
    assert b'"as_wanted": [' not in stolen
    for person, code in full_house:
        for one, two in itertools.pairwise(code.words):
            for between in (" ", "", "-", '", "'):
                assert f"{one}{between}{two}".encode() not in stolen
        assert person.seed.raw not in stolen
        assert person.token not in stolen
        for entry in checkin.history(service, person):
            assert pack(entry.instrument, entry.answers) not in stolen


def test_the_same_search_finds_what_a_careless_build_would_leave(service, full_house):
    person, _ = full_house[0]
    with service.store.write() as connection:
        plain = notes.everything(service, person)[0].text.encode()
        connection.execute(update(Note).values(body=plain))

    assert MARKER.encode() in thief.dump(service)


def test_everything_stolen_together_opens_nothing(service, full_house):
    keys = list(thief.loot(service))
    with service.store.read() as connection:
        rows = [
            row
            for person, _ in full_house
            for row in checkins.responses(connection, person.id)
        ]
        slots = [
            row
            for person, _ in full_house
            for row in people.slots_of(connection, person.id)
        ]

    for row in rows:
        body = binding.response_body(custody.place_of(row))
        assert not any(thief.opens(row.body, key, body) for key in keys)
    for row in slots:
        bound = binding.slot(row.id, row.participant_id, row.kind, row.cost, row.pepper)
        assert not any(thief.opens(row.wrapped, key, bound) for key in keys)
    assert len(keys) > 30
    assert len(rows) == 8


def test_the_one_key_that_should_open_does(service, full_house):
    person, _ = full_house[0]
    with service.store.read() as connection:
        row = checkins.responses(connection, person.id)[0]
    key = custody.content_key(row, person.seed)

    body = binding.response_body(custody.place_of(row))

    assert thief.opens(row.body, key.raw, body)


def test_every_sealed_answer_has_the_same_length_whatever_was_said(service, ana, ben):
    checkin.record(service, ana, "a", submitted(service, WEEKLY))
    nothing = {name: {item: [""] for item in items} for name, items in WEEKLY.items()}
    checkin.record(service, ben, "b", submitted(service, nothing))

    with service.store.read() as connection:
        lengths = {
            (row.instrument, len(row.body))
            for person in (ana, ben)
            for row in checkins.responses(connection, person.id)
        }
    assert len(lengths) == 2
