"""Find out what a questionnaire file is, by what is in it, and read it.

A file's name says nothing here. What is none of the formats is refused with a word on
what it seems to be.
"""

import re
from typing import Any

from survey.interop import fhir, json_text, redcap, xlsform
from survey.interop.questionnaire import Questionnaire, Refused, Remark, checked

LARGEST = 4_000_000
FORMATS = "FHIR Questionnaire (JSON), REDCap dictionary (CSV or JSON), XLSForm (.xlsx)"
DECODED = "The file is not UTF-8 and was read as Windows-1252: look at “ and é."


def read(data: bytes, language: str = "") -> Questionnaire:
    """Read the bytes of a file; raise Refused with what is wrong and the cure."""
    if len(data) > LARGEST:
        says = f"This file has {len(data) // 1000} kB; {LARGEST // 1000} are the most."
        raise Refused(Remark("", says, "Take out what is not a question."))
    if data.startswith(b"PK"):
        return checked(xlsform.read(data, language))
    text, notes = _decoded(data)
    opening = text.lstrip()[:1]
    if opening in {"{", "["}:
        return checked(_from_json(json_text.parse(text), notes))
    if not opening:
        raise Refused(Remark("", "This file is empty."))
    first = text.lstrip().partition("\n")[0]
    if "Field Name" in first or "field_name" in first:
        return checked(redcap.read_csv(text, notes))
    raise Refused(_unknown(text))


def _decoded(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        return data.decode("cp1252"), (Remark(f"line {line}", DECODED),)
    except UnicodeDecodeError as error:
        place = f"line {data.count(bytes([10]), 0, error.start) + 1}"
        says = "this is neither UTF-8 nor Windows-1252 text."
        raise Refused(Remark(place, says, "Save it as UTF-8.")) from None


def _from_json(document: Any, notes: tuple[Remark, ...]) -> Questionnaire:
    if isinstance(document, list):
        return redcap.read_json(document, notes)
    kind = document.get("resourceType")
    if kind == "Questionnaire":
        return fhir.read(document)
    if kind == "QuestionnaireResponse":
        says = "This file holds answers (QuestionnaireResponse), not questions."
        raise Refused(Remark("", says, "Take the Questionnaire it names."))
    if kind:
        says = f"This file holds a {kind}, not a Questionnaire."
        raise Refused(Remark("", says, "Take the Questionnaire out of it."))
    says = "This JSON is neither a FHIR Questionnaire nor REDCap metadata."
    raise Refused(Remark("", says, f"Read are: {FORMATS}."))


def _unknown(text: str) -> Remark:
    if text.lstrip().startswith("<"):
        return Remark("", "This is XML.", "Export the Questionnaire as JSON.")
    if re.search(r"^[\w-]+:(\s|$)|^- |^---", text, re.MULTILINE):
        return Remark("", "This is YAML.", "Export the Questionnaire as FHIR JSON.")
    return Remark("", "This is no questionnaire file.", f"Read are: {FORMATS}.")
