"""On PostgreSQL web and aggregator are two roles, and each can do its own work."""

import os
from dataclasses import replace

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from prove import databases
from prove.crowd import crowd
from survey import consent, release, sessions
from survey.aggregator import tools
from survey.cli import main
from survey.records import rights
from survey.records.store import Store
from survey.records.tables import EvaluationSeal, Ledger, metadata
from survey.web import app_around
from tests.aggregator.conftest import weeks
from tests.aggregator.looking import releases, rows
from tests.cast import check_in
from tests.web.phone import Phone

WEB, AGGREGATOR = (f"{name}_{os.getpid()}" for name in ("web", "aggregator"))
DAYS = "days.as_wanted"


def test_every_table_is_somebodys_and_nothing_else_is_named():
    named = {*rights.WEB, *rights.AGGREGATOR}

    assert named == {*metadata.tables, rights.VERSION}


@pytest.fixture(scope="session")
def roles(postgres):
    """Make both roles of the server."""
    for name in (WEB, AGGREGATOR):
        databases.admin(postgres, f'CREATE ROLE "{name}"')


@pytest.fixture
def database_url(postgres, migrated_postgres, roles):
    """Give PostgreSQL alone: SQLite has no roles."""
    name = f"test_{os.urandom(6).hex()}"
    databases.admin(
        postgres, f'CREATE DATABASE "{name}" TEMPLATE "{migrated_postgres}"'
    )
    store = Store(postgres.format(name))
    with store.write() as connection:
        rights.give(connection, WEB, AGGREGATOR)
    store.engine.dispose()
    yield postgres.format(name)
    databases.admin(postgres, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def as_role(database_url):
    """Give a way into the database as one of the roles."""
    opened = []

    def open_as(role):
        url = make_url(database_url).update_query_dict({"options": f"-c role={role}"})
        opened.append(Store(url.render_as_string(hide_password=False)))
        return opened[-1]

    yield open_as
    for store in opened:
        store.engine.dispose()


@pytest.fixture
def web(service, as_role):
    """Give the service as the web process has it."""
    return replace(service, store=as_role(WEB))


pytestmark = pytest.mark.postgres


def test_the_web_takes_check_ins_shows_pages_and_lets_people_say_no(web, service, ana):
    person = sessions.resume(web, ana.token)
    consent.decide(web, person, "group", "yes", reach_back=False)
    check_in(web, person)
    assert rows(service, EvaluationSeal)

    consent.decide(web, person, "group", "no", reach_back=False)

    assert rows(service, EvaluationSeal) == []
    phone = Phone(app_around(web)).hold(person.token)
    for path in ("/", "/trend", "/group", "/sharing"):
        assert phone.open(path).status_code == 200


def test_the_aggregator_decides_rounds(service, thursday, as_role, settings, clock):
    crowd(service, thursday.id, 10, weeks(4))

    ran = release.run(tools.build(settings, as_role(AGGREGATOR), clock=clock))

    assert ran.well
    assert releases(service, place="group", domain=DAYS, state="shown")
    assert rows(service, Ledger)


def test_the_command_prints_the_rights_and_applies_them_as_often_as_one_likes(
    settings, database_url, monkeypatch, capfd
):
    monkeypatch.setenv("TIDEMARK_DATABASE__URL", database_url)

    assert main(["db", "grant", "web", "somebody's"]) == 0
    printed = capfd.readouterr().out
    assert 'GRANT SELECT (response_id, purpose), INSERT, DELETE ON "eval' in printed
    assert 'TO "somebody\'s"' in printed
    assert main(["db", "grant", "--apply", "web", "nobody"]) == 3
    assert [main(["db", "grant", "--apply", WEB, AGGREGATOR]) for _ in "12"] == [0, 0]


FORBIDDEN = {
    WEB: (
        "SELECT seal FROM evaluation_seal",
        "UPDATE evaluation_seal SET seal = ''",
        "SELECT blob FROM ledger",
        "INSERT INTO release SELECT * FROM release",
        "UPDATE release SET page = ''",
        "DELETE FROM release",
        "UPDATE audit_event SET content = ''",
        "DELETE FROM audit_event",
        "INSERT INTO audit_head SELECT * FROM audit_head",
        "DELETE FROM audit_head",
        "INSERT INTO evaluation_key SELECT * FROM evaluation_key",
        "UPDATE round SET state = 'open'",
        "UPDATE privacy_budget SET spent = 0",
        "CREATE TABLE more (id integer)",
    ),
    AGGREGATOR: (
        *(
            f"SELECT * FROM {table}"
            for table in (
                "key_slot",
                "own_seal",
                "note",
                "session",
                "draft",
                "staff_session",
                "factor",
                "recovery_code",
                "invitation",
                "staff_link",
            )
        ),
        "UPDATE response SET body = ''",
        "DELETE FROM participant",
        "UPDATE consent SET answer = 'yes'",
        "UPDATE release SET page = ''",
        "DELETE FROM audit_event",
    ),
}


@pytest.mark.parametrize("role", FORBIDDEN, ids=["web", "aggregator"])
def test_a_role_cannot_do_what_is_not_its_own(service, as_role, role):
    for statement in FORBIDDEN[role]:
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            as_role(role).write() as connection,
        ):
            connection.execute(text(statement))
