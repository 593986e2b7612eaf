"""The package made and judged in processes and environments of their own."""

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from math import log
from pathlib import Path

from prove.programs import environment
from prove.table import Row
from survey.interop.package import write, zipped
from survey.measure.study import Record
from tests.interop.package import about_a_study as small

FEW, MANY = 10_000, 100_000
MOST_MEGABYTES = 400
MOST_GROWTH = 1.05
JUDGES = ("frictionless>=5.21,<6", "pyreadstat>=1.3.7,<2", "polars>=2.1,<3", "pydantic")

JUDGE = """
import csv, sys
from pathlib import Path
import frictionless, polars, pyreadstat
folder = Path(sys.argv[1])
report = frictionless.validate(str(folder / "datapackage.json"))
print("valid" if report.valid and len(report.tasks) == 3 else report.flatten())
wrong = 0
for table in ("responses_long", "responses_wide"):
    with (folder / f"{table}.csv").open() as file:
        head, *rows = csv.reader(file)
    parquet = polars.read_parquet(folder / f"{table}.parquet")
    sav, _ = pyreadstat.read_sav(
        folder / f"{table}.sav", user_missing=True, output_format="dict")
    for seen in (parquet.to_dict(as_series=False), sav):
        wrong += list(seen) != head
        for place, name in enumerate(head):
            same = str if place == 0 else float
            wrong += [same(one) for one in seen[name]] != [same(r[place]) for r in rows]
print(wrong)
"""


def validated() -> list[Row]:
    """Let frictionless, polars and pyreadstat read it, with the extra installed."""
    with tempfile.TemporaryDirectory() as made, environment(*JUDGES) as python:
        _child(python, "make", made, "50")
        files = len(list(Path(made).iterdir()))
        told = _run([str(python), "-c", JUDGE, made]).split()
    return [
        Row(
            f"frictionless 5 validates the package ({files} files, extra installed)",
            "valid",
            told[0],
            told[0] == "valid",
        ),
        Row(
            "polars reads .parquet and pyreadstat .sav as the CSV files have them",
            "0 columns differ",
            f"{told[-1]} differ",
            told[-1] == "0",
        ),
    ]


def same_bytes() -> list[Row]:
    """Make it in two processes whose hashing differs."""
    digests = {_measured(300, seed)[2] for seed in ("1", "2")}
    found = f"{len(digests)} different"
    return [
        Row(
            "one export made twice, in two processes", "1 zip", found, len(digests) == 1
        )
    ]


def memory() -> list[Row]:
    """Make it for few and for many people."""
    (few_s, few_mb, _), (many_s, many_mb, _) = _measured(FEW), _measured(MANY)
    growth = log(many_s / few_s) / log(MANY / FEW)
    return [
        Row(
            f"memory for {FEW} and {MANY} people ({4 * MANY} responses)",
            f"flat, at most {MOST_MEGABYTES} MB",
            f"{few_mb:.0f} MB and {many_mb:.0f} MB",
            many_mb < min(1.1 * few_mb, MOST_MEGABYTES),
        ),
        Row(
            f"time: {few_s:.1f} s and {many_s:.1f} s",
            f"growth at most {MOST_GROWTH}",
            f"{growth:.2f}; {1e6 * many_s / (4 * MANY):.0f} µs a response",
            growth <= MOST_GROWTH,
        ),
    ]


def _measured(people: int, seed: str = "0") -> tuple[float, float, str]:
    with tempfile.TemporaryDirectory() as made:
        told = _child(Path(sys.executable), "measure", made, str(people), seed=seed)
    seconds, megabytes, digest = told.split()
    return float(seconds), float(megabytes), digest


def _child(python: Path, *words: str, seed: str = "0") -> str:
    return _run([str(python), "-m", "prove.packaged_apart", *words], seed)


def _run(command: list[str], seed: str = "0") -> str:
    environ = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=environ
    )
    return done.stdout


def _people(count: int) -> Iterator[Record]:
    for number in range(count):
        given = small.ANA.occasions[:4]
        yield small.ANA._replace(id=f"{number:032x}", occasions=given)


def _main(how: str, folder: str, count: str) -> None:
    started, digest = time.monotonic(), hashlib.sha256()
    write(Path(folder), small.ABOUT, small.VARIABLES, _people(int(count)))
    if how == "measure":
        for piece in zipped(Path(folder)):
            digest.update(piece)
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        spent = time.monotonic() - started
        print(f"{spent:.3f} {kilobytes / 1024:.1f} {digest.hexdigest()}")


if __name__ == "__main__":
    _main(*sys.argv[1:])
