"""Who runs a group sees what its members see, of their own groups alone."""

import re

import pytest

from survey import groups, programme
from survey.staff import Role
from tests.cast import publish_keys
from tests.conftest import ROOT
from tests.releases import CALM
from tests.web.desk import at_work, desk, link_for
from tests.web.figures import figures, for_plotly
from tests.web.phone import Phone


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ORGANISER])
def test_who_runs_a_group_sees_what_its_members_see_to_the_byte(
    app, service, thursday, ana_phone, told, role
):
    fay = at_work(app, service, role, thursday)

    for theirs, members in (
        ("/results/thursday", "/group"),
        ("/results/thursday/meeting", "/group/meeting"),
    ):
        drawn = figures(fay.open(theirs).text)
        assert drawn
        assert drawn == figures(ana_phone.open(members).text)
    explored = fay.open(f"/results/thursday/explore/{CALM}").text
    own_words = ana_phone.open(f"/group/explore/{CALM}").text
    assert for_plotly(explored) == for_plotly(own_words)


def test_a_facilitator_opens_their_own_groups_and_no_other(
    app, service, thursday, monday, told
):
    fay = at_work(app, service, Role.FACILITATOR, monday)

    assert fay.open("/results/monday").status_code == 200
    assert fay.open("/results/thursday").status_code == 404
    assert fay.open("/results/nowhere").status_code == 404


def test_members_and_strangers_do_not_learn_that_there_are_pages_for_staff(
    app, ana_phone, told
):
    for path in ("", "/meeting", f"/explore/{CALM}"):
        assert ana_phone.open(f"/results/thursday{path}").status_code == 404
        assert Phone(app).open(f"/results/thursday{path}").status_code == 404


def test_only_a_facilitators_sheet_leads_into_the_group(
    app, service, thursday, ana_phone, told
):
    code = thursday.join_code
    fay = at_work(app, service, Role.FACILITATOR, thursday)
    orla = at_work(app, service, Role.ORGANISER, thursday)

    assert f"/join/{code}" in fay.open("/results/thursday/meeting").text
    assert code not in orla.open("/results/thursday/meeting").text
    assert code not in ana_phone.open("/group/meeting").text
    groups.close_group(service, "harbour", "thursday")
    assert code not in fay.open("/results/thursday/meeting").text


def test_of_two_groups_of_one_alias_the_page_asks_which_is_meant(
    app, service, thursday, told
):
    second = (ROOT / "tests/programme.toml").read_text(encoding="utf-8")
    second = second.replace("harbour", "quay").replace("Harbour", "Quay")
    programme.apply(service, second)
    publish_keys(service)
    groups.open_group(service, "quay", "north", "thursday")
    fay = desk(app, service, Role.FACILITATOR, "harbour/thursday", "Fay").phone
    assert fay.open("/results/thursday").status_code == 200
    link_for(service, Role.FACILITATOR, "quay/thursday", "Fay")

    asked = fay.open("/results/thursday/meeting")

    assert asked.status_code == 300
    ways = re.findall(r'href="(/results/[^"]*)"', asked.text)
    assert ways == [
        "/results/thursday@harbour/meeting",
        "/results/thursday@quay/meeting",
    ]
    shown = fay.open("/results/thursday@harbour")
    assert figures(shown.text)
    assert 'href="/results/thursday@harbour/meeting"' in shown.text
    assert not figures(fay.open("/results/thursday@quay").text)
