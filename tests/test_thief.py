"""Whoever steals the database and every web key reads nothing without the words."""

import itertools
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from survey import (
    checkin,
    consent,
    custody,
    drafts,
    keeping,
    notes,
    sessions,
    signin,
)
from survey.custody import TamperedRow
from survey.measure.answers import pack
from survey.person import Remember
from survey.privacy import binding
from survey.privacy.sealing import CannotOpen, Suite, public_key
from survey.privacy.secret import Seed
from survey.records.queries import checkins, people
from survey.records.tables import (
    KeySlot,
    Note,
    OwnSeal,
    Participant,
    Response,
    Session,
    Sitting,
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
        week = checkin.due(service, person).week
        notes.write(service, person, "note", MARKER, week)
        notes.write(service, person, "behaviour", MARKER, week)
        draft = drafts.start(service, person, checkin.weekly(service, person))
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


@pytest.mark.parametrize("what", ["body", "seal", "both"])
def test_what_was_sealed_for_one_response_opens_in_no_other_place(
    service, ana, ben, what
):
    check_in(service, ana)
    check_in(service, ben)
    with service.store.write() as connection:
        mine = checkins.responses(connection, ana.id)[0]
        theirs = checkins.responses(connection, ben.id)[0]
        if what in ("body", "both"):
            _set(connection, Response, Response.id == mine.id, body=theirs.body)
        if what in ("seal", "both"):
            _set(connection, OwnSeal, OwnSeal.response_id == mine.id, seal=theirs.seal)

    with pytest.raises(CannotOpen):
        checkin.history(service, ana)


def test_two_responses_of_one_person_cannot_be_swapped(service, ana):
    check_in(service, ana)
    with service.store.write() as connection:
        one, two = checkins.responses(connection, ana.id)
        _set(connection, Response, Response.id == one.id, body=two.body)
        _set(connection, Response, Response.id == two.id, body=one.body)
        _set(connection, OwnSeal, OwnSeal.response_id == one.id, seal=two.seal)
        _set(connection, OwnSeal, OwnSeal.response_id == two.id, seal=one.seal)

    with pytest.raises(CannotOpen):
        checkin.history(service, ana)


MOVED = {
    "programme_id": "elsewhere",
    "group_id": None,
    "participant_id": b"p" * 16,
    "sitting_id": b"s" * 16,
    "id": b"r" * 16,
    "week": date(2026, 10, 26),
}


@pytest.mark.parametrize("column", MOVED)
def test_a_response_read_in_another_place_does_not_open(service, ana, column):
    check_in(service, ana)
    with service.store.read() as connection:
        row = checkins.responses(connection, ana.id)[0]
    key = custody.content_key(row, ana.seed)
    moved = SimpleNamespace(**{**row._asdict(), column: MOVED[column]})

    with pytest.raises(CannotOpen):
        custody.read_body(service.library, moved, key)
    with pytest.raises(CannotOpen):
        custody.content_key(moved, ana.seed)
    with pytest.raises(TamperedRow):
        custody.checked(service, moved)


def test_a_response_moved_to_another_group_does_not_open(service, ana, monday):
    check_in(service, ana)
    with service.store.write() as connection:
        _set(connection, Sitting, Sitting.participant_id == ana.id, group_id=monday.id)

    with pytest.raises(CannotOpen):
        checkin.history(service, ana)


def test_a_swapped_public_key_is_refused_before_anything_is_sealed_to_it(service, ana):
    evil = Seed(b"e" * 32)
    with service.store.write() as connection:
        _set(
            connection,
            Participant,
            Participant.id == ana.id,
            public_key=public_key(evil, Suite.X25519),
        )

    with pytest.raises(TamperedRow):
        check_in(service, ana)
    with service.store.read() as connection:
        assert checkins.responses(connection, ana.id) == []


def test_a_slot_moved_to_another_person_lets_nobody_in(service, thursday):
    ana, _ = enrol_with_words(service, thursday.join_code)
    ben, code = enrol_with_words(service, thursday.join_code)
    with service.store.write() as connection:
        _set(
            connection,
            KeySlot,
            KeySlot.participant_id == ben.id,
            participant_id=ana.id,
        )

    with pytest.raises(signin.WrongCode):
        signin.sign_in(service, code, Remember.NO)


def test_a_note_moved_to_another_person_does_not_open(service, ana, ben):
    week = checkin.due(service, ana).week
    notes.write(service, ana, "note", MARKER, week)
    with service.store.write() as connection:
        _set(connection, Note, Note.participant_id == ana.id, participant_id=ben.id)

    with pytest.raises(CannotOpen):
        notes.everything(service, ben)


def test_a_session_moved_to_another_person_cannot_read(service, ana, ben):
    with service.store.write() as connection:
        _set(
            connection,
            Session,
            Session.participant_id == ana.id,
            participant_id=ben.id,
        )

    moved = sessions.resume(service, ana.token)

    assert moved is not None
    assert not moved.can_read


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


def _set(connection, table, where, **values):
    connection.execute(update(table).where(where).values(values))
