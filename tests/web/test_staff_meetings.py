"""Meetings written down by Fay, and the work that she and Olu can show."""

import pytest
from flask import Flask

from survey import groups
from survey.person import Person
from survey.records.tables import Meeting
from survey.service import Service
from survey.staff import Role
from tests.cast import FakeClock
from tests.web.desk import desk
from tests.web.phone import token_in
from tests.web.walk import Walk, count

MEETINGS = "/staff/groups/harbour/thursday/meetings"


def test_a_meeting_is_recorded_in_two_taps(fay: Walk, service: Service) -> None:
    fay.open("/staff").follow("We met this week: thursday")
    assert fay.says("Week from 2 Nov")
    fay.press("11")

    assert fay.path == "/staff"
    assert fay.says("This week you met. Heads counted: 11.")


def test_a_number_that_is_not_at_hand_is_typed(fay: Walk) -> None:
    fay.open(MEETINGS).press("Keep", heads=" 60 ")

    assert fay.says("This week you met. Heads counted: 60.")


@pytest.mark.parametrize("typed", ["61", "-1", "eleven", "", "1e1", "１１", "999"])
def test_a_number_that_cannot_be_is_said_and_given_back(
    fay: Walk, service: Service, typed: str
) -> None:
    fay.open(MEETINGS).press("Keep", heads=typed)

    assert fay.status == 422
    assert fay.says("Write a whole number from 0 to 60.")
    assert ("heads", typed) in fay.form("Keep").fields
    assert count(service, Meeting) == 0


def test_a_second_number_takes_the_place_of_the_first_and_the_page_says_so(
    fay: Walk, service: Service
) -> None:
    fay.open(MEETINGS).press("11")
    fay.follow("Change thursday")
    assert fay.says("Written down so far: 11. A new number takes its place.")
    fay.press("12")

    assert fay.says("It took the place of an earlier one: 11.")
    assert fay.says("This week you met. Heads counted: 12.")
    assert count(service, Meeting) == 1


def test_a_meeting_is_taken_back_on_its_day_and_not_later(
    fay: Walk, service: Service, app: Flask, clock: FakeClock
) -> None:
    fay.open(MEETINGS).press("11").press("Take back thursday")
    assert count(service, Meeting) == 0

    fay.open(MEETINGS).press("11")
    page = fay.page
    clock.pass_(days=1)
    later = desk(app, service, Role.FACILITATOR, "harbour/thursday", "Fay")
    assert "Take back thursday" not in str(later.open("/staff").page.forms)
    form = next(form for form in page.forms if "Take back thursday" in form.buttons)
    fields = {"week": dict(form.fields)["week"]}
    fields["csrf_token"] = token_in(later.page.html)
    refused = later.phone.send(f"{MEETINGS}/take-back", fields)

    assert refused.status_code == 422
    assert "so it stays" in refused.text
    assert count(service, Meeting) == 1


def test_who_met_on_sunday_writes_it_down_on_monday(fay: Walk) -> None:
    fay.open("/staff").follow("We met last week").press("9")

    assert fay.says("We met this week")
    assert not fay.says("We met last week")


@pytest.mark.parametrize("week", ["2026-10-19", "2026-11-03", "never", ""])
def test_a_week_that_is_not_offered_is_refused(
    fay: Walk, service: Service, week: str
) -> None:
    fay.open(MEETINGS).press("11", week=week)

    assert fay.status == 422
    assert fay.says("That week is too long ago now.")
    assert count(service, Meeting) == 0


def test_a_group_that_was_closed_meanwhile_keeps_its_record(
    fay: Walk, service: Service
) -> None:
    fay.open(MEETINGS)
    groups.close_group(service, "harbour", "thursday")
    fay.press("11")

    assert fay.status == 422
    assert fay.says("This group is closed, so nothing was changed.")
    assert count(service, Meeting) == 0
    assert fay.open("/staff").says("This group is closed.")


def test_an_organiser_sees_meetings_and_heads_and_no_button_to_record(
    olu: Walk, fay: Walk, monday: groups.OpenGroup
) -> None:
    fay.open(MEETINGS).press("11")

    olu.open("/staff")

    row = "thursday North hall open since 2 Nov 2026 Poster and join code: thursday"
    assert olu.says(f"{row} 1 11")
    assert not olu.says("monday")
    assert "We met" not in olu.page.text
    assert olu.open(MEETINGS).status == 404


def test_the_work_is_one_line_to_print_and_a_table(
    fay: Walk, olu: Walk, service: Service
) -> None:
    fay.open(MEETINGS).press("11")
    groups.close_group(service, "harbour", "thursday")

    for who in (fay, olu):
        who.open("/staff/evidence")
        assert who.says(
            "groups opened 1, groups closed 1, meetings held 1, heads counted 11."
        )
        assert who.says("thursday North hall open 2 Nov 2026 to 2 Nov 2026 1 11")


def test_no_page_of_the_staff_tells_who_joined_or_how_many(
    fay: Walk, olu: Walk, ana: Person, ben: Person
) -> None:
    for who in (fay, olu):
        for path in ("/staff", "/staff/evidence"):
            page = who.open(path).page.html
            assert ana.id.hex() not in page
            assert "2 people" not in page
