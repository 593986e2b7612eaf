"""From a request to a file on the evaluator's machine: whole or not there, in time."""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from bench import exports as bench
from bench.aggregate import growth
from prove import databases, deployment
from prove.crowd import crowd
from prove.deployment import Deployment
from prove.table import Row
from survey import configuration, service
from survey.aggregator import building, studying, tools
from survey.measure.rounds import add_weeks, week_of
from survey.privacy import parcel
from survey.records.queries import exports
from survey.records.tables import ExportChunk, ExportMember
from tests import test_help_export as help_study
from tests.exports import sealed_file, unzipped

SIZES = (10_000, 100_000, 1_000_000)
KILLS = 30
MEGABYTES, EXPONENT, RATE = 400, 1.05, 0.60


def whole_study() -> list[Row]:
    """Bring the whole HELP study in, and compare each wave that leaves with it."""
    people = help_study.HELP.read_text(encoding="utf-8")
    with databases.folder() as folder:
        made = deployment.make(folder)
        made.service.store.engine.dispose()
        shelf = folder / "instruments"
        shutil.copytree(deployment.ROOT / "instruments", shelf)
        shutil.copy(help_study.DATA / "ces-d-sum.toml", shelf)
        config = (folder / "config.toml").read_text(encoding="utf-8")
        config = config.replace(str(deployment.ROOT / "instruments"), str(shelf))
        (folder / "config.toml").write_text(config, encoding="utf-8")
        built = service.build(configuration.load(folder / "config.toml", {}))
        help_study.bring_in(built, people)
        export_id = bench.agreed(built, "help-study")
        building.run(tools.build(built.settings, built.store, purpose=studying.PURPOSE))
        left = help_study.left(_files(built, export_id))
        built.store.engine.dispose()
    came = help_study.source(people)
    same = sum(left[key] == came[key] for key in came)
    scores = sum(map(len, came.values()))
    claim = "HELPfull.csv in and out at tier study: waves of scores equal their source"
    wanted, found = f"{len(came)} of {len(came)}", f"{same} ({scores} scores)"
    return [Row(claim, wanted, found, left == came)]


def killed() -> list[Row]:
    """Kill a build at any moment: never a part, and the next run makes it whole."""
    parts = whole = 0
    with databases.folder() as folder:
        made = deployment.make(folder)
        week = add_weeks(week_of(made.service.clock.now(), "UTC"), -9)
        weeks = [add_weeks(week, number) for number in range(8)]
        crowd(made.service, made.group.id, 60, weeks, purpose="study")
        longest = _seconds(made)
        for _ in range(KILLS):
            export_id = bench.agreed(made.service)
            started = _start(made)
            time.sleep(random.uniform(0.3, longest))
            started.send_signal(signal.SIGKILL)
            started.wait()
            parts += _is_a_part(made, export_id)
            _start(made).wait()
            whole += "responses_long.csv" in _files(made.service, export_id)
        made.service.store.engine.dispose()
    return [
        Row(
            f"a part is offered after one of {KILLS} kills", "0", str(parts), not parts
        ),
        Row("whole after the next run", str(KILLS), str(whole), whole == KILLS),
    ]


def sizes() -> list[Row]:
    """Build studies of ten thousand to a million responses."""
    found = [bench.spent(size) for size in SIZES]
    most = max(one.megabytes for one in found)
    power = growth(found[0], found[-1])
    said = ", ".join(f"{one.responses}: {one.megabytes:.0f} MB" for one in found)
    rate = min(one.ratio for one in found)
    return [
        Row("memory at most", f"≤ {MEGABYTES} MB", said, most <= MEGABYTES),
        Row("growth exponent", f"≤ {EXPONENT}", f"{power:.2f}", power <= EXPONENT),
        Row("of the rate of bare opens", f"≥ {RATE:.0%}", f"{rate:.0%}", rate >= RATE),
    ]


def _start(made: Deployment) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "survey", "export", "build"],
        cwd=deployment.ROOT,
        env=made.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _seconds(made: Deployment) -> float:
    """Return how long a build takes that nobody disturbs."""
    bench.agreed(made.service)
    started = time.monotonic()
    _start(made).wait()
    return time.monotonic() - started


def _is_a_part(made: Deployment, export_id: bytes) -> bool:
    """Say whether something of a file lies there and not all of it."""
    with made.service.store.read() as connection:
        row = exports.one(connection, export_id)
        rows = [
            connection.execute(
                select(func.count()).where(table.export_id == export_id)
            ).scalar_one()
            for table in (ExportChunk, ExportMember)
        ]
    if row is not None and row.state == "built":
        return "responses_long.csv" not in _files(made.service, export_id)
    return any(rows)


def _files(built: service.Service, export_id: bytes) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(sealed_file(built, export_id))
        with path.open("rb") as file:
            return unzipped(b"".join(parcel.read(file, bench.KEY)))
