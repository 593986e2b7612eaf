"""What a round costs over its seals, and how that grows: `./dev bench aggregate`.

A round of so many responses is decided by a process of its own: fetched, checked,
opened, scored, counted, protected, remembered and released, against the bare opens of
HPKE and AES-GCM in that same process, in seconds of the processor.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.sealed_round import fill
from prove import aggregating, databases, deployment
from prove.deployment import ROOT, Deployment
from survey import configuration, release
from survey.aggregator import tools
from survey.cli.tools import processes
from survey.records.store import Store

SIZES = (8_000, 30_000, 100_000)
WORKERS = 2
SAMPLE = 2_000


@dataclass(frozen=True, slots=True)
class Spent:
    """What deciding one round took, beside the bare opens of as many responses."""

    responses: int
    seconds: float
    bare: float
    megabytes: float

    @property
    def ratio(self) -> float:
        """Return the rate as a share of the rate of bare opens."""
        return self.bare / self.seconds

    def __str__(self) -> str:
        """Say it on one line."""
        each = 1e6 * self.seconds / self.responses
        return (
            f"{self.ratio:.0%} of the rate of bare opens, {each:.0f} µs each, "
            f"{self.megabytes:.0f} MB at most"
        )


def main(*sizes: str) -> int:
    """Print the ratio at each size, the growth and the most memory."""
    found = []
    for size in map(int, sizes or SIZES):
        with filled(size) as made:
            [one] = spent(made)
            print(f"{size} responses: {one}")
            found.append(one)
            aggregating.forget(made)
            [shared] = spent(made, workers=WORKERS)
            print(f"{size} responses by {WORKERS} processes, by the clock: {shared}")
    if len(found) > 1:
        print(f"growth: responses to the power of {growth(found[0], found[-1]):.2f}")
    return 0


def growth(few: Spent, many: Spent) -> float:
    """Return the exponent with which time, in bare opens, grows with responses."""
    times = (few.seconds / few.bare * few.responses, many.seconds / many.bare)
    return log(times[1] * many.responses / times[0]) / log(
        many.responses / few.responses
    )


@contextmanager
def filled(size: int) -> Iterator[Deployment]:
    """Give a deployment in which a round of so many responses is due."""
    with databases.folder() as folder:
        made = deployment.make(folder)
        fill(made, size)
        made.service.store.engine.dispose()
        yield made


def spent(*due: Deployment, workers: int = 1) -> list[Spent]:
    """Let one process decide what is due, smaller rounds before larger ones."""
    folders = [str(made.folder) for made in due]
    done = subprocess.run(
        [sys.executable, "-m", "bench.aggregate", "--measure", str(workers), *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Spent(**one) for one in json.loads(done.stdout)]


def _measure(folder: Path, executor: Executor | None) -> Spent:
    """Decide what is due in that folder's deployment."""
    settings = configuration.load(folder / "config.toml", {})
    store = Store(settings.database.url.get_secret_value())
    aggregator = tools.build(settings, store, executor=executor)
    # what several processes do at once only the clock can tell
    timer = time.perf_counter if executor else time.process_time
    first = bare(SAMPLE, timer)
    started = timer()
    ran = release.run(aggregator)
    seconds = timer() - started
    each = min(first, bare(SAMPLE, timer))
    if not ran.well or not ran.shown:
        raise RuntimeError(ran)
    with store.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM response").scalar_one()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(count, seconds, each * count, peak)


def bare(times: int, timer: Callable[[], float] = time.process_time) -> float:
    """Return the seconds of one HPKE open and one AES-GCM open of 512 bytes."""
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    private = X25519PrivateKey.generate()
    key, nonce, info = os.urandom(32), os.urandom(12), os.urandom(280)
    sealed = suite.encrypt(key, private.public_key(), info=info)
    body = AESGCM(key).encrypt(nonce, bytes(512), info)
    started = timer()
    for _ in range(times):
        AESGCM(suite.decrypt(sealed, private, info=info)).decrypt(nonce, body, info)
    return (timer() - started) / times


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        workers, *folders = sys.argv[2:]
        with processes(int(workers)) as executor:
            found = [_measure(Path(folder), executor) for folder in folders]
        print(json.dumps([asdict(one) for one in found]))
        sys.exit(0)
    sys.exit(main(*sys.argv[1:]))
