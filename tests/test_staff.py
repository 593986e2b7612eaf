"""The ways in of people who run groups, and what their grants reach."""

import json

import pytest
from sqlalchemy import func, select

from survey import groups, links, staff
from survey.groups import GroupClosed, NoSuchPlace
from survey.links import AccountClosed, BadName, LinkIsSpent, WrongPlace
from survey.records.tables import AuditEvent, Staff, StaffGrant, StaffLink, StaffSession
from survey.staff import Role

HERS = "harbour/thursday"


def enter(service, role, place, name):
    token = links.enter(service, links.make(service, role, place, name).token)
    return token, staff.resume(service, token)


@pytest.fixture
def fay(service, thursday):
    return enter(service, Role.FACILITATOR, HERS, "Fay")


def count(service, table):
    with service.store.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def acts(service):
    with service.store.read() as connection:
        rows = connection.execute(
            select(AuditEvent.kind, AuditEvent.content).order_by(AuditEvent.number)
        )
        return [(row.kind, json.loads(row.content)) for row in rows]


def test_fay_reaches_her_own_group_and_no_other(service, fay, thursday, monday):
    _, who = fay

    assert who.name == "Fay"
    assert staff.may_see_group(service, who, thursday.id)
    assert not staff.may_see_group(service, who, monday.id)
    assert not staff.may_see_group(service, who, bytes(16))
    assert staff.groups_of(service, who) == (thursday,)


def test_an_organiser_reaches_the_groups_of_the_site(service, thursday, monday):
    _, who = enter(service, Role.ORGANISER, "harbour/north", "Olu")
    friday = groups.open_group(service, "harbour", "north", "friday")

    assert staff.groups_of(service, who) == (friday, thursday)
    assert not staff.may_see_group(service, who, monday.id)


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.OPERATOR])
def test_who_works_with_a_whole_programme_opens_no_page_of_a_group(
    service, thursday, role
):
    _, who = enter(service, role, "harbour", "Eve")

    assert who.roles == {role}
    assert staff.groups_of(service, who) == ()
    assert not staff.may_see_group(service, who, thursday.id)


def test_a_link_works_once(service, thursday):
    link = links.make(service, Role.FACILITATOR, HERS, "Fay").token

    assert links.whose(service, link) == links.whose(service, link) == "Fay"
    links.enter(service, link)

    with pytest.raises(LinkIsSpent):
        links.enter(service, link)
    with pytest.raises(LinkIsSpent):
        links.whose(service, link)
    assert count(service, StaffSession) == 1


def test_a_link_is_worth_nothing_after_ten_minutes(service, clock, thursday):
    link = links.make(service, Role.FACILITATOR, HERS, "Fay").token
    clock.pass_(minutes=10)

    with pytest.raises(LinkIsSpent):
        links.enter(service, link)
    assert count(service, StaffSession) == 0


def test_the_database_can_tell_neither_link_nor_cookie(service, fay):
    link = links.make(service, Role.FACILITATOR, HERS, "Fay").token
    with service.store.read() as connection:
        stored = [
            value
            for table in (StaffLink, StaffSession)
            for row in connection.execute(select(table.__table__))
            for value in row
        ]

    assert stored
    assert not {link, fay[0]} & set(stored)


def test_the_same_name_is_one_account_with_each_grant_once(service, thursday):
    first = links.make(service, Role.FACILITATOR, HERS, "Fay")
    again = links.make(service, Role.FACILITATOR, HERS, " Fay ")
    more = links.make(service, Role.ORGANISER, "harbour/north", "Fay")

    assert (first.new_account, first.new_grant) == (True, True)
    assert (again.new_account, again.new_grant) == (False, False)
    assert (more.new_account, more.new_grant) == (False, True)
    assert (count(service, Staff), count(service, StaffGrant)) == (1, 2)


@pytest.mark.parametrize(
    ("role", "place", "refused"),
    [
        (Role.FACILITATOR, "harbour", WrongPlace),
        (Role.FACILITATOR, "harbour/", WrongPlace),
        (Role.FACILITATOR, "harbour/north/thursday", WrongPlace),
        (Role.OPERATOR, "harbour/north", WrongPlace),
        (Role.FACILITATOR, "harbour/north", NoSuchPlace),
        (Role.ORGANISER, "harbour/thursday", NoSuchPlace),
        (Role.EVALUATOR, "inland", NoSuchPlace),
    ],
)
def test_a_place_that_does_not_fit_leaves_nothing_behind(
    service, thursday, role, place, refused
):
    before = acts(service)

    with pytest.raises(refused):
        links.make(service, role, place, "Fay")

    assert count(service, Staff) == count(service, StaffLink) == 0
    assert acts(service) == before


def test_no_link_is_made_for_a_closed_group(service, thursday):
    groups.close_group(service, "harbour", "thursday")

    with pytest.raises(GroupClosed):
        links.make(service, Role.FACILITATOR, HERS, "Fay")
    assert count(service, Staff) == 0


@pytest.mark.parametrize("name", [" ", "F" * 65])
def test_a_name_can_be_read_at_a_glance(service, thursday, name):
    with pytest.raises(BadName):
        links.make(service, Role.FACILITATOR, HERS, name)


def test_a_visit_ends_after_a_quarter_of_an_hour_without_a_touch(service, clock, fay):
    token, _ = fay
    clock.pass_(minutes=14)
    assert staff.resume(service, token)
    clock.pass_(minutes=14)
    assert staff.resume(service, token)
    clock.pass_(minutes=15)

    assert staff.resume(service, token) is None


def test_a_visit_ends_after_eight_hours_however_busy(service, clock, fay):
    token, _ = fay
    for _ in range(47):
        clock.pass_(minutes=10)
        assert staff.resume(service, token)
    clock.pass_(minutes=10)

    assert staff.resume(service, token) is None


def test_signing_out_ends_this_browser_and_no_other(service, fay):
    other = links.make(service, Role.FACILITATOR, HERS, "Fay").token
    elsewhere = links.enter(service, other)
    token, who = fay

    staff.sign_out(service, who)

    assert staff.resume(service, token) is None
    assert staff.resume(service, elsewhere)


def test_a_closed_account_is_let_in_nowhere(service, fay):
    waiting = links.make(service, Role.FACILITATOR, HERS, "Fay").token

    links.close_account(service, "Fay")

    assert staff.resume(service, fay[0]) is None
    with pytest.raises(LinkIsSpent):
        links.enter(service, waiting)
    with pytest.raises(AccountClosed):
        links.make(service, Role.FACILITATOR, HERS, "Fay")
    with pytest.raises(NoSuchPlace):
        links.close_account(service, "Finn")


def test_what_the_staff_does_is_in_the_trail_with_its_minute(service, clock, thursday):
    clock.pass_(seconds=59)
    links.make(service, Role.FACILITATOR, HERS, "Fay")
    groups.close_group(service, "harbour", "thursday")
    groups.close_group(service, "harbour", "thursday")

    told = [(k, act) for k, act in acts(service) if k.startswith(("group", "staff"))]

    assert [kind for kind, _ in told] == ["group.opened", "staff.link", "group.closed"]
    assert {act["at"] for _, act in told} == {"2026-11-02T10:00Z"}
    assert told[1][1]["place"] == HERS
    assert {act["by"] for _, act in told} == {"command line"}


def test_what_ran_out_is_swept_away(service, clock, fay):
    from survey import enrolment

    links.make(service, Role.FACILITATOR, HERS, "Fay")
    clock.pass_(minutes=20)

    enrolment.sweep(service)

    assert count(service, StaffLink) == count(service, StaffSession) == 0
    assert count(service, Staff) == 1
