"""What was sealed for one place opens in no other, and nobody is let in by a move."""

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from survey import (
    agenda,
    checkin,
    custody,
    notes,
    sessions,
    signin,
)
from survey.custody import TamperedRow
from survey.person import Remember
from survey.privacy.sealing import CannotOpen, Suite, public_key
from survey.privacy.secret import Seed
from survey.records.queries import checkins
from survey.records.tables import (
    KeySlot,
    Note,
    OwnSeal,
    Participant,
    Response,
    Session,
    Sitting,
)
from tests.cast import check_in, enrol_with_words

MARKER = "Marker-of-Ana-4711"


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
        custody.read_body(service.instruments, moved, key)
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
    week = agenda.due(service, ana).week
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


def _set(connection, table, where, **values):
    connection.execute(update(table).where(where).values(values))
