"""What every test stands on: both databases, keys, a clock that obeys, a cast."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from prove import databases
from survey import groups, programme
from survey import service as services
from survey.aggregator_keys import adopt_rowmac, create_identity
from survey.keyring import WebKeys, create
from survey.person import Person
from survey.privacy.passwords import Cost
from survey.privacy.signing import Identity
from survey.records import migrate
from survey.records.store import Store
from survey.service import Service
from survey.settings import Settings
from tests.cast import FakeClock, Keys, enrol, publish_keys

ROOT = Path(__file__).resolve().parents[1]
QUICK = Cost(memory_kib=64, iterations=1, lanes=1)
"""Argon2id that takes no time, so that a test may sign in a hundred people."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of a PostgreSQL whose databases we may make and drop."""
    # tests kill processes of ours, never the server
    with databases.server(durable=False) as template:
        yield template


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> str:
    """Migrate one database that every test's own is copied from."""
    name = f"template_{os.getpid()}"
    databases.admin(postgres, f'CREATE DATABASE "{name}"')
    store = Store(postgres.format(name))
    migrate.upgrade(store)
    store.engine.dispose()
    return name


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Migrate one SQLite file that every test's own is copied from."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    store = Store(f"sqlite:///{path}")
    migrate.upgrade(store)
    store.forget_deleted()
    store.engine.dispose()
    return path.read_bytes()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give an empty, migrated database of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "tidemark.sqlite"
        path.write_bytes(request.getfixturevalue("migrated_sqlite"))
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("migrated_postgres")
    name = f"test_{os.urandom(6).hex()}"
    databases.admin(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield server.format(name)
    databases.admin(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def clock() -> FakeClock:
    """Give a clock that stands still until told otherwise."""
    return FakeClock()


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Make the key files of a web tier and of an aggregator."""
    web, aggregator = tmp_path / "keys", tmp_path / "aggregator"
    create(web)
    identity: Identity = create_identity(aggregator, None)
    number, key = WebKeys.load(web).current_rowmac()
    adopt_rowmac(aggregator, number, key)
    return Keys(web, aggregator, identity)


@pytest.fixture
def settings(database_url: str, keys: Keys) -> Settings:
    """Describe a deployment that holds in one temporary folder."""
    return Settings.model_validate(
        {
            "database": {"url": database_url},
            "keys": {
                "folder": str(keys.web),
                "aggregator_folder": str(keys.aggregator),
                "aggregator_fingerprint": keys.fingerprint,
            },
            "instruments": {"folder": str(ROOT / "instruments")},
        }
    )


@pytest.fixture
def service(settings: Settings, clock: FakeClock, keys: Keys) -> Iterator[Service]:
    """Build the service with one programme, its keys, and no group."""
    built = services.build(settings, clock=clock, cost=QUICK)
    programme.apply(built, (ROOT / "tests/programme.toml").read_text())
    publish_keys(built)
    yield built
    built.store.engine.dispose()


@pytest.fixture
def thursday(service: Service) -> groups.OpenGroup:
    """Open the group that Ana and Ben belong to."""
    return groups.open_group(service, "harbour", "north", "thursday")


@pytest.fixture
def monday(service: Service) -> groups.OpenGroup:
    """Open the group that Cleo belongs to."""
    return groups.open_group(service, "harbour", "south", "monday")


@pytest.fixture
def ana(service: Service, thursday: groups.OpenGroup) -> Person:
    """Let Ana join Thursday's group and keep her words; she is reading."""
    return enrol(service, thursday.join_code)


@pytest.fixture
def ben(service: Service, thursday: groups.OpenGroup) -> Person:
    """Let Ben join Thursday's group too."""
    return enrol(service, thursday.join_code)


@pytest.fixture
def cleo(service: Service, monday: groups.OpenGroup) -> Person:
    """Let Cleo join Monday's group, far from Ana and Ben."""
    return enrol(service, monday.join_code)
