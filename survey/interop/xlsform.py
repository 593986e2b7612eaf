"""XLSForm workbooks as a neutral form, in the dialects of ODK and of SurveyCTO.

Sheets, columns and types: https://xlsform.org/en/. Formulas in cells are read as the
value that was saved with them; `calculation`, `relevant` and `constraint` are text to
us and are never run.
"""

import re
from collections.abc import Iterable, Mapping

from survey.interop import workbook
from survey.interop.questionnaire import (
    Kind,
    Option,
    Question,
    Questionnaire,
    Refused,
    Remark,
    Rule,
)
from survey.interop.rules import NotARule
from survey.interop.rules import read as read_rules
from survey.interop.texts import plain
from survey.interop.workbook import Row, worded

SILENT = frozenset(
    "start|end|today|deviceid|subscriberid|simserial|phonenumber|username|email|caseid"
    "|start-geopoint|audit|comments|calculate|calculate here".split("|")
)
"""Rows that ask nothing of anybody."""

_CHOOSING = re.compile(
    r"(?:select_one|(?P<many>select_multiple|select all that apply)"
    r"|select one)(?: from)? (?P<list>[^ ]+)(?P<other> or[_ ](?:other|specify).*)?"
)
_BETWEEN = re.compile(
    r"\(?\s*\.\s*>=\s*(-?\d+)\s*\)?\s+and\s+\(?\s*\.\s*<=\s*(-?\d+)\s*\)?"
)
_PARAMETER = re.compile(r"(start|end|step)\s*=\s*(-?\d+)")


def read(data: bytes, language: str = "") -> Questionnaire:
    """Read a workbook; raise Refused."""
    sheets = workbook.sheets(data)
    if "survey" not in sheets:
        says = "there is no sheet named “survey”."
        raise Refused(Remark("workbook", says, "Is it an XLSForm?"))
    settings = next((row for _, row in sheets.get("settings", ())), {})
    language = language or settings.get("default_language", "")
    survey = _Survey(_lists(sheets.get("choices", ()), language), language)
    for place, row in sheets["survey"]:
        survey.take(place, row)
    return Questionnaire(
        format="XLSForm",
        title=plain(settings.get("form_title")),
        language=language,
        questions=tuple(survey.questions),
        notes=survey.notes(),
        links=frozenset(survey.links),
    )


class _Survey:
    """Walk the survey sheet: groups open and close, notes stand above what follows."""

    def __init__(self, lists: Mapping[str, tuple[Option, ...]], language: str) -> None:
        self.lists, self.language = lists, language
        self.questions: list[Question] = []
        self.links: set[str] = set()
        self.groups: list[tuple[str, str]] = [("", "")]
        self.passed = self.opened = 0

    def notes(self) -> tuple[Remark, ...]:
        """Say what was passed over."""
        said = [
            (self.passed, "rows about the device, or worked out, passed over"),
            (self.opened, "open answers (or_other) not offered; the listed ones are"),
        ]
        return tuple(Remark("survey", f"{words} ({n}×).") for n, words in said if n)

    def take(self, place: str, row: Row) -> None:
        """Take one row."""
        kind = " ".join(row.get("type", "").replace("_", " ").split()).lower()
        name, words = row.get("name", ""), worded(row, "label", self.language)
        stem, form = self.groups[-1]
        if kind.startswith("begin "):
            if kind != "begin group":
                says = f"“{kind}” repeats; that cannot be asked here."
                raise Refused(Remark(place, says, "Ask it once, or take it out."))
            self.groups.append((words or stem, form or name))
        elif kind.startswith("end "):
            self.groups = self.groups[:1] + self.groups[1:-1]
        elif kind == "note":
            self.groups[-1] = (words or stem, form)
        elif kind in SILENT:
            self.passed += 1
        elif kind:
            self.questions.append(self._question(place, row, words))
            return
        self.links.add(name)

    def _question(self, place: str, row: Row, words: str) -> Question:
        asked = " ".join(row["type"].split())
        chosen = _CHOOSING.fullmatch(asked)
        options = self.lists.get(chosen["list"], ()) if chosen else ()
        self.opened += bool(chosen and chosen["other"])
        low, high = (None, None) if chosen else _ends(row, asked)
        kind: Kind = "range" if low is not None else "other"
        why_not = cure = ""
        if chosen:
            kind = "several" if chosen["many"] else "single"
            if not options:
                why_not = f"its list “{chosen['list']}” is not on the sheet “choices”."
            elif row.get("choice_filter"):
                why_not = "offers answers that depend on other answers."
        elif kind == "other":
            why_not = f"asks for {asked}, which is not asked here."
            if asked == "integer":
                cure = f'Give it in a map: [question."{row["name"]}"] range = [0, 10]'
        rules, unread = _rules(row.get("relevant", ""))
        stem, form = self.groups[-1]
        return Question(
            place=f"{place} ({row.get('name', '')})",
            link=row.get("name", ""),
            text=words,
            kind=kind,
            stem=stem,
            hint=worded(row, "hint", self.language),
            options=options,
            low=low,
            high=high,
            rules=rules,
            unread=unread,
            form=form,
            why_not=why_not,
            cure=cure,
        )


def _lists(
    rows: Iterable[tuple[str, Row]], language: str
) -> dict[str, tuple[Option, ...]]:
    found: dict[str, tuple[Option, ...]] = {}
    for _, row in rows:
        name = row.get("list_name", "")
        option = Option(row.get("name", ""), worded(row, "label", language))
        found[name] = (*found.get(name, ()), option)
    return found


def _ends(row: Row, asked: str) -> tuple[int | None, int | None]:
    """Find both ends of a question that is answered with a whole number."""
    if asked == "range":
        given = dict(_PARAMETER.findall(row.get("parameters", "")))
        if given.get("step", "1") == "1":
            return int(given.get("start", "1")), int(given.get("end", "10"))
    between = _BETWEEN.fullmatch(row.get("constraint", "")[:100].strip())
    if asked == "integer" and between:
        return int(between[1]), int(between[2])
    return None, None


def _rules(text: str) -> tuple[tuple[Rule, ...], str]:
    if not text:
        return (), ""
    try:
        return read_rules(text), ""
    except NotARule as reason:
        return (), str(reason)
