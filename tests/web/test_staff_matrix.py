"""Every page of the staff x every role x own and foreign things, from the routes.

A new route is in here by itself; one with an argument that this file does not know
stops the test until somebody says what is foreign to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from survey import groups, programme
from survey.person import Person
from survey.records.tables import AuditEvent, Export, Meeting, StaffSession
from survey.service import Service
from survey.staff import Role
from survey.web.guard import Access, access_of, allow, roles_of
from tests import releases
from tests.conftest import ROOT
from tests.exports import put_request
from tests.web.desk import desk
from tests.web.phone import Phone
from tests.web.test_programmes import SOME
from tests.web.walk import Walk

OWN = {
    "programme_id": "harbour",
    "site_id": "north",
    "alias": "thursday",
    "domain": releases.DAYS,
    "which": "shown",
    "instrument_id": "days",
    "week": "3",
    "change": "pause",
    "export_id": "11" * 16,
}
FOREIGN = {
    "programme_id": "inland",
    "site_id": "south",
    "alias": "monday",
    "export_id": "22" * 16,
}
NO_THING = {"domain", "which", "instrument_id", "week", "change"}
"""Arguments that name no place: nothing of them is anybody's."""
EVERYWHERE = {(Role.EVALUATOR, "site_id")}
"""An evaluator reads every site of the programme."""
PLACES = {
    Role.FACILITATOR: "harbour/thursday",
    Role.ORGANISER: "harbour/north",
    Role.EVALUATOR: "harbour",
    Role.OPERATOR: "harbour",
}
DOORS = {
    "/staff/sign-in",
    "/staff/sign-in/passkey",
    "/staff/sign-in/password",
    "/staff/invitation",
    "/staff/invitation/accept",
    "/staff/invitation/passkey",
    "/staff/invitation/password",
}
"""Where strangers come in, and nothing else of the staff is open to them."""
TOUCHED = (Meeting, AuditEvent, StaffSession, Export)
"""What a request that is refused could have changed."""


@dataclass(frozen=True)
class Route:
    """One way of asking for one page of the staff."""

    rule: str
    endpoint: str
    method: str
    arguments: frozenset[str]
    roles: frozenset[Role]

    def path(self, app: Flask, given: Mapping[str, str]) -> str:
        with app.test_request_context():
            adapter = app.url_map.bind("localhost")
            named = {name: given[name] for name in self.arguments}
            return adapter.build(self.endpoint, named, method=self.method)


def routes(app: Flask) -> list[Route]:
    # a list: requests made while a context is open would share what they know
    with app.app_context():
        return [
            Route(
                rule.rule,
                rule.endpoint,
                method,
                frozenset(rule.arguments),
                roles_of(rule.endpoint),
            )
            for rule in app.url_map.iter_rules()
            if Access.STAFF in (access_of(rule.endpoint) or Access(0))
            for method in sorted((rule.methods or set()) & {"GET", "POST"})
        ]


def holes(app: Flask) -> list[str]:
    """Return the pages of the staff that do not say which roles they are for."""
    with app.app_context():
        staff_only = [
            rule
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith(("/staff", "/results"))
            or Access.STAFF in (access_of(rule.endpoint) or Access(0))
            if rule.rule not in DOORS
        ]
        return [
            rule.rule
            for rule in staff_only
            if access_of(rule.endpoint) != Access.STAFF or not roles_of(rule.endpoint)
        ]


def ask(walk: Walk, app: Flask, route: Route, given: Mapping[str, str]) -> int:
    path = route.path(app, given)
    if route.method == "GET":
        return walk.phone.open(path).status_code
    token = next(
        (value for form in walk.open("/staff").page.forms for name, value in form.fields
         if name == "csrf_token"),
        "",
    )  # fmt: skip
    fields = {"csrf_token": token, "week": "2026-11-02", "heads": "7"}
    return walk.phone.send(path, fields).status_code


def rows(service: Service) -> list[object]:
    with service.store.read() as connection:
        return [
            [tuple(row)[:1] for row in connection.execute(select(table.__table__))]
            for table in TOUCHED
        ]


@pytest.fixture
def world(
    service: Service, thursday: groups.OpenGroup, monday: groups.OpenGroup
) -> None:
    """Give two programmes, two sites, a group in each, and results to look at."""
    text = (ROOT / "tests/programme.toml").read_text()
    programme.apply(service, text.replace('id = "harbour"', 'id = "inland"', 1))
    releases.own(service, thursday)
    for given in (OWN, FOREIGN):
        put_request(service, bytes.fromhex(given["export_id"]), given["programme_id"])
    for place, name in (("programme", "harbour"), ("site", "north"), ("site", "south")):
        releases.release(service, place, name, releases.DAYS, [SOME], since=11)


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_is_its_own_and_nothing_that_is_not(
    app: Flask, service: Service, world: None, role: Role
) -> None:
    opened = 0
    for route in routes(app):
        walk = desk(app, service, role, PLACES[role], f"{role}")
        mine = role in route.roles
        foreign = sorted(route.arguments - NO_THING)
        assert set(foreign) <= set(FOREIGN), f"what is foreign to {route.rule}?"
        for name in foreign:
            reaches = mine and (role, name) in EVERYWHERE
            before = rows(service)
            status = ask(walk, app, route, OWN | {name: FOREIGN[name]})
            assert (status != 404) == reaches, (role, route.rule, name)
            assert reaches or rows(service) == before, (role, route.rule, name)
        assert (ask(walk, app, route, OWN) != 404) == mine, (role, route.rule)
        opened += mine

    assert opened >= 5


@pytest.mark.parametrize("who", ["a stranger", "Ana", "a made-up cookie"])
def test_who_is_not_of_the_staff_finds_no_page_of_it(
    app: Flask, service: Service, world: None, ana: Person, who: str
) -> None:
    phone = Phone(app)
    if who == "Ana":
        phone.hold(ana.token)
    elif who == "a made-up cookie":
        phone.work(bytes(32))
    before, asked = rows(service), 0

    for route in routes(app):
        assert ask(Walk(phone), app, route, OWN) == 404, (who, route.rule)
        asked += 1

    assert asked >= 12
    assert rows(service) == before


def test_every_page_of_the_staff_names_its_roles(app: Flask) -> None:
    assert holes(app) == []


@pytest.mark.parametrize(
    ("planted", "path"),
    [
        (allow(Access.STAFF), "/staff/planted"),
        (allow(Access.ANYONE), "/staff/planted"),
        (allow(Access.PERSON), "/results/planted"),
        (allow(Access.STAFF | Access.ANYONE, Role.OPERATOR), "/planted"),
    ],
    ids=["no role", "anyone", "participants", "strangers too"],
)
def test_a_planted_hole_is_found(app: Flask, planted, path: str) -> None:
    app.add_url_rule(path, "planted", planted(lambda: "secret"))

    assert holes(app) == [path]


@pytest.mark.parametrize("role", Role)
def test_a_page_that_names_no_role_opens_for_nobody(
    app: Flask, service: Service, thursday: groups.OpenGroup, role: Role
) -> None:
    view = allow(Access.STAFF)(lambda: "secret")
    app.add_url_rule("/staff/planted", "planted", view)

    answer = desk(app, service, role, PLACES[role]).open("/staff/planted")

    assert answer.status == 404
    assert not answer.says("secret")
