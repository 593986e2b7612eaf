"""datapackage.json: the tables for programs, as Data Package 1 has it.

Version 2 has room for the words of missing values, which today's validators refuse;
they stand in the codebook.

Source: Frictionless Data, Tabular Data Package 1.0.
"""

import json
from collections.abc import Sequence
from typing import Any

from survey.interop.package.about import About
from survey.interop.package.books import HEADING
from survey.interop.package.table import ID, ID_LABEL, Column, Table
from survey.measure.study import HIGHEST_RESERVE, LOWEST_RESERVE

MISSING = [str(code) for code in range(LOWEST_RESERVE, HIGHEST_RESERVE + 1)]


def datapackage(about: About, tables: Sequence[Table]) -> str:
    """Describe the CSV files."""
    described = {
        "profile": "tabular-data-package",
        "name": f"tidemark-export-{about.export[:8].lower()}",
        "title": about.title,
        "description": "See README.txt. Do not try to recognise anybody.",
        "resources": [*map(_resource, tables), _codebook()],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    person = {"name": ID, "type": "string", "title": ID_LABEL}
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "title": table.says,
        "encoding": "utf-8",
        "schema": {
            "fields": [person, *map(_field, table.columns)],
            "missingValues": MISSING,
            "primaryKey": list(table.key),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    variable = column.variable
    kind = "integer" if variable.whole else "number"
    ends = {"minimum": variable.low, "maximum": variable.high}
    bounds = {name: end for name, end in ends.items() if end is not None}
    field = {"name": column.name, "type": kind, "title": column.label}
    return field | ({"constraints": bounds} if bounds else {})


def _codebook() -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": "codebook",
        "path": "codebook.csv",
        "title": "What each column means",
        "encoding": "utf-8-sig",
        "schema": {"fields": [{"name": name, "type": "string"} for name in HEADING]},
    }
