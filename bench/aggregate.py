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
from dataclasses import dataclass
from math import log
from pathlib import Path

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.sealed_round import fill
from prove import databases, deployment
from prove.deployment import ROOT
from survey import configuration, release
from survey.aggregator import tools
from survey.records.store import Store

SIZES = (25_000, 100_000)
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


def main() -> int:
    """Print the ratio at each size, the growth and the most memory."""
    found = [spent(size) for size in SIZES]
    for one in found:
        print(
            f"{one.responses} responses: {one.ratio:.0%} of the rate of bare opens, "
            f"{one.megabytes:.0f} MB at most"
        )
    print(f"growth: responses to the power of {growth(*found):.2f}")
    return 0


def growth(few: Spent, many: Spent) -> float:
    """Return the exponent with which time, in bare opens, grows with responses."""
    times = (few.seconds / few.bare * few.responses, many.seconds / many.bare)
    return log(times[1] * many.responses / times[0]) / log(
        many.responses / few.responses
    )


def spent(size: int) -> Spent:
    """Fill a database with a round of so many responses, and let it be decided."""
    with databases.folder() as folder:
        made = deployment.make(folder)
        fill(made, size)
        made.service.store.engine.dispose()
        done = subprocess.run(
            [sys.executable, "-m", "bench.aggregate", str(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    return Spent(**json.loads(done.stdout))


def _measure(folder: Path) -> Spent:
    """Decide what is due in that folder's deployment."""
    settings = configuration.load(folder / "config.toml", {})
    store = Store(settings.database.url.get_secret_value())
    aggregator = tools.build(settings, store)
    first = bare(SAMPLE)
    started = time.process_time()
    ran = release.run(aggregator)
    seconds = time.process_time() - started
    each = min(first, bare(SAMPLE))
    if not ran.well or not ran.shown:
        raise RuntimeError(ran)
    with store.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM response").scalar_one()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(count, seconds, each * count, peak)


def bare(times: int) -> float:
    """Return the seconds of one HPKE open and one AES-GCM open of 512 bytes."""
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    private = X25519PrivateKey.generate()
    key, nonce, info = os.urandom(32), os.urandom(12), os.urandom(280)
    sealed = suite.encrypt(key, private.public_key(), info=info)
    body = AESGCM(key).encrypt(nonce, bytes(512), info)
    started = time.process_time()
    for _ in range(times):
        AESGCM(suite.decrypt(sealed, private, info=info)).decrypt(nonce, body, info)
    return (time.process_time() - started) / times


if __name__ == "__main__":
    if len(sys.argv) > 1:
        found = _measure(Path(sys.argv[1]))
        print(json.dumps({name: getattr(found, name) for name in found.__slots__}))
        sys.exit(0)
    sys.exit(main())
