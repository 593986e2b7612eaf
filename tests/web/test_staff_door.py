"""How people who run groups come in and leave, and that nobody else does."""

import pytest
from flask.testing import FlaskClient

from survey import groups, links, staff
from survey.person import Person
from survey.records.tables import Meeting, Staff, StaffSession
from survey.service import Service
from survey.staff import Role
from tests.accounts_of_staff import PASSWORD, begun, digits
from tests.cast import FakeClock
from tests.web.desk import address, link_for
from tests.web.phone import SILENT, THEIRS, Phone, token_in
from tests.web.test_staff_accounts import secret_on
from tests.web.walk import Walk, count

MEETINGS = "/staff/groups/harbour/thursday/meetings"


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


def test_who_came_by_a_link_alone_sets_up_a_way_in_before_what_reaches_far(
    walk: Walk, service: Service, thursday: groups.OpenGroup
) -> None:
    walk.open(address(link_for(service, Role.ORGANISER, "harbour/north", "Olu")))
    walk.press("Sign in")
    assert walk.says("Set up a way to sign in first")
    walk.open("/staff/invitations")
    assert walk.path.startswith("/staff/prove")
    assert walk.says("You came by a link and have no way to sign in yet")

    walk.follow("Add a password and an app")
    secret = secret_on(walk.page)
    walk.press("Keep both", password=PASSWORD, digits=digits(service, secret))
    assert walk.open("/staff/invitations").path == "/staff/invitations"
    assert not walk.open("/staff").says("Set up a way to sign in first")


def test_a_link_alone_adds_no_way_in_to_an_account_that_has_one(
    walk: Walk, service: Service, thursday: groups.OpenGroup
) -> None:
    begun(service)
    walk.open(address(link_for(service, Role.FACILITATOR, "harbour/thursday", "Fay")))
    walk.press("Sign in")

    for path in ("password", "passkey"):
        walk.open(f"/staff/account/{path}")
        assert walk.path.startswith("/staff/prove")
        assert not walk.says("set one up first")


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
