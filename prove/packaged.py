"""The zip of an export, opened by the programs that evaluators have."""

import csv
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from prove import help_study, judges, packaged_apart, spreadsheet
from prove.judges import Cells, Seen
from prove.programs import NotHere, found
from prove.table import Row, show
from survey.interop.package import write
from survey.interop.package.labels import TAGS, words_of
from survey.interop.package.table import ID, ID_LABEL, Column, Table, long, wide
from survey.measure.study import PERIODS, Record, Variable
from tests.interop.package import about_a_study as small

PSPP = ("pspp", "pspp")
R = ("Rscript", "r-base-core", "r-cran-haven")
CODES = {str(code): f".{tag}" for code, tag in TAGS.items()}
Example = tuple[str, Sequence[Variable], Sequence[Record]]


def read_back() -> list[Row]:
    """Open the .sav and .dta files, run the scripts, and compare every cell."""
    try:
        programs = found(*PSPP), found(*R)
    except NotHere as missing:
        return [Row("PSPP and R read the files back", "both", str(missing), False)]
    return [row for example in _examples() for row in _judged(*programs, example)]


def completers() -> list[Row]:
    """Let R say from our wide file what the HELP study says of two years."""
    try:
        program = found(*R)
    except NotHere as missing:
        return [Row("CES-D over 24 months in R", "−12.0, −9.2", str(missing), False)]
    with _written("HELP", help_study.VARIABLES, help_study.records()) as folder:
        told = judges.change(program, folder / "responses_wide.dta")
    claim = "CES-D, 0 to 24 months: completers; the last value carried forward (R)"
    wanted = "-12.0 (n = 272); -9.2 (n = 470)"
    return [Row(claim, wanted, told, told == wanted)]


def same_as_source() -> list[Row]:
    """Compare scores in the long file with those that the study's authors printed."""
    with help_study.HELP.open(encoding="utf-8") as file:
        source = {
            (f"p{int(row['ID']):032x}", row["TIME"]): row
            for row in csv.DictReader(file)
        }
    with _written("HELP", help_study.VARIABLES, help_study.records()) as folder:
        rows = judges.cells(folder / "responses_long.csv")
    months = {"0": "0", "26": "6", "52": "12", "78": "18", "104": "24"}
    same = other = 0
    for row in rows:
        theirs = source[row[ID], months[row["week"]]]
        for ours, column in help_study.SCORES.items():
            printed = judges.number(theirs[column]) or "-99"
            same += row[ours] == printed
            other += row[ours] != printed
    claim = (
        f"HELPfull.csv: SOCRATES and CES-D of {len(rows)} occasions as in the source"
    )
    return [Row(claim, "no other value", f"{same} equal, {other} other", other == 0)]


def _examples() -> Iterator[Example]:
    yield "every kind of answer", small.VARIABLES, (small.ANA, small.BEN)
    yield "awkward words", small.PLAIN, small.PLAIN_RECORDS
    yield "HELPfull.csv", help_study.VARIABLES, help_study.records()


@contextmanager
def _written(
    name: str, variables: Sequence[Variable], records: Sequence[Record]
) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=f"tidemark-{name[:4].strip()}-") as folder:
        write(Path(folder), small.ABOUT, variables, records)
        yield Path(folder)


def _judged(pspp: str, r: str, example: Example) -> Iterator[Row]:
    name, variables, _records = example
    with _written(*example) as folder, tempfile.TemporaryDirectory() as made:
        out = Path(made)
        judges.syntax(pspp, folder)
        for table in (
            long(variables, PERIODS, "study"),
            wide(variables, PERIODS, "study"),
        ):
            kept = judges.cells(folder / f"{table.name}.csv")
            stem, ours = folder / table.name, f"{table.name}_from_csv.sav"
            seen = {
                ".sav in PSPP": judges.pspp(pspp, stem.with_suffix(".sav"), out),
                ".sav by import.sps": judges.pspp(pspp, folder / ours, out),
                ".sav in R": judges.haven(
                    r, judges.READ_SAV, stem.with_suffix(".sav"), out
                ),
            }
            tagged = {
                ".dta in R": judges.haven(
                    r, judges.READ_DTA, stem.with_suffix(".dta"), out
                ),
                ".csv by import.R": judges.haven(r, judges.READ_OURS, stem, out),
            }
            for how, one in (*seen.items(), *tagged.items()):
                codes = CODES if how in tagged else {}
                yield _row(f"{name}: {table.name}{how}", table, kept, one, codes)


def _row(
    claim: str, table: Table, kept: Cells, seen: Seen, codes: Mapping[str, str]
) -> Row:
    wanted = [{n: codes.get(c, c) for n, c in row.items()} for row in kept]
    without = [{n: "" if c in CODES else c for n, c in row.items()} for row in kept]
    labels = {ID: ID_LABEL, **{one.name: one.label for one in table.columns}}
    words = {one.name: _words(one, codes) for one in table.columns}
    checks = {
        "cells": seen.kept == wanted,
        "missing": seen.gone == without,
        "labels": dict(seen.labels) == labels,
        "words": seen.words == {name: said for name, said in words.items() if said},
        "missing codes": set(seen.missing.values()) <= {"", "-99 THRU -90"},
    }
    wrong = [what for what, holds in checks.items() if not holds]
    blanks = sum(cell == "" for row in without for cell in row.values())
    told = f"{len(kept)} × {len(labels)} cells, {blanks} missing"
    said = f"{told}; differ: {', '.join(wrong) or 'none'}"
    return Row(claim, "cells, reasons, labels, words as written", said, not wrong)


def _words(column: Column, codes: Mapping[str, str]) -> dict[str, str]:
    return {
        codes.get(str(value), str(value)): word
        for value, word in words_of(column.variable)
    }


if __name__ == "__main__":
    apart = [packaged_apart.validated, packaged_apart.memory, packaged_apart.same_bytes]
    proofs = [read_back, same_as_source, completers, spreadsheet.inert, *apart]
    sys.exit(show("The zip of an export, in other programs", proofs))
