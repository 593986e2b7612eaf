"""Notes, a copy of everything, and a reminder: a person's own, and theirs to take."""

import json

import icalendar
import pytest

from survey import notes
from survey.interop.calendar import DAYS
from survey.notes import LONGEST
from tests.cast import check_in
from tests.web.phone import Phone
from tests.web.walk import Walk


def test_a_note_is_kept_shown_and_deleted(ana_walk, service, ana):
    ana_walk.open("/notes").press("Keep this note", text="The sea was <calm>.")
    assert ana_walk.says("The sea was <calm>.")
    assert "<calm>" not in ana_walk.page.html

    (button,) = (b for f in ana_walk.page.forms for b in f.buttons if "Delete" in b)
    ana_walk.press(button)

    assert not ana_walk.says("The sea was")
    assert notes.everything(service, ana) == ()


@pytest.mark.parametrize("text", ["", "   ", "x" * (LONGEST + 1), "語" * LONGEST])
def test_a_note_that_cannot_be_kept_stays_in_its_field(ana_walk, service, ana, text):
    ana_walk.open("/notes").press("Keep this note", text=text)

    long_but_fitting = text == "語" * LONGEST
    assert ana_walk.status == (200 if long_but_fitting else 422)
    assert (len(notes.everything(service, ana)) == 1) == long_but_fitting
    if len(text) > LONGEST:
        assert ("text", text) in ana_walk.form("Keep this note").fields


def test_nobody_deletes_the_note_of_another(ana_walk, service, ben):
    notes.write(service, ben, "note", "mine", ben.joined)
    (note,) = notes.everything(service, ben)
    ana_walk.open("/notes").press("Keep this note", text="ours")
    (button,) = (b for f in ana_walk.page.forms for b in f.buttons if "Delete" in b)

    ana_walk.press(button, note=note.id.hex())

    assert len(notes.everything(service, ben)) == 1


@pytest.mark.parametrize("named", ["", "zz", "00", "0" * 9999])
def test_a_note_that_is_none_is_deleted_quietly(ana_walk, named):
    ana_walk.open("/notes").press("Keep this note", text="ours")
    (button,) = (b for f in ana_walk.page.forms for b in f.buttons if "Delete" in b)

    ana_walk.press(button, note=named)

    assert ana_walk.says("ours")


def test_everything_can_be_taken_along(ana_walk, service, ana):
    check_in(service, ana)
    notes.write(service, ana, "note", "sea", ana.joined)
    ana_walk.open("/my-data")
    assert ana_walk.says("Question sets answered 2")

    answer = ana_walk.phone.open(ana_walk.page.links["Download it all"])

    told = json.loads(answer.data)
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="my-data.json"'
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert told["group"] == "thursday"
    assert [note["text"] for note in told["notes"]] == ["sea"]


def test_answers_can_be_taken_along_for_a_clinic(ana_walk, service, ana):
    check_in(service, ana)
    link = "Only the answers, in a form that clinics can read (FHIR)"

    answer = ana_walk.phone.open(ana_walk.open("/my-data").page.links[link])

    assert answer.headers["Content-Type"] == "application/fhir+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(json.loads(answer.data)["entry"]) == 2


@pytest.mark.parametrize(
    "path", ["/my-data", "/my-data.json", "/my-data.fhir.json", "/notes"]
)
def test_a_stranger_takes_nothing_along(app, path):
    assert Walk(Phone(app)).open(path).path.startswith("/sign-in")


@pytest.mark.parametrize("day", DAYS)
def test_a_reminder_is_a_file_that_asks_nobody(app, day):
    phone = Phone(app)
    answer = phone.open(f"/reminders.ics?day={day}")

    (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Check-in, 2 min"
    assert event["RRULE"]["BYDAY"] == [day]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("day", ["", "XX", "MO,TU", "🌊"])
def test_a_day_that_is_none_leads_back(walk, day):
    assert walk.open(f"/reminders.ics?day={day}").path == "/reminders"
