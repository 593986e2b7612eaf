"""What becomes of each real questionnaire file, told as docs/instruments.md tells it.

A way is written as an operator would say it: `key audit`, `proposed map` (what the
refusal proposes, taken as it is), `leave out a, b`, `form phq8`, `plain sum`,
`language en`, `without q2 c` (an answer not offered), `choices 4` (words made up for a
list that is elsewhere); several are joined by semicolons.
"""

import os
import re
from pathlib import Path

from survey import wordings
from survey.interop import declaring
from survey.interop.comparing import Differs
from survey.interop.questionnaire import Refused
from tests.measure.shelf import shelf

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TIDEMARK_TEST_SHARED", ROOT.parent / "shared"))
FOLDER = SHARED / "questionnaires"
LIBRARY = shelf()
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)


def files():
    """List the real files by their place in the folder."""
    found = (path for path in FOLDER.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(FOLDER)) for path in found)


def told():
    """Give the rows of the table: file, way, outcome."""
    text = (ROOT / "docs/instruments.md").read_text(encoding="utf-8")
    return [tuple(map(str.strip, row)) for row in ROW.findall(text)]


def looked_at(file, way):
    """Look at a file in a way; give the import."""
    steps = dict(step.partition(" ")[::2] for step in way.split("; ") if step)
    document = {"language": steps.get("language", "")}
    if "form" in steps:
        document["form"] = steps["form"]
    if "leave" in steps:
        document["leave_out"] = steps["leave"].removeprefix("out ").split(", ")
    if "plain" in steps:
        document["plain"] = {
            "id": "a-test",
            "title": "A test",
            "recall": "last 7 days",
            "score": steps["plain"],
        }
    if "choices" in steps:
        # the words of these lists are not in the files, and so not here either
        document["choices"] = {
            str(n): f"answer {n}" for n in range(int(steps["choices"]))
        }
    if "without" in steps:
        link, code = steps["without"].split(" ")
        document["question"] = {link: {"answers": {code: False}}}
    data, key = (FOLDER / file).read_bytes(), steps.get("key")
    name = Path(file).name
    if "proposed" in steps:
        document = _proposed(name, data, key) | document
    said = declaring.Map.model_validate(document, strict=False)
    return wordings.look(LIBRARY, name, data, said, key)


def outcome(file, way):
    """Say what becomes of a file in one cell of the table."""
    try:
        found = looked_at(file, way)
    except Refused as refused:
        return f"refused: {refused.remarks[0]}".replace("|", "/")
    name = found.instrument.id
    as_ = "" if name == "a-test" else f" as {name}"
    return f"imported with notes{as_}" if found.notes else f"imported{as_}"


def _proposed(name, data, key):
    try:
        wordings.look(LIBRARY, name, data, declaring.Map(), key)
    except Differs as differs:
        return declaring.parse(differs.map_text).model_dump(exclude_unset=True)
    raise AssertionError(f"{name} agrees already")
