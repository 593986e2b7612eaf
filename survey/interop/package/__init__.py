"""The files of an export, written row by row into a folder, then one zip of it.

    written = write(folder, about, variables, records)
    for piece in zipped(folder): ...

Memory holds one person at a time. Same records, same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from survey.interop.package import (
    books,
    descriptor,
    parquet,
    provenance,
    rlang,
    spss,
    stata,
    told,
)
from survey.interop.package.about import About, Agreement, Counted, Planned, Stage
from survey.interop.package.flow import Flow
from survey.interop.package.readme import readme
from survey.interop.package.sheets import Sheets
from survey.interop.package.table import Table, long, wide
from survey.interop.package.zipping import zipped
from survey.measure.study import Record, Variable

__all__ = ["About", "Agreement", "Counted", "Planned", "Stage", "write", "zipped"]


def write(
    folder: Path, about: About, variables: Sequence[Variable], records: Iterable[Record]
) -> Counted:
    """Write every file of a package into an empty folder and count what is in it.

    A value without a variable is left out. Raise OSError as the disk does: then the
    folder holds no package, and nothing of it may be offered.
    """
    tables: list[Table] = [
        long(variables, about.periods, about.tier),
        wide(variables, about.periods, about.tier),
    ]
    counted = _rows(folder, about, tables, records)
    with (folder / "codebook.csv").open("w", encoding="utf-8-sig", newline="") as file:
        books.write(file, tables[0].columns)
    texts = {
        "datapackage.json": descriptor.datapackage(about, tables),
        "import.sps": spss.syntax(tables),
        "import.do": stata.commands(tables),
        "import.R": rlang.script(tables),
        "README.txt": readme(about, counted, _files(tables)),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    if parquet.EXTRA:
        for table in tables:
            parquet.write(folder, table)
    provenance.sign_off(folder, about, counted)
    return counted


def _rows(
    folder: Path, about: About, tables: Sequence[Table], records: Iterable[Record]
) -> Counted:
    flow, occasions = Flow(about), 0
    with ExitStack() as stack:
        sheets = [stack.enter_context(Sheets(folder, table)) for table in tables]
        for record in records:
            flow.add(record)
            for table, sheet in zip(tables, sheets, strict=True):
                for person, numbers in table.rows(record):
                    sheet.write(person, numbers)
                    occasions += table is tables[0]
    return Counted(flow.people, occasions, flow.stages())


def _files(tables: Sequence[Table]) -> Mapping[str, str]:
    kinds = [".csv", ".sav", ".dta", *([".parquet"] if parquet.EXTRA else [])]
    shown = {f"{t.name}{kind}": t.says for t in tables for kind in kinds}
    return {**shown, **told.FILES}
