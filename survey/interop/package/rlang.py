"""A script for R that reads the CSV files with labels and missing values."""

from collections.abc import Iterator, Sequence

from survey.interop.package.labels import value_labels
from survey.interop.package.table import ID, ID_LABEL, Column, Table
from survey.measure.study import HIGHEST_RESERVE, LOWEST_RESERVE

_HEAD = """\
# Run this in the folder of the files: setwd("your-folder") comes first.
# With the package haven each column keeps its words, and codes from {low} to {high}
# count as missing while their reason stays (haven::zap_missing makes them NA).
# Without haven these codes become NA, and words stay as the attribute "labels".
has_haven <- requireNamespace("haven", quietly = TRUE)

dressed <- function(x, label, labels = NULL) {{
  if (has_haven) {{
    labels <- if (is.null(labels)) NULL else labels
    return(haven::labelled_spss(
      as.double(x), labels = labels, na_range = c({low}, {high}), label = label))
  }}
  x[!is.na(x) & x >= {low} & x <= {high}] <- NA
  structure(x, label = label, labels = labels)
}}
"""


def script(tables: Sequence[Table]) -> str:
    """Write the script for all tables, in the order given; plain ASCII."""
    parts = [_HEAD.format(low=LOWEST_RESERVE, high=HIGHEST_RESERVE)]
    for table in tables:
        parts += [*_table(table), ""]
    return "\n".join(parts)


def quoted(text: str) -> str:
    """Write a text as R reads it, in ASCII, so that no encoding can break it."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return (
        letter
        if letter.isascii() and letter.isprintable()
        else rf"\U{{{ord(letter):x}}}"
    )


def _table(table: Table) -> Iterator[str]:
    words = {
        place: f"{table.name}_l{number}"
        for number, (_labels, places) in enumerate(value_labels(table.columns), start=1)
        for place in places
    }
    yield f"# {table.says}"
    yield (
        f'{table.name} <- read.csv("{table.name}.csv", fileEncoding = "UTF-8", '
        f'colClasses = c({ID} = "character"))'
    )
    for number, (labels, _places) in enumerate(value_labels(table.columns), start=1):
        yield f"{table.name}_l{number} <- c("
        said = [f"  {quoted(label)} = {value}" for value, label in labels]
        yield ",\n".join(said) + ")"
    yield f'attr({table.name}${ID}, "label") <- {quoted(ID_LABEL)}'
    for place, column in enumerate(table.columns):
        yield _dressed(table.name, column, words.get(place))


def _dressed(table: str, column: Column, words: str | None) -> str:
    more = f", {words}" if words else ""
    name = f"{table}${column.name}"
    return f"{name} <- dressed({name}, {quoted(column.label)}{more})"
