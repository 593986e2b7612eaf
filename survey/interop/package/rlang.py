"""A script for R that reads the CSV files with labels and missing values."""

from collections.abc import Iterator, Sequence

from survey.interop.package.labels import TAGS, value_labels
from survey.interop.package.table import ID, ID_LABEL, Column, Table
from survey.measure.study import HIGHEST_RESERVE, LOWEST_RESERVE

_HEAD = """\
# Run this in the folder of the files: setwd("your-folder") comes first.
# Codes from {low} to {high} become NA, so that a mean is right. With the package haven
# the NA keeps its reason as a tag, as in Stata: haven::na_tag(x) tells .a withheld,
# .b rather not say, .c skipped, .d not asked or does not apply, .e no response or no
# score, .f and on an answer beside the scale. Words are in attr(x, "labels").
has_haven <- requireNamespace("haven", quietly = TRUE)
tags <- c({tags})

tagged <- function(x) {{
  gone <- !is.na(x) & x >= {low} & x <= {high}
  codes <- as.character(x[gone])
  x[gone] <- if (has_haven) haven::tagged_na(tags[codes]) else NA
  x
}}

dressed <- function(x, label, labels = NULL) {{
  x <- tagged(as.double(x))
  if (has_haven) {{
    return(haven::labelled(x, labels = tagged(labels), label = label))
  }}
  structure(x, label = label, labels = labels)
}}
"""


def script(tables: Sequence[Table]) -> str:
    """Write the script for all tables, in the order given; plain ASCII."""
    tags = ", ".join(f'"{code}" = "{tag}"' for code, tag in sorted(TAGS.items()))
    parts = [_HEAD.format(low=LOWEST_RESERVE, high=HIGHEST_RESERVE, tags=tags)]
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
