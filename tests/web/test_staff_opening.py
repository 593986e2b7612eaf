"""A group opened by Olu at her site, or by Gus who was given leave for one."""

import pytest
from flask import Flask
from sqlalchemy import delete

from survey import groups
from survey.records.tables import EvaluationKey, Group, StaffGrant
from survey.service import Service
from survey.staff import Role
from tests.web.desk import acts, desk, id_of
from tests.web.walk import Walk, count


def test_olu_opens_a_group_at_a_site_and_prints_its_poster(
    olu: Walk, service: Service
) -> None:
    olu.open("/staff").follow("Open a group")
    olu.press("Open the group", alias=" Monday Evening ")

    assert olu.path == "/staff/groups/harbour/monday-evening"
    assert olu.says("A group is held by two")
    olu.follow("Poster to print")
    assert olu.status == 200
    assert acts(service)[-1] == ("group.opened", id_of(service, "Olu"))


@pytest.mark.parametrize(
    ("alias", "told"),
    [
        ("Thursday", "There is a group of that name already."),
        ("", "Use 1 to 40 letters"),
        ("x" * 41, "Use 1 to 40 letters"),
        ("thürsday!", "Use 1 to 40 letters"),
        ("../staff", "Use 1 to 40 letters"),
    ],
)
def test_a_name_that_cannot_be_is_said_and_given_back(
    olu: Walk, service: Service, alias: str, told: str
) -> None:
    olu.open("/staff/groups/new").press("Open the group", alias=alias)

    assert olu.status == 422
    assert olu.says(told)
    assert ("alias", alias) in olu.form("Open the group").fields
    assert count(service, Group) == 1


def test_no_group_opens_before_its_programme_has_keys(
    olu: Walk, service: Service
) -> None:
    with service.store.write() as connection:
        connection.execute(delete(EvaluationKey))
    olu.open("/staff/groups/new").press("Open the group", alias="monday")

    assert olu.status == 422
    assert olu.says("No group can open here yet")
    assert ("alias", "monday") in olu.form("Open the group").fields
    assert count(service, Group) == 1


def test_nobody_opens_a_group_at_a_site_of_others(olu: Walk, service: Service) -> None:
    olu.open("/staff/groups/new")
    olu.press("Open the group", alias="monday", place="harbour/south")

    assert olu.status == 404
    assert count(service, Group) == 1


def test_who_organises_two_sites_says_which(
    olu: Walk, app: Flask, service: Service
) -> None:
    both = desk(app, service, Role.ORGANISER, "harbour/south", "Olu")
    both.open("/staff/groups/new").press("Open the group", alias="monday")
    assert both.says("Choose where the group meets.")

    both.press("Open the group", place="harbour/south")
    assert groups.named(service, "harbour", "monday").site_id == "south"


def test_leave_to_open_a_group_is_good_for_one_which_is_then_theirs(
    app: Flask, service: Service
) -> None:
    gus = desk(app, service, Role.FACILITATOR, "harbour/north/new", "Gus")
    gus.open("/staff/groups/new")
    form = gus.form("Open the group")
    gus.press("Open the group", alias="monday")
    assert gus.path == "/staff/groups/harbour/monday"
    assert gus.status == 200

    gus.send(form, "Open the group", alias="tuesday")
    assert gus.status == 404
    assert gus.open("/staff/groups/new").says("who organises the site")
    assert count(service, Group) == 1
    assert count(service, StaffGrant) == 1


def test_a_facilitator_without_leave_opens_no_group(fay: Walk) -> None:
    fay.open("/staff/groups/new")

    assert fay.says("You can open one group after")
    assert fay.page.forms == []
    assert "Open a group" not in fay.open("/staff").page.links
