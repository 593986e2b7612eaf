"""Own words are for their author alone, whatever was agreed about sharing."""

import pytest
from sqlalchemy import select

from survey import consent, notes
from survey.measure.rounds import Week, add_weeks
from survey.notes import NoteTooLong
from survey.person import NeedsWords, Remember
from survey.records.tables import EvaluationSeal
from tests.cast import A_MONDAY, enrol, present

WEEK = Week(A_MONDAY.date())


def test_a_note_comes_back_as_it_was_written(service, ana):
    notes.write(service, ana, "note", "Fünf Tage — ganz gut 🙂", WEEK)

    assert notes.latest(service, ana, "note").text == "Fünf Tage — ganz gut 🙂"


def test_a_note_is_sealed_for_nobody_else_even_after_a_yes(service, ana):
    for purpose in consent.PURPOSES:
        consent.decide(service, ana, purpose, "yes", reach_back=True)
    notes.write(service, ana, "goal", "cut_down", WEEK)

    with service.store.read() as connection:
        assert connection.execute(select(EvaluationSeal.seal)).all() == []


def test_a_phone_that_cannot_read_can_still_write(service, clock, thursday):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)
    phone = present(service, ana.token)

    notes.write(service, phone, "step", "A walk", WEEK)

    with pytest.raises(NeedsWords):
        notes.latest(service, phone, "step")


def test_a_goal_set_again_in_the_same_week_replaces_it(service, ana):
    notes.write(service, ana, "goal", "stop", WEEK)
    notes.write(service, ana, "goal", "cut_down", WEEK)
    notes.write(service, ana, "goal", "stop", add_weeks(WEEK, 3))

    kept = [note.text for note in notes.everything(service, ana, "goal")]

    assert kept == ["cut_down", "stop"]


def test_nobody_can_drop_another_persons_note(service, ana, cleo):
    notes.write(service, ana, "note", "mine", WEEK)
    note = notes.latest(service, ana, "note")

    assert not notes.drop(service, cleo, note.id)
    assert notes.drop(service, ana, note.id)
    assert notes.everything(service, ana) == ()


def test_a_note_too_long_is_refused_whole(service, ana):
    with pytest.raises(NoteTooLong):
        notes.write(service, ana, "note", "x" * (notes.LONGEST + 1), WEEK)

    assert notes.everything(service, ana) == ()


def test_short_notes_all_have_the_same_length_on_the_disk(service, ana):
    from survey.records.queries import checkins

    notes.write(service, ana, "note", "x", WEEK)
    notes.write(service, ana, "note", "x" * 300, WEEK)

    with service.store.read() as connection:
        rows = checkins.notes(connection, ana.id)
    assert len({len(row.body) for row in rows}) == 1


def test_the_longest_note_fits_in_any_script(service, ana):
    notes.write(service, ana, "note", "語" * notes.LONGEST, WEEK)

    assert notes.latest(service, ana, "note").text == "語" * notes.LONGEST
