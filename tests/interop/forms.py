"""Made-up questionnaires in the formats of other programs, and a made-up key."""

import io
import json

from openpyxl import Workbook

from survey.interop.redcap_rows import HEADINGS
from survey.measure.instrument import parse
from survey.measure.instruments import assemble

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
WORDS = ("Never", "Now and then", "Often", "Always")

KEY = """
id = "kettle-4"
version = 1
title = "Kettle"
kind = "key"
lang = "en"
validated = true
recall = "last 7 days"
comparability = "kettle-4/1/last 7 days"
item = [
  { id = "q1", type = "scale", min = 0, max = 3 },
  { id = "q2", type = "scale", min = 0, max = 3 },
  { id = "q3", type = "scale", min = 0, max = 3, reverse = [0, 3] },
  { id = "q4", type = "scale", min = 0, max = 4, steps = [0, 2, 4] },
]
[licence]
status = "made up"
holder = "nobody"
terms = "none"
wording = "import_only"
source = "this file"
[codes]
loinc_panel = "11111-1"
[codes.items]
q1 = ["10001-1"]
q2 = ["10002-2"]
q3 = ["10003-3"]
q4 = ["10004-4"]
[codes.answers]
LA1 = 0
LA2 = 1
LA3 = 2
LA4 = 3
[[scale]]
id = "total"
title = "Total"
items = ["q1", "q2", "q3", "q4"]
score = { method = "sum" }
missing = { rule = "require_all" }
range = [0, 13]
polarity = "higher_worse"
"""


def key(text=KEY):
    return parse(text, "kettle-4.toml")


def shelf(*more):
    return assemble([key(), *more])


def option(code, label, ordinal=None, within=False):
    coding = {"code": code, "display": label}
    if ordinal is None:
        return {"valueCoding": coding}
    stated = {"extension": [{"url": ORDINAL, "valueDecimal": ordinal}]}
    return (
        {"valueCoding": coding | stated}
        if within
        else {"valueCoding": coding} | (stated)
    )


def options(ordinals=(0, 1, 2, 3), labels=WORDS, within=False):
    return [
        option(f"c{place}", label, number, within)
        for place, (label, number) in enumerate(zip(labels, ordinals, strict=True))
    ]


def item(link, answers=None, code=None, **more):
    told = {"linkId": link, "type": "choice", "text": f"How is the kettle, {link}?"}
    if answers is not None:
        told["answerOption"] = answers
    if code:
        told["code"] = [{"system": "http://loinc.org", "code": code}]
    return told | more


def kettle(**changes):
    """Give a FHIR file that agrees with the key; each change replaces one item."""
    rare = options((0, 2, 4), ("No", "Once", "Twice"))
    items = {
        "q1": item("/10001-1", options(), "10001-1"),
        "q2": item("/10002-2", options(), "10002-2"),
        "q3": item("/10003-3", options(), "10003-3"),
        "q4": item("/10004-4", rare, "10004-4"),
    }
    return fhir(*(items | changes).values(), code="11111-1")


def fhir(*items, code=None, **more):
    told = {"resourceType": "Questionnaire", "language": "en", "item": list(items)}
    if code:
        told["code"] = [{"system": "http://loinc.org", "code": code}]
    return told | more


def as_bytes(document):
    return json.dumps(document).encode()


def row(name, kind="radio", label="How is it?", choices="", **more):
    cells = {
        "field_name": name,
        "form_name": "kettle",
        "field_type": kind,
        "field_label": label,
        "select_choices_or_calculations": choices,
    }
    return cells | more


def dictionary(*rows, extra=(), encoding="utf-8"):
    """Write REDCap's CSV; `extra` names columns beyond its eighteen."""
    names = [*HEADINGS.values(), *extra]
    lines = [[*HEADINGS, *extra], *([r.get(n, "") for n in names] for r in rows)]
    text = "\r\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    )
    return text.encode(encoding)


def workbook(survey, choices=(), settings=()):
    book = Workbook()
    sheets = {"survey": survey, "choices": choices, "settings": settings}
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for line in rows:
            sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
