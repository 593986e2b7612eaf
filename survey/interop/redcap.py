"""REDCap data dictionaries as a neutral form: CSV of 18 or 24 columns, metadata JSON.

Calculated fields and branching are read and never run. Fields that REDCap marks as
identifying a person are never taken, whatever they ask.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from survey.interop import redcap_rows
from survey.interop.questionnaire import (
    Kind,
    Option,
    Question,
    Questionnaire,
    Refused,
    Remark,
    Rule,
)
from survey.interop.redcap_rows import MOST_ROWS, Row, Rows
from survey.interop.rules import NotARule
from survey.interop.rules import read as read_rules
from survey.interop.texts import plain

CHOOSING: Mapping[str, Kind] = {
    "radio": "single",
    "dropdown": "single",
    "yesno": "single",
    "truefalse": "single",
    "checkbox": "several",
}
GIVEN = {
    "yesno": (Option("1", "Yes"), Option("0", "No")),
    "truefalse": (Option("1", "True"), Option("0", "False")),
}
SLIDER = (0, 100)
"""Where a REDCap slider ends unless the dictionary says otherwise."""

SHAPE = re.compile(r"@TIDEMARK='([a-z]+)'")
"""Our own tag on a question that we wrote out: how it was shown."""

_SPLIT = re.compile(r"[|\n]")
_HIDDEN = re.compile(r"@HIDDEN\b(?!-)|@CALC|@HIDDEN-SURVEY")


def read_csv(text: str, notes: Sequence[Remark] = ()) -> Questionnaire:
    """Read a data dictionary; raise Refused."""
    rows, more = redcap_rows.from_csv(text)
    return _questionnaire(rows, (*notes, *more))


def read_json(records: Sequence[Any], notes: Sequence[Remark] = ()) -> Questionnaire:
    """Read exported metadata; raise Refused."""
    return _questionnaire(redcap_rows.from_json(records), notes)


def _questionnaire(rows: Rows, notes: Sequence[Remark]) -> Questionnaire:
    if len(rows) > MOST_ROWS:
        raise Refused(Remark("", f"{len(rows)} fields; {MOST_ROWS} are the most."))
    questions, stem, form = [], "", ""
    shown = set()
    for place, row in rows:
        if _cell(row, "form_name") != form:
            stem, form = "", _cell(row, "form_name")
        stem = plain(_cell(row, "section_header")) or stem
        name = _cell(row, "field_name")
        if _cell(row, "field_type") == "descriptive":
            stem = plain(_cell(row, "field_label")) or stem
            shown.add(name)
        elif name:
            questions.append(_question(row, f"{place} ({name})", stem))
    return Questionnaire(
        format="REDCap",
        title=form,
        language="",
        questions=tuple(questions),
        notes=tuple(notes),
        links=frozenset(shown),
    )


def _question(row: Row, place: str, stem: str) -> Question:
    kind = CHOOSING.get(_cell(row, "field_type"), "other")
    options = GIVEN.get(_cell(row, "field_type")) or _options(row)
    low, high = _range(row, options)
    if low is not None and high is not None:
        kind = "range"
    rules, unread = _rules(_cell(row, "branching_logic"))
    ends = {option.code: option.label for option in options}
    left, right = _ends(row, options)
    return Question(
        place=place,
        link=_cell(row, "field_name"),
        text=plain(_cell(row, "field_label")),
        kind=kind,
        stem=stem,
        hint=plain(_cell(row, "field_note")),
        options=() if kind in {"range", "other"} else options,
        low=low,
        high=high,
        low_words=ends.get(str(low), left) if kind == "range" else "",
        high_words=ends.get(str(high), right) if kind == "range" else "",
        shape="".join(SHAPE.findall(_cell(row, "field_annotation"))[:1]),
        rules=rules,
        unread=unread,
        form=_cell(row, "form_name"),
        why_not=_why_not(row, kind, options),
    )


def _why_not(row: Row, kind: Kind, options: Sequence[Option]) -> str:
    asked = _cell(row, "field_type")
    if _cell(row, "identifier").lower() in {"y", "1"}:
        return "is marked as identifying a person."
    if _HIDDEN.search(_cell(row, "field_annotation")):
        return "is hidden or worked out in the file."
    if kind == "other":
        rule = _cell(row, "text_validation_type_or_show_slider_number")
        return f"asks for {asked}{f' ({rule})' if rule else ''}, not asked here."
    return "" if options or kind == "range" else "offers no answers."


def _options(row: Row) -> tuple[Option, ...]:
    """Read choices: a text split by bars, or a list of codes and labels."""
    said = row.get("select_choices_or_calculations")
    if isinstance(said, list):
        return tuple(
            Option(str(one.get("code", "")), plain(one.get("label")))
            for one in said
            if isinstance(one, dict) and str(one.get("code", "")).strip()
        )
    if not isinstance(said, str) or _cell(row, "field_type") not in CHOOSING:
        return ()
    found = []
    for part in _SPLIT.split(said):
        code, comma, label = part.partition(",")
        if comma:
            found.append(Option(code.strip(), plain(label)))
    return tuple(found)


def _range(row: Row, options: Sequence[Option]) -> tuple[int | None, int | None]:
    """Find the two ends of a question that is answered with a whole number."""
    asked = _cell(row, "field_type")
    rule = _cell(row, "text_validation_type_or_show_slider_number")
    if asked not in {"slider", "text"} or (asked == "text" and rule != "integer"):
        return None, None
    said = row.get("range")
    stated = said if isinstance(said, dict) else {}
    low = _whole(stated.get("min") or _cell(row, "text_validation_min"))
    high = _whole(stated.get("max") or _cell(row, "text_validation_max"))
    if asked == "text":
        return low, high
    codes = [_whole(option.code) for option in options]
    known = [code for code in codes if code is not None]
    if low is None and high is None and len(known) > 1:
        return min(known), max(known)
    if low is None and high is None:
        return SLIDER
    return low or 0, SLIDER[1] if high is None else high


def _ends(row: Row, options: Sequence[Option]) -> tuple[str, str]:
    """Find the words at the two ends of a slider."""
    stated = row.get("range")
    if isinstance(stated, dict):
        return plain(stated.get("labelLeft")), plain(stated.get("labelRight"))
    said = row.get("select_choices_or_calculations")
    if options or not isinstance(said, str) or "|" not in said:
        return "", ""
    words = [plain(part) for part in said.split("|")]
    return words[0], words[-1]


def _rules(text: str) -> tuple[tuple[Rule, ...], str]:
    if not text:
        return (), ""
    try:
        return read_rules(text), ""
    except NotARule as reason:
        return (), str(reason)


def _whole(said: object) -> int | None:
    try:
        return int(str(said))
    except ValueError:
        return None


def _cell(row: Row, name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""
