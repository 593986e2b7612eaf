"""A group that takes a break: no newcomers, everything else as ever, one tap to end."""

from flask import Flask

from survey import doorway, groups
from survey.groups import OpenGroup
from survey.person import Person
from survey.records.tables import Membership
from survey.service import Service
from survey.staff import Role
from tests.cast import FakeClock, check_in, enrol
from tests.web.desk import acts, desk, id_of
from tests.web.phone import Phone
from tests.web.walk import Walk, count

PAGE = "/staff/groups/harbour/thursday"
RESTING = "Resting since 2 Nov 2026"


def test_a_group_rests_after_a_question_and_one_tap_ends_the_break(
    fay: Walk, service: Service, thursday: OpenGroup
) -> None:
    fay.open(PAGE).follow("Let this group rest")
    assert fay.says("the same posters work again")
    assert doorway.look_up(service, thursday.join_code).problem is None
    fay.press("Let this group rest")

    assert fay.says(RESTING)
    assert fay.open("/staff").says(RESTING)
    assert doorway.look_up(service, thursday.join_code).problem == "paused"
    fay.press("End the break: thursday")
    assert doorway.look_up(service, thursday.join_code).problem is None
    assert groups.named(service, "harbour", "thursday") == thursday
    by = id_of(service, "Fay")
    assert acts(service)[1:] == [("group.paused", by), ("group.resumed", by)]


def test_who_scans_the_poster_of_a_resting_group_is_told_kindly_and_joins_nothing(
    walk: Walk, service: Service, thursday: OpenGroup
) -> None:
    groups.pause_group(service, "harbour", "thursday")
    walk.open(f"/join/{thursday.join_code}")

    assert walk.status == 200
    assert walk.page.heading == "This group is taking a break"
    assert walk.says("the same one opens the group when it is back")
    assert "Start on my own" in walk.page.links
    enrol(service, thursday.join_code)
    assert count(service, Membership) == 0

    groups.resume_group(service, "harbour", "thursday")
    assert "Mine" in walk.open(f"/join/{thursday.join_code}").page.links
    enrol(service, thursday.join_code)
    assert count(service, Membership) == 1


def test_who_wants_to_move_into_a_resting_group_is_told_so(
    app: Flask, service: Service, monday: OpenGroup, ana: Person
) -> None:
    groups.pause_group(service, "harbour", "monday")
    walk = Walk(Phone(app).hold(ana.token)).open("/leave-group")
    walk.press("Move to this group", code=monday.join_code)

    assert walk.says("This group takes a break")


def test_members_of_a_resting_group_go_on(
    app: Flask, service: Service, thursday: OpenGroup, ana: Person, told: None
) -> None:
    walk = Walk(Phone(app).hold(ana.token))
    before = walk.open("/group").page.text
    groups.pause_group(service, "harbour", "thursday")

    check_in(service, ana)

    assert walk.open("/group").page.text == before


def test_a_resting_group_still_meets_and_a_closed_one_does_not(
    fay: Walk, service: Service
) -> None:
    groups.pause_group(service, "harbour", "thursday")
    fay.open("/staff").follow("We met this week").press("9")
    assert fay.says("Heads counted: 9.")
    assert fay.open("/staff/evidence").says("resting since 2 Nov 2026")

    groups.close_group(service, "harbour", "thursday")
    assert fay.open(f"{PAGE}/meetings").page.forms == []
    assert not fay.open(PAGE).says("Resting since")


def test_the_poster_of_a_resting_group_says_why_there_is_none(
    fay: Walk, service: Service, thursday: OpenGroup
) -> None:
    groups.pause_group(service, "harbour", "thursday")
    fay.open(f"{PAGE}/poster")

    assert fay.status == 409
    assert fay.says("The same posters work again when the break is over.")
    assert "<svg" not in fay.page.html


def test_a_code_that_ran_out_in_the_break_is_said_before_and_after(
    app: Flask, service: Service, thursday: OpenGroup, clock: FakeClock
) -> None:
    groups.pause_group(service, "harbour", "thursday")
    clock.pass_(days=groups.CODE_DAYS + 1)
    fay = desk(app, service, Role.FACILITATOR, "harbour/thursday", "Fay").open(PAGE)
    assert fay.says(RESTING)
    assert fay.says("The last day of the posters was 4 May 2027.")

    fay.press("End the break: thursday")
    assert fay.says("The last day of the posters was 4 May 2027.")


def test_a_second_pause_keeps_the_day_of_the_first(
    service: Service, clock: FakeClock, thursday: OpenGroup
) -> None:
    first = groups.pause_group(service, "harbour", "thursday")
    clock.pass_(days=3)

    assert groups.pause_group(service, "harbour", "thursday") == first
    assert len(acts(service)) == 2


def test_a_group_that_was_closed_meanwhile_does_not_rest(
    fay: Walk, service: Service
) -> None:
    form = fay.open(f"{PAGE}/pause").form("Let this group rest")
    closed = groups.close_group(service, "harbour", "thursday")
    fay.send(form, "Let this group rest")

    assert fay.status == 409
    assert fay.says("This group is closed")
    assert groups.named(service, "harbour", "thursday") == closed
