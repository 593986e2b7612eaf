"""The files' own score expressions, worked out by another program: npm fhirpath.

It is installed into a folder of its own that is gone afterwards, and no lock is kept:
it judges us and is no part of us. Nothing of what it runs ever runs in the product.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VERSION = "fhirpath@4.6.0"
SCRIPT = """
const fhirpath = require("fhirpath");
const r4 = require("fhirpath/fhir-context/r4");
const job = JSON.parse(require("fs").readFileSync(0, "utf8"));
const totals = job.responses.map((resource) => {
  const known = { resource, questionnaire: job.questionnaire };
  for (const { name, expression } of job.variables)
    known[name] = fhirpath.evaluate(resource, expression, known, r4);
  const found = fhirpath.evaluate(resource, job.expression, known, r4);
  return found.length ? Number(found[0]) : null;
});
console.log(JSON.stringify(totals));
"""

Json = Mapping[str, Any]


@contextmanager
def installed() -> Iterator[Path]:
    """Give a folder in which the judge can be run."""
    folder = Path(tempfile.mkdtemp(prefix="tidemark-fhirpath-"))
    try:
        quiet = "--no-save --no-package-lock --no-audit --no-fund --ignore-scripts"
        subprocess.run(
            ["npm", "install", *quiet.split(), "--loglevel=error", VERSION],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (folder / "judge.js").write_text(SCRIPT)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def totals(
    folder: Path, questionnaire: Json, responses: Sequence[Json]
) -> list[float | None]:
    """Work out a form's total for each response, with the form's own expressions."""
    expression, nearby = _calculated(questionnaire)
    job = {
        "questionnaire": questionnaire,
        "responses": responses,
        "variables": [*_variables(questionnaire), *nearby],
        "expression": expression,
    }
    done = subprocess.run(
        ["node", "judge.js"],
        cwd=folder,
        check=True,
        input=json.dumps(job),
        capture_output=True,
        text=True,
    )
    found: list[float | None] = json.loads(done.stdout)
    return found


def _calculated(questionnaire: Json) -> tuple[str, list[Json]]:
    """Find the expression of the total, with the variables that stand beside it."""
    for item in _walk(questionnaire):
        for one in item.get("extension", ()):
            if one["url"].endswith("calculatedExpression"):
                return one["valueExpression"]["expression"], _variables(item)
    raise LookupError("no total in this form")


def _variables(element: Json) -> list[Json]:
    return [
        one["valueExpression"]
        for one in element.get("extension", ())
        if one["url"].endswith("/variable")
    ]


def _walk(element: Json) -> Iterator[Json]:
    for item in element.get("item", ()):
        yield item
        yield from _walk(item)
