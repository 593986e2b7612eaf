"""A workbook of strangers as rows of text: opened without running anything in it.

Formulas are read as the value that was saved with them, links and macros not at all.
What a file unpacks to is measured before it is unpacked.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from survey.interop.questionnaire import Refused, Remark
from survey.interop.texts import LONGEST, plain

MOST_ROWS = 5000
MOST_COLUMNS = 300
MOST_UNPACKED = 60_000_000

NO_LIBRARY = "Workbooks need openpyxl: install Tidemark with its extra “xlsform”."
SHEETS = ("survey", "choices", "settings")
OTHER_NAMES = {
    "value": "name",
    "relevance": "relevant",
    "list name": "list_name",
    "constraint message": "constraint_message",
    "repeat count": "repeat_count",
}
"""What SurveyCTO and older files call the same columns."""

Row = Mapping[str, str]
Rows = Sequence[tuple[str, Row]]

_LANGUAGE = re.compile(r"(?P<column>[a-z_ ]+?)\s*::?\s*(?P<language>.+)", re.IGNORECASE)


def sheets(data: bytes) -> dict[str, Rows]:
    """Give the rows of each sheet that an XLSForm has, or raise Refused."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Refused(Remark("", NO_LIBRARY)) from None
    _measured(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of looks that we do not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            named = {sheet.title.strip().lower(): sheet for sheet in book.worksheets}
            return {name: _rows(name, named[name]) for name in SHEETS if name in named}
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 - the library raises what it meets
        says = f"this workbook cannot be opened ({type(error).__name__})."
        raise Refused(Remark("workbook", says, "Save it anew as .xlsx.")) from None


def worded(row: Row, column: str, language: str) -> str:
    """Give a text in a language, else the one without, else the first there is."""
    wanted = language.lower()
    said = {
        tongue: text
        for name, text in row.items()
        for base, tongue in (_column(name),)
        if base == column
    }
    for tongue, text in said.items():
        name, _, tag = tongue.partition("(")
        if wanted and wanted in {tongue, name.strip(), tag.strip(" )")}:
            return plain(text)
    return plain(said.get("") or next(iter(said.values()), ""))


def _measured(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        says = "this is no .xlsx workbook."
        raise Refused(Remark("workbook", says, "Save it as .xlsx.")) from None
    if size > MOST_UNPACKED:
        says = f"it unpacks to {size // 1_000_000} MB."
        raise Refused(Remark("workbook", says, "Take out pictures and spare sheets."))


def _rows(sheet: str, found: Any) -> Rows:
    lines = found.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    heads: list[str] = []
    rows = []
    for number, cells in enumerate(islice(lines, MOST_ROWS + 1), start=1):
        texts = [_text(cell) for cell in cells]
        if not any(texts):
            continue
        place = f"{sheet} row {number}"
        if number > MOST_ROWS:
            raise Refused(Remark(place, f"{MOST_ROWS} rows are the most."))
        if heads:
            pairs = zip(heads, texts, strict=False)
            rows.append((place, {head: text for head, text in pairs if head and text}))
        else:
            heads = [_head(text) for text in texts]
            _once(heads, place)
    return rows


def _head(text: str) -> str:
    name = " ".join(text.split())
    return OTHER_NAMES.get(name.lower(), name if ":" in name else name.lower())


def _once(heads: Iterable[str], place: str) -> None:
    seen: set[str] = set()
    for head in filter(None, heads):
        if head in seen:
            cure = "Give each column a name of its own, such as label::English (en)."
            raise Refused(Remark(place, f"the column “{head}” is there twice.", cure))
        seen.add(head)


def _column(name: str) -> tuple[str, str]:
    match = _LANGUAGE.fullmatch(name)
    return (match["column"].lower(), match["language"].lower()) if match else (name, "")


def _text(cell: object) -> str:
    """Write a cell as text; whole numbers without their “.0”."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date():
            return cell.isoformat()
    return str(cell)[:LONGEST].strip()
