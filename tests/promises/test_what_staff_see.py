"""Who runs groups, houses them or pays for them: no page shows them anybody."""

import pytest
from flask import url_for

from survey import agenda, notes
from survey.staff import Role
from survey.web import app_around, claims
from survey.web.guard import Access, access_of
from tests import releases
from tests.cast import check_in
from tests.web.desk import at_work
from tests.web.phone import Phone
from tests.web.test_staff_matrix import OWN

MARKER = "Only Ana wrote this"


def row(settings, who):
    (found,) = [row for row in claims.rows(settings) if row.who.startswith(who)]
    return found


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("Facilitator", Role.FACILITATOR),
        ("Organiser of a town or site", Role.ORGANISER),
    ],
)
def test_who_runs_groups_finds_nobody_on_any_page(
    service, settings, thursday, ana, who, role
):
    check_in(service, ana)
    notes.write(service, ana, "note", MARKER, agenda.due(service, ana).week)
    app = app_around(service)
    releases.own(service, thursday)
    somebody = at_work(app, service, role, thursday)
    pages = staff_pages(app, thursday)
    opened = 0
    for page in pages:
        answer = somebody.open(page)
        opened += answer.status_code == 200
        assert MARKER.encode() not in answer.data, page
        assert ana.id.hex().encode() not in answer.data, page
        assert Phone(app).hold(ana.token).open(page).status_code == 404, page

    assert opened >= 4
    assert row(settings, who).answers == row(settings, who).notes == "no"


def staff_pages(app, group):
    """Return the address of every page that only the staff may open."""
    known = OWN | {"alias": group.alias, "domain": releases.CALM}
    with app.test_request_context():
        found = [
            rule
            for rule in app.url_map.iter_rules()
            if "GET" in rule.methods
            and Access.STAFF in (access_of(rule.endpoint) or Access(0))
        ]
        return [
            url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
            for rule in found
        ]


@pytest.mark.parametrize(
    "who", ["House staff, landlord, provider", "Those who pay for it"]
)
def test_houses_and_payers_have_no_way_in_of_their_own(settings, who):
    assert {role.value for role in Role} == {
        "facilitator",
        "organiser",
        "evaluator",
        "operator",
    }
    assert row(settings, who).answers in ("no", "never a row")
