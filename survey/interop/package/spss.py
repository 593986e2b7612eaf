"""Syntax for SPSS and PSPP that reads the CSV files with labels and missing values."""

from collections.abc import Iterator, Sequence

from survey.interop.package.labels import value_labels
from survey.interop.package.table import ID, ID_LABEL, ID_WIDTH, Column, Table
from survey.measure.study import HIGHEST_RESERVE, LOWEST_RESERVE

_IN_A_LINE = 6


def syntax(tables: Sequence[Table]) -> str:
    """Write the commands for all tables, in the order given."""
    lines = [
        "* Run this in the folder of the files: CD 'C:\\your\\folder' comes first.",
        "* Codes from -99 to -90 are missing values; their words say why.",
    ]
    for table in tables:
        lines += ["", f"* {table.says}.", *_read(table), *_words(table.columns)]
        lines += [f"MISSING VALUES {_names(table.columns)}"]
        lines += [f" ({LOWEST_RESERVE} THRU {HIGHEST_RESERVE})."]
        lines += ["EXECUTE.", f"SAVE OUTFILE='{table.name}_from_csv.sav'."]
    # SPSS takes a file for UTF-8 only if it starts with this mark
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def quoted(text: str) -> str:
    """Write a text as SPSS reads it: in apostrophes, those inside doubled."""
    return "'" + text.replace("'", "''") + "'"


def _read(table: Table) -> Iterator[str]:
    yield f"GET DATA /TYPE=TXT /FILE='{table.name}.csv' /ENCODING='UTF8'"
    yield " /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='\"'"
    yield f" /VARIABLES={ID} A{ID_WIDTH}"
    for column in table.columns:
        yield f" {column.name} {'F8.0' if column.variable.whole else 'F12.6'}"
    yield " ."
    parted = [column for column in table.columns if not column.variable.whole]
    if parted:
        yield f"FORMATS {_names(parted)} (F8.2)."


def _words(columns: Sequence[Column]) -> Iterator[str]:
    yield "VARIABLE LABELS"
    yield f" {ID} {quoted(ID_LABEL)}"
    for column in columns:
        yield f" /{column.name} {quoted(column.label)}"
    yield " ."
    for labels, places in value_labels(columns):
        yield f"VALUE LABELS {_names([columns[place] for place in places])}"
        for value, label in labels:
            yield f" {value} {quoted(label)}"
        yield " ."


def _names(columns: Sequence[Column]) -> str:
    names = [column.name for column in columns]
    lines = [names[at : at + _IN_A_LINE] for at in range(0, len(names), _IN_A_LINE)]
    return "\r\n ".join(" ".join(line) for line in lines)
