"""Rows for anybody, attacked and judged in full: part of `./dev prove exports`.

Several hundred made-up programmes; an intruder for everybody in them; pycanon, in an
environment of its own, on the files as they leave; sizes up to a hundred thousand.
"""

import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from math import log
from pathlib import Path
from random import Random
from statistics import median

from bench.attacks import intruder, laid_beside
from prove.programs import environment
from prove.table import Row, show
from survey import forecast
from survey.interop import package
from survey.interop.package import About
from survey.measure.study import Record
from survey.privacy.deidentify import LEAST_K, WIDE_K, Standard, TooSmall, standard

PYCANON = "pycanon==1.3.6"
HORIZON = 12
PROGRAMMES = {50: 100, 100: 100, 400: 100, 2000: 12}
"""How many programmes of each size are made up."""
PAIRS = 100
JUDGED = ((300, 11, 12), (400, 5, 24), (600, 11, 52), (2000, 11, 12), (2000, 5, 104))
"""Files that pycanon judges: people, k, weeks."""
SMALL, LARGE = 10_000, 100_000
MOST_BYTES, MOST_SECONDS, MOST_GROWTH = 300, 30, 1.2

JUDGE = """
import itertools, json, re, sys
import pandas
from pycanon import anonymity

found = []
for path in sys.argv[1:]:
    rows = pandas.read_csv(path)
    cells = [name for name in rows if re.search(r"_p[0-9]+$", name)]
    who = [name for name in rows if name not in cells and name != "id"]
    for cell in cells:
        rows[cell + "?"] = rows[cell] != -99
    outside = who + [cell + "?" for cell in cells]
    k = anonymity.k_anonymity(rows, outside)
    l, known = [], []
    for size in (1, 2, 3):
        for told in itertools.combinations(cells, size):
            there = rows[(rows[list(told)] != -99).all(axis=1)].reset_index()
            if len(there):
                known.append(anonymity.k_anonymity(there, outside + list(told)))
                if size == 1:
                    l.append(anonymity.l_diversity(there, outside, list(told)))
    found.append([int(k), int(min(known)), int(min(l))])
print(json.dumps(found))
"""


def judged() -> list[Row]:
    """Let pycanon measure files as they leave: k, k with three bands known, and l."""
    with (
        tempfile.TemporaryDirectory() as folder,
        environment(PYCANON) as python,
    ):
        wide, ours = [], []
        for number, (people, k, horizon) in enumerate(JUDGED):
            file = standard(_people(people, horizon), forecast.rules(horizon, k))
            place = Path(folder) / str(number)
            place.mkdir()
            about = About(
                export="00", tier="standard", as_of="", instruments=(),
                periods=file.periods,
            )  # fmt: skip
            package.write(place, about, file.variables, file.records())
            wide.append(next(place.rglob("responses_wide.csv")))
            held = file.report.held
            ours.append([held.k, held.known, held.bands])
        done = subprocess.run(
            [python, "-c", JUDGE, *wide], check=True, capture_output=True, text=True
        )
    theirs = json.loads(done.stdout)
    return [
        Row(
            f"{people} people, {horizon} weeks: k, k with three bands told, l",
            f"≥ {k}, ≥ {k}, ≥ 3; pycanon as ours",
            f"ours {mine}, pycanon {other}",
            mine == other and min(mine[:2]) >= k and mine[2] >= 3,
        )
        for (people, k, horizon), mine, other in zip(JUDGED, ours, theirs, strict=True)
    ]


def searched() -> Iterator[Row]:
    """Look for everybody of every made-up programme, in a naive file and in ours."""
    for people, programmes in PROGRAMMES.items():
        naive, ours, files, sure, wrong = [], [], [], 0, 0
        for number in range(programmes):
            there = list(_people(people, HORIZON, number))
            naive.append(intruder.chance(intruder.in_naive(Random(number), there)))
            file = _made(there, WIDE_K)
            if file is None:
                continue
            files.append(file)
            ours += intruder.in_ours(there, file)
            if all(one.instrument for one in file.variables):
                felt = intruder.certain(there, file)
                sure, wrong = sure + felt[0], wrong + felt[1]
        of = f"{programmes} programmes of {people}"
        yield Row(
            f"{of}: sheet and three answers find somebody, naive",
            "≥ 80 %",
            f"{sum(naive) / len(naive):.1%}",
            sum(naive) / len(naive) >= 0.8,
        )
        if ours:
            fewest = min(one.fit for one in ours)
            yield Row(
                f"{of}: the same in {len(files)} files of ours, {len(ours)} people",
                f"≤ 1 in {WIDE_K} for each",
                f"{intruder.chance(ours):.1%}, at most 1 in {fewest}",
                fewest >= WIDE_K,
            )
        if sure:
            yield _told(
                f"{of}: certain of a band that was not told, and wrong",
                f"{wrong / sure:.0%}",
            )
        yield from _kept(of, people, programmes, files)


