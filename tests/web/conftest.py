"""A web application around a real service, with a few pages made for probing it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, render_template_string, request
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from survey import agenda, links, notes
from survey.groups import OpenGroup
from survey.person import Person
from survey.service import Service
from survey.staff import Role
from survey.web import app_around, cookies
from survey.web.guard import Access, allow
from tests import releases
from tests.cast import check_in
from tests.web.desk import desk
from tests.web.phone import Phone
from tests.web.walk import Walk

FORM = """{% extends "base.html" %}{% import "_fields.html" as fields %}
{% block main %}<form method="post">{{ fields.csrf() }}</form>{% endblock %}"""


@pytest.fixture
def database_url(tmp_path: Path, migrated_sqlite: bytes) -> str:
    """Give SQLite alone: what a page does has nothing to do with the database."""
    path = tmp_path / "tidemark.sqlite"
    path.write_bytes(migrated_sqlite)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Keep what templates were compiled to: each test makes an application anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(service: Service, compiled: FileSystemBytecodeCache) -> Flask:
    """Put the web rim around the service, and pages to probe it."""
    app = app_around(service)
    app.jinja_env.bytecode_cache = compiled
    _add_probes(app)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser that nobody has used."""
    return app.test_client()


@pytest.fixture
def phone(app: Flask) -> Phone:
    """Give a phone whose browser says of each request that our own page made it."""
    return Phone(app)


@pytest.fixture
def ana_phone(app: Flask, ana: Person) -> Phone:
    """Give the phone on which Ana is signed in and reads."""
    return Phone(app).hold(ana.token)


@pytest.fixture
def at_work(app: Flask, service: Service) -> Callable[[Role, str], Phone]:
    """Give a way to let somebody in by a link, with one role at one place."""

    def open_for(role: Role, place: str) -> Phone:
        token = links.enter(service, links.make(service, role, place, place).token)
        browser = Phone(app)
        browser.client.set_cookie(cookies.STAFF, cookies.written(token))
        return browser

    return open_for


@pytest.fixture
def fay(app: Flask, service: Service, thursday: OpenGroup) -> Walk:
    """Let Fay in, who facilitates Thursday's group."""
    return desk(app, service, Role.FACILITATOR, "harbour/thursday", "Fay")


@pytest.fixture
def olu(app: Flask, service: Service, thursday: OpenGroup) -> Walk:
    """Let Olu in, who organises the north hall."""
    return desk(app, service, Role.ORGANISER, "harbour/north", "Olu")


@pytest.fixture
def walk(phone: Phone) -> Walk:
    """Give somebody who walks through the pages on a phone nobody has used."""
    return Walk(phone)


@pytest.fixture
def ana_walk(ana_phone: Phone) -> Walk:
    """Give Ana, walking through the pages on the phone on which she reads."""
    return Walk(ana_phone)


@pytest.fixture
def weekly(ana_walk: Walk, service: Service, ana: Person) -> Walk:
    """Give Ana at the first question of the weekly set, all else being answered."""
    check_in(service, ana)
    check_in(service, ana, {"readiness": {"matters": ["5"]}})
    week = agenda.due(service, ana).week
    notes.write(service, ana, "behaviour", "Late nights", week)
    return ana_walk.open("/check-in").press("Check in again")


@pytest.fixture
def told(service: Service, thursday: OpenGroup) -> None:
    """Give Thursday's group eleven decided rounds of its own."""
    releases.own(service, thursday)


@pytest.fixture
def raised(app: Flask) -> list[Exception]:
    """Take what /probe/fails is to raise."""
    app.extensions["raised"] = found = []
    return found


def _add_probes(app: Flask) -> None:
    marks = {
        "anyone": Access.ANYONE,
        "person": Access.PERSON,
        "reader": Access.READER,
        "kept": Access.PERSON | Access.KEPT,
        "unkept": Access.PERSON | Access.UNKEPT,
    }
    for name, access in marks.items():
        app.add_url_rule(
            f"/probe/{name}",
            f"probe.{name}",
            _view(access),
            methods=["GET", "POST"],
        )
    app.add_url_rule("/probe/unmarked", "probe.unmarked", lambda: "secret")
    app.add_url_rule(
        "/probe/fails",
        "probe.fails",
        allow(Access.ANYONE)(lambda: _fail(app)),
        methods=["GET", "POST"],
    )


def _view(access: Access) -> Callable[[], str]:
    @allow(access)
    def view() -> str:
        if request.method == "POST":
            fields = request.form.items(multi=True)
            return "stored " + repr([(name, value) for name, value in fields])
        return render_template_string(FORM)

    return view


def _fail(app: Flask) -> str:
    raise app.extensions["raised"][0]
