"""SPSS's own file, written row by row, so that its size costs no memory.

No time of making is in it: the same rows give the same bytes. Small whole numbers,
which includes every reserve code, take one byte each.

Source: PSPP developers' guide (GNU), appendix “System File Format”.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import IO

from survey.interop.package.labels import value_labels
from survey.interop.package.table import ID, ID_LABEL, ID_WIDTH, Column, Number, Table
from survey.measure.study import HIGHEST_RESERVE, LOWEST_RESERVE

_BIAS = 100
_CASES_AT = 80
_WORD = 8
_SEGMENTS = ID_WIDTH // _WORD
_RAW, _END = 253, 252
_CODES: Mapping[Number, int] = {code - _BIAS: code for code in range(1, 252)}
"""Numbers that take one byte, and the byte."""

_FLOAT, _TEXT = 5, 1
_NOMINAL, _SCALE = 1, 3
_LOWEST = struct.unpack("<d", bytes.fromhex("feffffffffffefff"))[0]
_HIGHEST = struct.unpack("<d", bytes.fromhex("ffffffffffffef7f"))[0]


class SavSheet:
    """Write a table as a compressed system file."""

    def __init__(self, file: IO[bytes], table: Table) -> None:
        self._file, self._cases = file, 0
        self._codes = bytearray()
        self._raw: list[bytes] = []
        file.write(_head(table.says, len(table.columns)))
        file.write(b"".join(_dictionary(table.columns)))

    def write(self, person: str, numbers: Sequence[Number]) -> None:
        """Add a case."""
        padded = person.encode("ascii").ljust(ID_WIDTH)
        starts = range(0, ID_WIDTH, _WORD)
        self._codes += bytes([_RAW] * _SEGMENTS)
        self._codes += bytes(map(_CODES.get, numbers, repeat(_RAW)))
        self._raw += [padded[start : start + _WORD] for start in starts]
        self._raw += [struct.pack("<d", n) for n in numbers if n not in _CODES]
        self._cases += 1
        self._flush()

    def close(self) -> None:
        """Write what is left over, and the number of cases into the head."""
        if self._codes:
            self._codes.append(_END)
            self._codes += bytes(-len(self._codes) % _WORD)
            self._flush()
        self._file.seek(_CASES_AT)
        self._file.write(struct.pack("<i", self._cases))

    def _flush(self) -> None:
        """Write every full block: eight codes, then what they announce."""
        whole = len(self._codes) // _WORD * _WORD
        out, used = bytearray(), 0
        for start in range(0, whole, _WORD):
            if used == len(self._raw):
                out += self._codes[start:whole]
                break
            block = self._codes[start : start + _WORD]
            announced = used + block.count(_RAW)
            out += block + b"".join(self._raw[used:announced])
            used = announced
        self._file.write(out)
        del self._codes[:whole]
        del self._raw[:used]


def _head(says: str, columns: int) -> bytes:
    product = b"@(#) SPSS DATA FILE Tidemark".ljust(60)
    counts = struct.pack("<iiiiid", 2, columns + _SEGMENTS, 1, 0, -1, float(_BIAS))
    dated = b"01 Jan 00" + b"00:00:00"
    return b"$FL2" + product + counts + dated + says.encode().ljust(64) + bytes(3)


def _dictionary(columns: Sequence[Column]) -> Iterator[bytes]:
    yield _variable("ID", ID_LABEL, ID_WIDTH, _format(_TEXT, ID_WIDTH))
    for _ in range(_SEGMENTS - 1):
        yield struct.pack("<6i8s", 2, -1, 0, 0, 0, 0, b" " * _WORD)
    for number, column in enumerate(columns, start=1):
        decimals = 0 if column.variable.whole else 2
        shown = _format(_FLOAT, 8, decimals)
        yield _variable(f"V{number}", column.label, 0, shown)
    yield from _labels(columns)
    yield _extra(3, 4, struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001))
    yield _extra(4, 8, struct.pack("<3d", -_HIGHEST, _HIGHEST, _LOWEST))
    levels = [_NOMINAL if one.variable.category else _SCALE for one in columns]
    shown_as = [(_NOMINAL, ID_WIDTH, 0), *((level, 8, 1) for level in levels)]
    yield _extra(11, 4, b"".join(struct.pack("<3i", *one) for one in shown_as))
    names = [f"ID={ID}", *(f"V{n}={c.name}" for n, c in enumerate(columns, start=1))]
    yield _extra(13, 1, "\t".join(names).encode())
    yield _extra(20, 1, b"UTF-8")
    yield struct.pack("<ii", 999, 0)


def _variable(short: str, label: str, width: int, shown: int) -> bytes:
    said = label.encode()
    missing = b"" if width else struct.pack("<dd", LOWEST_RESERVE, HIGHEST_RESERVE)
    head = struct.pack("<6i", 2, width, 1, -2 if missing else 0, shown, shown)
    named = short.encode().ljust(_WORD) + struct.pack("<i", len(said))
    return head + named + said + bytes(-len(said) % 4) + missing


def _labels(columns: Sequence[Column]) -> Iterator[bytes]:
    for labels, places in value_labels(columns):
        yield struct.pack("<ii", 3, len(labels))
        for value, label in labels:
            said = label.encode()
            yield struct.pack("<dB", value, len(said)) + said
            yield bytes(-(len(said) + 1) % _WORD)
        at = [place + 1 + _SEGMENTS for place in places]
        yield struct.pack(f"<ii{len(at)}i", 4, len(at), *at)


def _format(kind: int, width: int, decimals: int = 0) -> int:
    return kind << 16 | width << 8 | decimals


def _extra(kind: int, size: int, data: bytes) -> bytes:
    return struct.pack("<iiii", 7, kind, size, len(data) // size) + data
