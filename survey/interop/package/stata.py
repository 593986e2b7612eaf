"""Commands for Stata (14 and later) that read the CSV files with labels and reasons."""

from collections.abc import Iterator, Sequence

from survey.interop.package.labels import TAGS, value_labels
from survey.interop.package.table import ID, ID_LABEL, Column, Table

_IN_A_LINE = 6


def commands(tables: Sequence[Table]) -> str:
    """Write the commands for all tables, in the order given."""
    lines = [
        "* Run this in the folder of the files:  cd your-folder  comes first.",
        "* Reasons why there is no value: .a withheld, .b rather not say, .c skipped,",
        "* .d not asked or does not apply, .e no response or no score; .f and on:",
        "* an answer beside the scale, in the words of its label.",
        "version 14",
    ]
    for table in tables:
        lines += ["", f"* {table.says}", *_read(table), *_words(table.columns)]
        lines += [f'save "{table.name}_from_csv.dta", replace']
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Write a text as Stata reads it, with nothing in it that Stata would expand."""
    said = text.replace("`", "’").replace('"', "”").replace("$", "\\$")
    return f'`"{said}"\''


def _read(table: Table) -> Iterator[str]:
    yield (
        f'import delimited using "{table.name}.csv", clear varnames(1) '
        'case(preserve) encoding("utf-8") stringcols(1) asdouble'
    )
    codes = " \\ ".join(f"{code}=.{tag}" for code, tag in sorted(TAGS.items()))
    yield "quietly ds, has(type numeric)"
    yield f"quietly mvdecode `r(varlist)', mv({codes})"


def _words(columns: Sequence[Column]) -> Iterator[str]:
    yield f"label variable {ID} {quoted(ID_LABEL)}"
    for column in columns:
        yield f"label variable {column.name} {quoted(column.label)}"
    for number, (labels, places) in enumerate(value_labels(columns), start=1):
        yield f"label define l{number} ///"
        said = [f"  {_value(value)} {quoted(label)}" for value, label in labels]
        yield " ///\n".join(said)
        names = [columns[place].name for place in places]
        for at in range(0, len(names), _IN_A_LINE):
            yield f"label values {' '.join(names[at : at + _IN_A_LINE])} l{number}"


def _value(value: int) -> str:
    return f".{TAGS[value]}" if value in TAGS else str(value)