def laid_together() -> Iterator[Row]:
    """Take one file from the next, as usual and as ours."""
    for name, publisher, wanted in (
        ("of all who are there", laid_beside.usual, "tells few apart: always"),
        ("ours", laid_beside.ours, "never"),
    ):
        made = (publisher(Random(number), 400) for number in range(PAIRS))
        pairs = [pair for pair in made if pair is not None]
        told = sum(laid_beside.isolated(*pair) > 0 for pair in pairs)
        holds = told == (0 if publisher is laid_beside.ours else len(pairs))
        yield Row(
            f"two files {name}, one taken from the other: fewer than five are left",
            wanted,
            f"{told} of {len(pairs)} pairs",
            holds and bool(pairs),
        )


def measured() -> Iterator[Row]:
    """Make files of many people; see how time and memory grow."""
    spent = {}
    for people in (SMALL, LARGE):
        started = time.process_time()
        drawn = sum(1 for _ in _people(people, HORIZON))
        between = time.process_time()
        file = standard(_people(people, HORIZON), forecast.rules(HORIZON))
        spent[people] = time.process_time() - between - (between - started)
        each = spent[people] / people * SMALL
        yield Row(
            f"{drawn} people: {len(file.ids)} rows, {len(file.variables)} columns at "
            f"{len(file.periods)} times",
            f"≤ {MOST_SECONDS} s for {SMALL} people",
            f"{each:.1f} s",
            each <= MOST_SECONDS,
        )
    growth = log(spent[LARGE] / spent[SMALL]) / log(LARGE / SMALL)
    yield Row(
        "growth of the time", f"≤ {MOST_GROWTH}", f"{growth:.2f}", growth <= MOST_GROWTH
    )
    tracemalloc.start()
    standard(_people(SMALL, HORIZON), forecast.rules(HORIZON))
    most = tracemalloc.get_traced_memory()[1] / SMALL
    tracemalloc.stop()
    yield Row(
        f"bytes of memory per person, {SMALL} people",
        f"≤ {MOST_BYTES}",
        f"{most:.0f}",
        most <= MOST_BYTES,
    )


def _kept(
    of: str, people: int, programmes: int, files: list[Standard]
) -> Iterator[Row]:
    yield _told(f"{of}, k = {WIDE_K}: what is given", _given(programmes, files))
    lower = [
        _made(list(_people(people, HORIZON, number)), LEAST_K)
        for number in range(programmes)
    ]
    given = [file for file in lower if file is not None]
    yield _told(f"{of}, k = {LEAST_K}: what is given", _given(programmes, given))


def _given(programmes: int, files: list[Standard]) -> str:
    if not files:
        return f"0 of {programmes}: nothing"
    share = median(one.report.rows / max(1, one.report.people) for one in files)
    measures = median(sum(1 for v in one.variables if v.instrument) for one in files)
    columns = median(len(one.variables) for one in files) - measures
    times = median(len(one.periods) for one in files)
    return (
        f"{len(files)} of {programmes}: {share:.0%} of rows, measures {measures:g}, "
        f"about people {columns:g}, times {times:g} (medians)"
    )


def _made(people: list[Record], k: int) -> Standard | None:
    try:
        return standard(people, forecast.rules(HORIZON, k))
    except TooSmall:
        return None


def _people(people: int, horizon: int, number: int = 0) -> Iterator[Record]:
    return forecast.made_up(Random(f"{people} {number}"), people, horizon)


def _told(claim: str, found: str) -> Row:
    return Row(claim, "printed, not promised", found, True)


PROOFS = [judged, searched, laid_together, measured]

if __name__ == "__main__":
    sys.exit(show("Rows for anybody, attacked and judged", PROOFS))
