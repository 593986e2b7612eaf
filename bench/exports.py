"""What a file of rows costs over its seals, and how that grows: `./dev bench exports`.

A study of so many responses is built by a process of its own: fetched, checked, opened,
scored, written, zipped, sealed and stored. Two processes open, as `--workers 2` has it.
What all of them took of two cores is compared with the bare opens of HPKE and AES-GCM
of as many responses on one core, in seconds of the processor.
"""

import json
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.aggregate import SAMPLE, Spent, bare, growth
from bench.sealed_round import fill
from prove import databases, deployment
from prove.deployment import ROOT
from survey import configuration, export, links, staff
from survey.aggregator import building, studying, tools
from survey.cli.tools import processes
from survey.privacy.sealing import Suite, public_key
from survey.privacy.secret import Seed
from survey.records.store import Store
from survey.request import Wish
from survey.service import Service
from survey.staff import Role, Staff

SIZES = (10_000, 100_000)
WORKERS = CORES = 2
SITTINGS = 5
"""Weeks in which everybody said two things."""


def main(*sizes: str) -> int:
    """Print the ratio at each size, the growth and the most memory."""
    found = [spent(int(size)) for size in sizes or map(str, SIZES)]
    for one in found:
        print(
            f"{one.responses} responses: {one.ratio:.0%} of the rate of bare opens, "
            f"{one.megabytes:.0f} MB at most"
        )
    if len(found) > 1:
        print(f"growth: responses to the power of {growth(found[0], found[-1]):.2f}")
    return 0


def spent(size: int) -> Spent:
    """Fill a database with a study of so many responses, and let it be exported."""
    with databases.folder() as folder:
        made = deployment.make(folder)
        fill(made, size, "study", SITTINGS)
        agreed(made.service)
        made.service.store.engine.dispose()
        done = subprocess.run(
            [sys.executable, "-m", "bench.exports", "--measure", str(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    return Spent(**json.loads(done.stdout))


def agreed(service: Service, programme_id: str = "harbour") -> bytes:
    """Let one person ask for the rows of a study, and a second one agree."""
    eve, ed = (_somebody(service, programme_id, name) for name in ("Eve", "Ed"))
    wish = Wish(
        programme_id=programme_id,
        tier="study",
        recipient="A university",
        purpose="A measurement",
        until=(datetime.now(UTC) + timedelta(days=30)).date(),
        agreed=True,
        public_key=public_key(KEY, Suite.X25519),
    )
    export_id, _ = export.ask(service, wish, eve)
    export.approve(service, ed, export_id)
    return export_id


KEY = Seed(b"k" * 32)


def _somebody(service: Service, programme_id: str, name: str) -> Staff:
    link = links.make(service, Role.EVALUATOR, programme_id, name)
    found = staff.resume(service, links.enter(service, link.token))
    if found is None:
        raise RuntimeError(name)
    return found


def _measure(folder: Path) -> Spent:
    """Build what waits in that folder's deployment."""
    settings = configuration.load(folder / "config.toml", {})
    store = Store(settings.database.url.get_secret_value())
    first = bare(SAMPLE)
    with processes(WORKERS) as executor:
        aggregator = tools.build(
            settings, store, executor=executor, purpose=studying.PURPOSE
        )
        started = time.process_time()
        built = building.run(aggregator)
        main = time.process_time() - started
    # what the processes took is known when they have ended
    opened = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    each = min(first, bare(SAMPLE))
    if not built.made:
        raise RuntimeError(built)
    with store.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM response").scalar_one()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(count, max(main, (main + opened) / CORES), each * count, peak)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        found = _measure(Path(sys.argv[2]))
        print(json.dumps({name: getattr(found, name) for name in found.__slots__}))
        sys.exit(0)
    sys.exit(main(*sys.argv[1:]))
