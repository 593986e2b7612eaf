"""A group handed on: a link for somebody, and the first one goes when both hold it."""

import re

import pytest
from flask import Flask

from survey import groups
from survey.groups import OpenGroup
from survey.records.tables import Invitation, StaffGrant, StaffSession
from survey.service import Service
from survey.staff import Role
from tests.cast import FakeClock
from tests.web.desk import acts, desk, id_of
from tests.web.walk import Walk, count

PAGE = "/staff/groups/harbour/thursday"


def link_on(walk: Walk) -> str:
    """Return the path of the link that a page shows."""
    found = re.search(r"/staff/invitation\?link=[\w-]{43}", walk.page.html)
    assert found
    return found[0]


def handed(fay: Walk, to: str) -> str:
    """Have Fay make a link for somebody."""
    fay.open(PAGE).follow("Share or hand on this group")
    return link_on(fay.press("Make a link", name=to))


@pytest.fixture
def gus(app: Flask, service: Service, monday: OpenGroup) -> Walk:
    """Let Gus in, who facilitates a group elsewhere."""
    return desk(app, service, Role.FACILITATOR, "harbour/monday", "Gus")


def test_a_group_goes_from_one_to_another_and_is_held_all_the_while(
    fay: Walk, gus: Walk, service: Service
) -> None:
    gus.open(handed(fay, "Gus")).press("Yes, I will")
    assert gus.says("thursday")
    fay.open(PAGE)
    assert fay.says("Who holds it Fay, Gus")

    fay.follow("Leave this group")
    assert fay.says("It stays with: Gus.")
    fay.press("Leave this group")
    assert fay.says("You have left the group")
    assert acts(service)[-1] == ("group.left", id_of(service, "Fay"))
    assert fay.open(PAGE).status == 404
    assert gus.open(PAGE).says("Who holds it Gus")


def test_who_holds_nothing_any_more_is_signed_out(
    fay: Walk, gus: Walk, service: Service
) -> None:
    gus.open(handed(fay, "Gus")).press("Yes, I will")
    before = count(service, StaffSession)
    fay.open(f"{PAGE}/leave").press("Leave this group")

    assert fay.says("you are signed out")
    assert count(service, StaffSession) == before - 1


def test_who_organises_the_site_can_take_the_group(fay: Walk, olu: Walk) -> None:
    olu.open(handed(fay, "Olu")).press("Yes, I will")

    fay.open(f"{PAGE}/leave").press("Leave this group")
    assert olu.open(PAGE).says("Who holds it Olu")


def test_nobody_leaves_a_group_that_nobody_else_holds(
    fay: Walk, gus: Walk, service: Service
) -> None:
    gus.open(handed(fay, "Gus")).press("Yes, I will")
    form = fay.open(f"{PAGE}/leave").form("Leave this group")
    gus.open(f"{PAGE}/leave").press("Leave this group")

    fay.send(form, "Leave this group")
    assert fay.status == 409
    assert fay.says("Nobody else holds it yet")
    assert "Leave this group" not in [b for f in fay.page.forms for b in f.buttons]
    assert fay.open(PAGE).says("Who holds it Fay")
    assert [kind for kind, _ in acts(service)].count("group.left") == 1


def test_a_closed_group_may_be_left_by_the_last(fay: Walk, service: Service) -> None:
    groups.close_group(service, "harbour", "thursday")
    fay.open(f"{PAGE}/leave").press("Leave this group")

    assert count(service, StaffGrant) == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [("Fay", "Nobody can give a role to themselves."), ("", "A name has 1 to 64")],
)
def test_a_link_that_cannot_be_is_not_made(
    fay: Walk, service: Service, name: str, told: str
) -> None:
    fay.open(f"{PAGE}/hand-on").press("Make a link", name=name)

    assert fay.status == 422
    assert fay.says(told)
    assert count(service, Invitation) == 0


def test_fay_cannot_open_her_own_link(fay: Walk, service: Service) -> None:
    fay.open(handed(fay, "Gus")).press("Yes, I will")

    assert fay.status == 403
    assert count(service, Invitation) == 1


def test_a_link_is_taken_back_or_ends_with_its_maker(
    fay: Walk, gus: Walk, olu: Walk, service: Service
) -> None:
    first, second = handed(fay, "Gus"), handed(fay, "Ida")
    fay.open(f"{PAGE}/hand-on").press("Take back Gus")
    assert gus.open(first).status == 410

    olu.open(handed(fay, "Olu")).press("Yes, I will")
    fay.open(f"{PAGE}/leave").press("Leave this group")
    assert gus.open(second).status == 410


def test_to_hand_on_a_group_a_way_in_is_shown_first(
    fay: Walk, clock: FakeClock, service: Service
) -> None:
    form = fay.open(f"{PAGE}/hand-on").form("Make a link")
    clock.pass_(minutes=6)

    fay.open(f"{PAGE}/hand-on")
    assert fay.path.startswith("/staff/prove")
    fay.send(form, "Make a link", name="Gus")
    assert fay.status == 403
    assert count(service, Invitation) == 0


def test_who_holds_another_group_makes_no_link_for_this_one(gus: Walk) -> None:
    assert gus.open(f"{PAGE}/hand-on").status == 404
