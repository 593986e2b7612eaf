"""FHIR Questionnaire, R4 and R5, as a neutral form.

Expressions in a file (FHIRPath, CQL) are counted and passed over: nothing of a file is
ever run. The shapes follow https://hl7.org/fhir/R4/questionnaire.html and R5.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass, field, replace
from typing import Any

from survey.interop.fhir_elements import (
    Json,
    asks,
    bound,
    codes,
    computed,
    extensions,
    help_of,
    hidden,
    objects,
    shape,
    true,
)
from survey.interop.fhir_options import NoOptions, by_address, options
from survey.interop.fhir_rules import NotRead, rules
from survey.interop.questionnaire import (
    DEEPEST,
    Kind,
    Option,
    Question,
    Questionnaire,
    Refused,
    Remark,
    Rule,
)
from survey.interop.texts import plain

CHOOSING = frozenset({"choice", "open-choice", "coding"})
SHOWN = frozenset({"group", "display"})
TYPED = frozenset(
    "decimal date dateTime time string text url attachment reference quantity".split()
)
KNOWN = CHOOSING | SHOWN | TYPED | {"boolean", "integer"}
OLD = ("option", "options")


@dataclass(slots=True)
class _Reading:
    """Gather what is found on the way through the items."""

    value_sets: Mapping[str, Json]
    questions: list[Question] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    passed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Where:
    """Say where items stand: the place, what is said above, the part of the file."""

    place: str
    stem: str = ""
    form: str = ""
    depth: int = 0
    hidden: bool = False


def read(document: Mapping[str, Any]) -> Questionnaire:
    """Read a Questionnaire resource; raise Refused."""
    for one in objects(document.get("contained")):
        if one.get("resourceType") != "ValueSet":
            says = (
                f"the file carries a {one.get('resourceType')}; only ValueSet is read."
            )
            raise Refused(Remark("contained", says, "Take it out."))
    reading = _Reading(by_address(objects(document.get("contained"))))
    _count(document, reading)
    _items(document, _Where(""), reading)
    return Questionnaire(
        format="FHIR",
        title=plain(document.get("title")) or plain(document.get("name")),
        language=plain(document.get("language")),
        questions=tuple(reading.questions),
        codes=codes(document),
        notes=tuple(
            Remark("", f"{what} ({often}×).") for what, often in reading.passed.items()
        ),
        links=frozenset(reading.links),
    )


def _items(parent: Json, where: _Where, reading: _Reading) -> None:
    if where.depth > DEEPEST:
        raise Refused(Remark(where.place, f"items lie more than {DEEPEST} deep."))
    stem = where.stem
    for number, item in enumerate(objects(parent.get("item"))):
        spot = f"{where.place}.item[{number}]".lstrip(".")
        link, place = _sound(item, spot)
        _count(item, reading)
        text = plain(item.get("text"))
        inside = replace(
            where,
            place=spot,
            depth=where.depth + 1,
            hidden=where.hidden or hidden(item),
        )
        if item["type"] in SHOWN:
            reading.links.add(link)
        if item["type"] == "display":
            stem = stem if inside.hidden or not text else text
        elif item["type"] == "group":
            if true(item.get("repeats")):
                cure = "Ask it once, or take the group out."
                raise Refused(
                    Remark(place, "repeats; that cannot be asked here.", cure)
                )
            form = where.form or link
            _items(item, replace(inside, stem=stem or text, form=form), reading)
        else:
            question = _question(item, replace(inside, stem=stem), place, reading)
            reading.questions.append(question)
            # what hangs below a question and only shows something is help for it
            below = [one for one in objects(item.get("item")) if asks(one)]
            _items({"item": below}, replace(inside, stem=stem), reading)


def _sound(item: Json, spot: str) -> tuple[str, str]:
    """Return an item's name and its place in words, or raise Refused."""
    link, kind = item.get("linkId"), item.get("type")
    if not isinstance(link, str) or not link:
        raise Refused(Remark(spot, "has no linkId.", "Give it one of its own."))
    place = f"{spot} ({link})"
    if any(name in item for name in OLD):
        says = "uses “option”, as FHIR STU3 did."
        raise Refused(Remark(place, says, "Convert the file to R4 or R5."))
    if not isinstance(kind, str) or kind not in KNOWN:
        raise Refused(Remark(place, f"has the type “{kind}”, which is none of FHIR’s."))
    return link, place


def _question(item: Json, where: _Where, place: str, reading: _Reading) -> Question:
    why_not = cure = ""
    offered: tuple[Option, ...] = ()
    try:
        offered = options(item, reading.value_sets)
    except NoOptions as reason:
        why_not, cure = str(reason), reason.cure
    low, high = bound(item, "/minValue"), bound(item, "/maxValue")
    kind = _kind(item, offered, low, high)
    if item["type"] == "boolean" and not offered:
        offered = (Option("false", "No", 0.0), Option("true", "Yes", 1.0))
    found: tuple[Rule, ...] = ()
    unread = ""
    try:
        found = rules(item)
    except NotRead as reason:
        unread = str(reason)
    if where.hidden:
        why_not, cure = "is hidden in the file.", ""
    elif item.get("readOnly") is True or computed(item):
        why_not, cure = "is worked out by a program, not asked.", ""
    elif kind == "other" and not why_not:
        why_not, cure = _unaskable(item)
    elif kind != "range" and not offered and not why_not:
        why_not = "offers no answers."
    return Question(
        place=place,
        link=item["linkId"],
        text=plain(item.get("text")),
        kind=kind,
        codes=codes(item),
        stem=where.stem,
        hint=help_of(item) if shape(item) else "",
        options=offered,
        low=low,
        high=high,
        shape=shape(item),
        rules=found,
        unread=unread,
        form=where.form,
        why_not=why_not,
        cure=cure,
    )


def _kind(item: Json, offered: Sized, low: int | None, high: int | None) -> Kind:
    listed = bool(offered) or item["type"] in CHOOSING or "answerValueSet" in item
    if listed or item["type"] == "boolean":
        return "several" if true(item.get("repeats")) else "single"
    ranged = low is not None and high is not None
    return "range" if item["type"] in {"integer", "decimal"} and ranged else "other"


def _unaskable(item: Json) -> tuple[str, str]:
    if item["type"] in {"integer", "decimal"}:
        cure = f'Give it in a map: [question."{item["linkId"]}"] range = [0, 10]'
        return "asks for a number without a range.", cure
    return f"asks for {item['type']}, which is not asked here.", ""


def _notes(item: Json) -> Iterator[str]:
    """Name what an item carries and this program passes over."""
    for url, _ in extensions(item):
        if url.rstrip("/").endswith(("Expression", "/variable", "/launchContext")):
            yield "expressions (FHIRPath, CQL) ignored: nothing in a file is ever run"
    if isinstance(item.get("repeats"), str):
        yield "“repeats” written as text, read as true or false"
    if item.get("initial"):
        yield "preset answers dropped: untouched means not answered"
    if item.get("type") == "open-choice":
        yield "open answers not offered; the listed ones are"
    if str(item.get("answerConstraint", "optionsOnly")) != "optionsOnly":
        yield "open answers not offered; the listed ones are"


def _count(item: Json, reading: _Reading) -> None:
    reading.passed.update(_notes(item))
