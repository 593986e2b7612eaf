"""Rows of a file as answers: one row per person and occasion, all checked first.

Reads bytes and says what is wrong, with line and reason; it never shows what a person
answered, writes nothing and scores nothing.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from survey.interop.mapping import Before, Column, Items, Map
from survey.measure.answers import Answer, Missing, Outside, misfits
from survey.measure.instrument import Instrument
from survey.measure.instruments import Library
from survey.measure.item import Item
from survey.measure.rounds import Week, add_weeks

Cells = Mapping[str, str]

WHOLE = re.compile(r"([+-]?[0-9]{1,9})(?:\.0+)?", re.ASCII)
"""Other programs write whole numbers as 7.0 too."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """What is wrong with one line; line 1 holds the names of the columns."""

    line: int
    reason: str


class BadRows(Exception):
    """Rows cannot be read in; nothing was written."""

    def __init__(self, rows: tuple[BadRow, ...]) -> None:
        """Take every bad row."""
        lines = [f"line {row.line}: {row.reason}" for row in rows]
        super().__init__("\n".join((*lines, "Nothing was written.")))
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Row:
    """One person's answers on one occasion."""

    line: int
    person: str
    occasion: str
    joined: Week
    week: Week
    group: str | None
    responses: tuple[tuple[Instrument, dict[str, Answer]], ...]


class _Wrong(Exception):
    """Carry why a cell cannot be read."""


def read(
    data: bytes, plan: Map, library: Library, earliest: Week, latest: Week
) -> tuple[tuple[Row, ...], ...]:
    """Return the rows of each person in the order of weeks, or raise BadRows.

    Weeks must lie from `earliest` to `latest`.
    """
    bad: list[BadRow] = []
    by_person: dict[str, list[Row]] = {}
    seen: dict[tuple[str, str], int] = {}
    for line, cells in _lines(data, plan, bad):
        row, wrong = _row(line, cells, plan, library)
        if row is None:
            bad += wrong
            continue
        if not earliest <= row.week <= latest:
            wrong.append(BadRow(line, _when(row.week, earliest, latest)))
        known = seen.setdefault((row.person, row.occasion), line)
        if known != line:
            wrong.append(BadRow(line, f"same person and occasion as in line {known}"))
        others = by_person.setdefault(row.person, [])
        if others and others[0].joined != row.joined:
            wrong.append(BadRow(line, f"joined in another week than in line {known}"))
        bad += wrong
        others.append(row)
    if bad:
        raise BadRows(tuple(sorted(bad, key=lambda row: row.line)))
    return tuple(
        tuple(sorted(rows, key=lambda row: row.week)) for rows in by_person.values()
    )


def _lines(data: bytes, plan: Map, bad: list[BadRow]) -> Iterator[tuple[int, Cells]]:
    """Give each line's cells by column; what is not a table is bad."""
    text = _text(data, plan.file.encoding)
    lines = csv.reader(io.StringIO(text), delimiter=plan.file.delimiter, strict=True)
    try:
        names = next(lines, [])
        _check_columns(names, plan)
        for cells in lines:
            if len(cells) == len(names):
                yield lines.line_num, dict(zip(names, cells, strict=True))
            elif cells:
                reason = f"{len(cells)} fields where the first line has {len(names)}"
                bad.append(BadRow(lines.line_num, reason))
    except csv.Error as error:
        raise BadRows((*bad, BadRow(lines.line_num, str(error)))) from None


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadRows((BadRow(line, f"is not {encoding} text"),)) from None
    except LookupError:
        raise BadRows((BadRow(1, f"there is no encoding {encoding}"),)) from None


def _check_columns(names: list[str], plan: Map) -> None:
    wrong = [f"there is no column {n!r}" for n in plan.columns if n not in names]
    wrong += [
        f"two columns are named {name!r}"
        for name in dict.fromkeys(plan.columns)
        if names.count(name) > 1
    ]
    if wrong:
        raise BadRows(tuple(BadRow(1, reason) for reason in wrong))


