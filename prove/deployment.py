"""A deployment of its own in a folder of its own, with real servers to start and kill.

Used by the browser journeys, the killing of servers and the thief: nothing in it is
a shortcut that `./dev run` does not take.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from survey import configuration, groups, keyring, programme, service
from survey.aggregator.publishing import publish_missing
from survey.aggregator_keys import adopt_rowmac, create_identity
from survey.groups import OpenGroup
from survey.keyring import WebKeys
from survey.privacy.signing import Identity, fingerprint
from survey.records import migrate
from survey.service import Service

ROOT = Path(__file__).resolve().parents[1]
PROGRAMME = ROOT / "tests/programme.toml"
PATIENCE = 30
"""Seconds to wait for a server to answer before giving up."""


@dataclass
class Deployment:
    """Folders, keys, a database with one programme and one group, and its service."""

    folder: Path
    url: str
    service: Service
    group: OpenGroup
    identity: Identity
    port: int

    @property
    def address(self) -> str:
        """Return where its server answers."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self, workers: int = 2) -> Iterator[subprocess.Popen[bytes]]:
        """Run a real server, and stop it for good at the end."""
        server = self.start(workers)
        try:
            yield server
        finally:
            kill(server)

    def start(self, workers: int = 2) -> subprocess.Popen[bytes]:
        """Start gunicorn as `./dev run` does and wait until it is ready."""
        log = (self.folder / "log").open("ab")
        server = subprocess.Popen(
            [
                sys.executable,
                *("-m", "gunicorn", "--no-control-socket"),
                *("--worker-class", "gthread", "--threads", "8"),
                *("--workers", str(workers), "--bind", f"127.0.0.1:{self.port}"),
                "app:app",
            ],
            cwd=ROOT,
            env=self.environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        self._wait(server)
        return server

    def environment(self) -> dict[str, str]:
        """Return the environment of its processes."""
        # settings of whoever runs the proof must not reach into its deployment
        ours = {k: v for k, v in os.environ.items() if not k.startswith("TIDEMARK_")}
        return {**ours, "TIDEMARK_CONFIG": str(self.folder / "config.toml")}

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(self.address + "/readyz", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if server.poll() is not None:
                    break
                time.sleep(0.05)
        kill(server)
        raise RuntimeError((self.folder / "log").read_text()[-4000:])


def kill(server: subprocess.Popen[bytes]) -> None:
    """Kill a server and all its workers at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def make(folder: Path, url: str | None = None, suite: str = "x25519") -> Deployment:
    """Make a deployment on SQLite in this folder, or on the database at a url."""
    url = url or f"sqlite:///{folder / 'tidemark.sqlite'}"
    web, results = folder / "keys", folder / "results"
    keyring.create(web)
    identity = create_identity(results, None)
    adopt_rowmac(results, *WebKeys.load(web).current_rowmac())
    port = free_port()
    (folder / "config.toml").write_text(
        f'server.public_url = "http://127.0.0.1:{port}"\n'
        f'database.url = "{url}"\n'
        f'keys.folder = "{web}"\n'
        f'keys.aggregator_folder = "{results}"\n'
        f'keys.aggregator_fingerprint = "{fingerprint(identity.public_key)}"\n'
        f'keys.suite = "{suite}"\n'
        f'instruments.folder = "{ROOT / "instruments"}"\n',
        encoding="utf-8",
    )
    built = service.build(configuration.load(folder / "config.toml", {}))
    migrate.upgrade(built.store)
    programme.apply(built, PROGRAMME.read_text(encoding="utf-8"))
    publish_missing(built.settings, built.store, built.clock)
    group = groups.open_group(built, "harbour", "north", "thursday")
    return Deployment(folder, url, built, group, identity, port)


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
