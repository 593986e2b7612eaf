"""Tier open: the released figures of a programme, as files that anybody may have.

They were rounded and attacked before they were released, so nothing is sealed and
nobody has to agree. Weeks are counted from the programme's first: no date is in them.
"""

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from survey import programme
from survey.groups import NoSuchPlace
from survey.interop.package import zipped
from survey.measure.rounds import Week, weeks_between
from survey.privacy.report import NAME
from survey.programme import Programme
from survey.records.queries import overviews, reporting
from survey.records.rows import AnyRow
from survey.service import Service
from survey.staff import Role, Staff

PLACE = ("measure", "span", "weeks_since_start", "state")
README = """\
Released figures of {name} (tier open)

figures.csv   one row per measure and time. Figures are percent of the range of the
              measure; counts of people go by five. A row that says "not shown" stands
              for any reason there is: too few people, too much alike, too close to
              what was told before. Columns with an interval end in _low and _high
              (95 %).
report.json   the newest report: who joined, kept their words, checked in and shared,
              who answered when, and change with intervals.

Self-reported, identities not checked. Print beside each figure how many it is of, and
who is missing: people who stopped checking in are in no figure after that.
"""


def of(service: Service, who: Staff, programme_id: str) -> bytes:
    """Return the zip of a programme that somebody evaluates, or raise NoSuchPlace."""
    mine = {grant.programme_id for grant in who.grants if grant.role is Role.EVALUATOR}
    if programme_id not in mine:
        raise NoSuchPlace
    with service.store.read() as connection:
        plan = programme.one(connection, programme_id)
        rows = overviews.of_programme(connection, programme_id)
        report = reporting.newest(connection, programme_id, NAME)
    files = {
        "README.txt": README.format(name=plan.name),
        "figures.csv": _table(plan, [row for row in rows if row.place == "programme"]),
        "report.json": report.page if report else "{}",
    }
    sums = (
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n"
        for name, text in sorted(files.items())
    )
    return _zip({**files, "SHA256SUMS": "".join(sums)})


def _table(plan: Programme, rows: list[AnyRow]) -> str:
    found = [_row(plan, row) for row in rows]
    columns = dict.fromkeys([*PLACE, *(name for row in found for name in row)])
    file = io.StringIO(newline="")
    lines = csv.DictWriter(file, columns, restval="")
    lines.writeheader()
    lines.writerows(found)
    return file.getvalue()


def _row(plan: Programme, row: AnyRow) -> dict[str, Any]:
    weeks = weeks_between(Week(plan.first_week), Week(row.last_week)) + 1
    place = (row.domain, row.span, weeks, "shown" if row.page else "not shown")
    told = dict(_flat(json.loads(row.page))) if row.page else {}
    return dict(zip(PLACE, place, strict=True)) | told


def _flat(told: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield figures by name, those within others after theirs."""
    for name, value in sorted(told.items()):
        if isinstance(value, list):
            parts = {str(number): each for number, each in enumerate(value, start=1)}
            yield from _flat(parts, f"{before}{name}_")
        elif isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}_")
        else:
            yield f"{before}{name}", value


def _zip(files: Mapping[str, str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        return b"".join(zipped(Path(folder)))