def _row(
    line: int, cells: Cells, plan: Map, library: Library
) -> tuple[Row | None, list[BadRow]]:
    """Read one line, or return every reason why it cannot be read."""
    wrong: list[str] = []
    responses = []
    for each in plan.instruments:
        instrument = each.instrument(library)
        responses.append((instrument, _answers(cells, each, instrument, plan, wrong)))
    try:
        person = cells[plan.person.column].strip()
        if not person:
            raise _Wrong(f"{plan.person.column}: no person")
        first, occasion, weeks = _first_week(cells, plan), *_occasion(cells, plan)
        group, joined = _group(cells, plan), _joined(cells, plan, first)
        week = add_weeks(first, weeks)
        if joined > week:
            raise _Wrong("joined only after this occasion")
    except _Wrong as reason:
        wrong.append(str(reason))
    if wrong:
        return None, [BadRow(line, reason) for reason in wrong]
    return Row(line, person, occasion, joined, week, group, tuple(responses)), []


def _answers(
    cells: Cells, each: Items, instrument: Instrument, plan: Map, wrong: list[str]
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, column in each.items.items():
        codes = {"": Missing.SKIPPED, **plan.missing, **each.missing.get(name, {})}
        cell = cells[column].strip()
        try:
            if cell in codes:
                answers[name] = codes[cell]
            else:
                answers[name] = _answer(instrument.item(name), cell)
        except _Wrong as reason:
            wrong.append(f"{column}: {reason}")
    for name, why in misfits(instrument, answers).items():
        wrong.append(f"{each.items[name]}: {_worded(instrument.item(name), why)}")
    return answers


def _answer(item: Item, cell: str) -> Answer:
    if any(cell == outside.code for outside in item.outside):
        return Outside(cell)
    parts = re.split(r"[;\s]+", cell) if item.type == "several" else [cell]
    found = [WHOLE.fullmatch(part) for part in parts]
    if not all(found):
        raise _Wrong("is no answer and no missing code of the map")
    values = [int(match[1]) for match in found if match]
    return tuple(sorted(set(values))) if item.type == "several" else values[0]


def _worded(item: Item, why: str) -> str:
    if why == "out_of_range":
        return f"outside {item.min} to {item.max}"
    if why == "above_other":
        return f"above {item.not_above}, which it cannot be"
    return "none of the answers of this item"


def _occasion(cells: Cells, plan: Map) -> tuple[str, int]:
    occasion = cells[plan.occasion.column].strip()
    if occasion not in plan.occasion.weeks:
        raise _Wrong(f"{plan.occasion.column}: no occasion of the map")
    return occasion, plan.occasion.weeks[occasion]


def _first_week(cells: Cells, plan: Map) -> Week:
    fixed = plan.fixed_first_week
    if fixed is not None:
        return fixed
    return _week(cells, plan.first_week)


def _joined(cells: Cells, plan: Map, first: Week) -> Week:
    if isinstance(plan.joined, Before):
        return add_weeks(first, -plan.joined.weeks_before_first)
    return _week(cells, plan.joined)


def _week(cells: Cells, where: Column | date) -> Week:
    """Return the week of a day in the file: the finest time that is ever kept."""
    if isinstance(where, date):
        return Week(where)
    try:
        day = date.fromisoformat(cells[where.column].strip())
    except ValueError:
        raise _Wrong(f"{where.column}: no date like 2026-01-31") from None
    return Week(day - timedelta(days=day.weekday()))


def _group(cells: Cells, plan: Map) -> str | None:
    if plan.group is None or plan.group.column is None:
        return plan.group.fixed if plan.group else None
    cell = cells[plan.group.column].strip()
    if cell and cell not in plan.group.values:
        raise _Wrong(f"{plan.group.column}: no group of the map")
    return plan.group.values.get(cell)


def _when(week: Week, earliest: Week, latest: Week) -> str:
    if week > latest:
        return "lies in the future"
    return f"lies before the programme's first week, {earliest.isoformat()}"
