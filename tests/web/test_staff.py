"""The pages of people who run groups, as Fay and Olu use them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey import groups, links, staff
from survey.person import Person
from survey.records.tables import Meeting, Staff, StaffSession
from survey.service import Service
from survey.staff import Role
from tests.cast import FakeClock
from tests.web.desk import address, desk, link_for
from tests.web.phone import SILENT, THEIRS, Phone, token_in
from tests.web.walk import Walk, count

MEETINGS = "/staff/groups/harbour/thursday/meetings"


@pytest.fixture
def fay(app: Flask, service: Service, thursday: groups.OpenGroup) -> Walk:
    """Let Fay in, who facilitates Thursday's group."""
    return desk(app, service, Role.FACILITATOR, "harbour/thursday", "Fay")


@pytest.fixture
def olu(app: Flask, service: Service, thursday: groups.OpenGroup) -> Walk:
    """Let Olu in, who organises the north hall."""
    return desk(app, service, Role.ORGANISER, "harbour/north", "Olu")


def test_looking_at_a_link_does_not_use_it_up(
    walk: Walk, service: Service, thursday: groups.OpenGroup
) -> None:
    link = link_for(service, Role.FACILITATOR, "harbour/thursday", "Fay")
    for _ in range(3):
        walk.open(address(link))
        assert walk.page.heading == "Hello, Fay"
    assert count(service, StaffSession) == 0

    walk.press("Sign in")

    assert walk.path == "/staff"
    assert walk.page.heading == "Hello, Fay"
    assert walk.says("thursday")


def test_the_cookie_lasts_until_the_browser_is_closed_and_no_script_reads_it(
    phone: Phone, service: Service, thursday: groups.OpenGroup
) -> None:
    link = link_for(service, Role.FACILITATOR, "harbour/thursday")
    page = phone.open(address(link))
    fields = {"csrf_token": token_in(page.text), "link": address(link)[-43:]}

    written = phone.send("/staff/sign-in", fields).headers.getlist("Set-Cookie")

    (cookie,) = [line for line in written if line.startswith("__Host-s=")]
    value, *marks = cookie.partition("=")[2].split("; ")
    assert len(value) == 43
    assert set(marks) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


@pytest.mark.parametrize("how", ["used", "late", "cut off", "of another kind", "empty"])
def test_a_link_that_opens_nothing_says_so_and_changes_nothing(
    walk: Walk, service: Service, clock: FakeClock, thursday: groups.OpenGroup, how: str
) -> None:
    link = link_for(service, Role.FACILITATOR, "harbour/thursday")
    path = address(link)
    if how == "used":
        links.enter(service, link)
    elif how == "late":
        clock.pass_(minutes=10)
    else:
        bad = {"cut off": path[:-4], "of another kind": address(bytes(32)), "empty": ""}
        path = bad[how] or "/staff/sign-in?link="
    before = count(service, StaffSession)

    walk.open(path)

    assert walk.status == 410
    assert walk.says("works once and for ten minutes")
    assert count(service, StaffSession) == before


def test_a_button_pressed_too_late_lets_nobody_in(
    walk: Walk, service: Service, thursday: groups.OpenGroup
) -> None:
    link = link_for(service, Role.FACILITATOR, "harbour/thursday")
    walk.open(address(link))
    links.enter(service, link)

    walk.press("Sign in")

    assert walk.status == 410
    assert walk.open("/staff").status == 404


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

    assert olu.says("thursday North hall open since 2 Nov 2026 1 11")
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


def test_signing_out_ends_the_visit_in_the_database(
    fay: Walk, service: Service
) -> None:
    fay.open("/staff").press("Sign out")

    assert fay.path == "/staff/sign-in"
    assert count(service, StaffSession) == 0
    assert fay.open("/staff").status == 404


def test_a_visit_that_ran_out_is_told_so_with_the_way_back_in(
    fay: Walk, clock: FakeClock
) -> None:
    fay.open("/staff")
    clock.pass_(minutes=15)

    fay.open("/staff")

    assert fay.status == 404
    assert fay.says("Your visit had ended")
    assert fay.page.links["Sign in"] == "/staff/sign-in"


def test_a_stranger_is_told_nothing(client: FlaskClient, ana_phone: Phone) -> None:
    unknown = client.get("/nowhere")

    for path in ("/staff", MEETINGS, "/staff/practice"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.text == unknown.text
        assert ana_phone.open(path).status_code == 404
    assert client.get("/staff/sign-in").status_code == 200


def test_a_form_of_the_staff_is_bound_to_its_own_cookie(
    fay: Walk, service: Service, ana: Person
) -> None:
    fay.phone.hold(ana.token)
    hers = fay.phone.token()
    fields = {"heads": "11", "week": "2026-11-02", "csrf_token": hers}

    refused = fay.phone.send(MEETINGS, fields)

    assert refused.status_code == 400
    assert count(service, Meeting) == 0


@pytest.mark.parametrize("headers", [THEIRS, SILENT])
def test_another_site_cannot_have_fay_record_a_meeting(
    fay: Walk, service: Service, headers: dict[str, str]
) -> None:
    fay.phone.headers = headers
    fields = {"heads": "11", "week": "2026-11-02", "csrf_token": "0" * 64}

    assert fay.phone.send(MEETINGS, fields).status_code == 403
    assert count(service, Meeting) == 0


def test_who_is_both_stays_two_people(fay: Walk, service: Service, ana: Person) -> None:
    fay.phone.hold(ana.token)

    assert fay.open("/staff").status == 200
    assert fay.open("/notes").status == 200
    fay.open("/staff").press("Sign out")
    assert fay.open("/notes").status == 200


def test_a_closed_account_is_out_at_once(fay: Walk, service: Service) -> None:
    assert fay.open("/staff").status == 200

    links.close_account(service, "Fay")

    assert fay.open("/staff").status == 404
    assert count(service, Staff) == 1


def test_the_two_ways_in_never_share_a_token(
    fay: Walk, service: Service, ana: Person
) -> None:
    assert staff.resume(service, ana.token) is None
    assert (
        Phone(fay.phone.client.application).work(ana.token).open("/staff").status_code
        == 404
    )
