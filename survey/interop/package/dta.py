"""Stata's own file (release 118, Stata 14 and later), written row by row.

Reserve codes become Stata's extended missing values: -95 to -99 are .a to .e, answers
beside a scale .f and on. No time of making is in it.

Source: Stata manual, “File formats .dta”, release 118.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from survey.interop.package.labels import TAGS, value_labels
from survey.interop.package.table import ID, ID_LABEL, ID_WIDTH, Column, Number, Table

_LETTERS = {code: ord(tag) - ord("a") for code, tag in TAGS.items()}
_BYTE, _INT, _LONG, _DOUBLE = "bhid"
_TYPES = {_BYTE: 65530, _INT: 65529, _LONG: 65528, _DOUBLE: 65526}
_TOPS = {_BYTE: 100, _INT: 32740, _LONG: 2147483620}
_MAPPED = 14
_DOUBLE_MISSING = 0x7FE0000000000000


class DtaSheet:
    """Write a table as a Stata file."""

    def __init__(self, file: IO[bytes], table: Table) -> None:
        self._file, self._columns, self._rows = file, table.columns, 0
        self._places = [0]
        self._kinds = [_kind(column) for column in table.columns]
        self._row = struct.Struct(f"<{ID_WIDTH}s{''.join(self._kinds)}")
        self._gaps = [_missing(kind) for kind in self._kinds]
        self._begin(table)

    def write(self, person: str, numbers: Iterable[Number]) -> None:
        """Add an observation."""
        coded = map(dict.get, self._gaps, numbers, numbers)
        self._file.write(self._row.pack(person.encode("ascii"), *coded))
        self._rows += 1

    def close(self) -> None:
        """Write the words of the values, the number of rows and the map."""
        self._file.write(b"</data>")
        self._part("strls", b"")
        self._part("value_labels", b"".join(_tables(self._columns)))
        self._places.append(self._file.tell())
        self._file.write(b"</stata_dta>")
        self._places.append(self._file.tell())
        self._file.seek(self._rows_at)
        self._file.write(struct.pack("<Q", self._rows))
        self._file.seek(self._places[1] + len("<map>"))
        self._file.write(struct.pack(f"<{_MAPPED}Q", *self._places))

    def _begin(self, table: Table) -> None:
        count = len(table.columns) + 1
        said = table.says.encode()
        head = b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>"
        head += b"<K>" + struct.pack("<H", count) + b"</K><N>"
        self._rows_at = len(head)
        head += bytes(8) + b"</N><label>" + struct.pack("<H", len(said)) + said
        self._file.write(head + b"</label><timestamp>\0</timestamp></header>")
        self._part("map", bytes(8 * _MAPPED))
        named = {
            place: f"l{n}" for n, (_, at) in _numbered(table.columns) for place in at
        }
        types = [ID_WIDTH, *(_TYPES[kind] for kind in self._kinds)]
        self._part("variable_types", struct.pack(f"<{count}H", *types))
        names = [ID, *(column.name for column in table.columns)]
        self._part("varnames", _fixed(names, 129))
        self._part("sortlist", bytes(2 * (count + 1)))
        shown = ["%9.2f" if kind == _DOUBLE else "%8.0g" for kind in self._kinds]
        self._part("formats", _fixed([f"%{ID_WIDTH}s", *shown], 57))
        sets = ["", *(named.get(place, "") for place in range(count - 1))]
        self._part("value_label_names", _fixed(sets, 129))
        labels = [ID_LABEL, *(column.label for column in table.columns)]
        self._part("variable_labels", _fixed(labels, 321))
        self._part("characteristics", b"")
        self._places.append(self._file.tell())
        self._file.write(b"<data>")

    def _part(self, name: str, data: bytes) -> None:
        self._places.append(self._file.tell())
        self._file.write(f"<{name}>".encode() + data + f"</{name}>".encode())


def _kind(column: Column) -> str:
    variable = column.variable
    if not variable.whole:
        return _DOUBLE
    high = _TOPS[_LONG] if variable.high is None else variable.high
    low = -100 if variable.low is None else variable.low
    fits = [kind for kind, top in _TOPS.items() if high <= top and low >= -top]
    return fits[0]


def _missing(kind: str) -> dict[Number, Number]:
    if kind == _DOUBLE:
        return {code: _double(letter) for code, letter in _LETTERS.items()}
    return {code: _TOPS[kind] + 2 + letter for code, letter in _LETTERS.items()}


def _double(letter: int) -> float:
    bits = _DOUBLE_MISSING + ((letter + 1) << 40)
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


def _fixed(texts: Sequence[str], width: int) -> bytes:
    return b"".join(text.encode().ljust(width, b"\0") for text in texts)


def _numbered(
    columns: Sequence[Column],
) -> Iterator[tuple[int, tuple[Sequence[tuple[int, str]], list[int]]]]:
    return enumerate(value_labels(columns), start=1)


def _tables(columns: Sequence[Column]) -> Iterator[bytes]:
    for number, (labels, _places) in _numbered(columns):
        top = _TOPS[_LONG] + 2
        pairs = sorted(
            (top + _LETTERS[value] if value in _LETTERS else value, said)
            for value, said in labels
        )
        offsets, texts = [], b""
        for _value, said in pairs:
            offsets.append(len(texts))
            texts += said.encode() + b"\0"
        count = len(pairs)
        values = [value for value, _said in pairs]
        table = struct.pack(f"<ii{2 * count}i", count, len(texts), *offsets, *values)
        name = f"l{number}".encode().ljust(129, b"\0") + bytes(3)
        size = struct.pack("<i", len(table) + len(texts))
        yield b"<lbl>" + size + name + table + texts + b"</lbl>"
