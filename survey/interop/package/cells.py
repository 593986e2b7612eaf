"""Cells of a CSV file that no spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable
from typing import IO

from survey.interop.package.table import ID, Number, Table

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def text(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run.

    Source: OWASP ASVS 5.0, 1.2.10.
    """
    bare = cell.replace("\0", "")
    return f"'{bare}" if cell.lstrip(" ").startswith(_RUNS) else bare


def number(value: Number) -> str:
    """Write a number with a point and without an exponent."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.6f}".rstrip("0")


def write_texts(
    file: IO[str], heading: Iterable[str], rows: Iterable[Iterable[str]]
) -> None:
    """Write a table of texts as in RFC 4180."""
    lines = csv.writer(file)
    lines.writerow(heading)
    lines.writerows([text(cell) for cell in row] for row in rows)


class _Written(dict[Number, str]):
    """Numbers as they are written: most of a table is a few of them, known before."""

    def __missing__(self, key: Number) -> str:
        return number(key)


_WRITTEN = _Written((whole, str(whole)) for whole in range(-100, 1000))


class CsvSheet:
    """Write the rows of a table one by one."""

    def __init__(self, file: IO[str], table: Table) -> None:
        self._lines = csv.writer(file)
        self._lines.writerow([ID, *(column.name for column in table.columns)])

    def write(self, person: str, numbers: Iterable[Number]) -> None:
        """Add a row."""
        self._lines.writerow([text(person), *map(_WRITTEN.__getitem__, numbers)])
