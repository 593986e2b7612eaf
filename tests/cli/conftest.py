"""A folder like an operator's, and a way to type commands in it."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from survey import configuration, service
from survey.cli import main
from survey.service import Service

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Typed:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Tidemark = Callable[..., Typed]


@pytest.fixture
def tidemark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Tidemark:
    """Give a way to type commands in an empty folder with nothing set up."""
    for name in [name for name in os.environ if name.startswith("TIDEMARK_")]:
        if not name.startswith("TIDEMARK_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIDEMARK_INSTRUMENTS__FOLDER", str(ROOT / "instruments"))

    def type_(*words: object) -> Typed:
        capfd.readouterr()
        code = main([str(word) for word in words])
        return Typed(code, *capfd.readouterr())

    return type_


@pytest.fixture
def deployed(
    tidemark: Tidemark, monkeypatch: pytest.MonkeyPatch, migrated_sqlite: bytes
) -> Tidemark:
    """Give the same with keys, a database, and one programme in force."""
    pinned = tidemark("keys", "init").out.strip()
    monkeypatch.setenv("TIDEMARK_KEYS__AGGREGATOR_FINGERPRINT", pinned)
    path = Path("instance/web/tidemark.sqlite")
    path.write_bytes(migrated_sqlite)
    path.chmod(0o660)
    assert tidemark("programme", "apply", ROOT / "tests/programme.toml").code == 0
    return tidemark


@pytest.fixture
def behind(deployed: Tidemark) -> Iterator[Service]:
    """Give the service behind the deployment, to look at what commands did."""
    built = service.build(configuration.load())
    yield built
    built.store.engine.dispose()
