"""A file without a scoring key as a plain instrument, as its operator declares it.

Sum or mean of what the map names, and nothing that would claim to be validated: no
bands, no reliable change.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from survey.interop import wording
from survey.interop.declaring import Map, Plain
from survey.interop.plain_rules import conditions
from survey.interop.questionnaire import (
    Option,
    Question,
    Questionnaire,
    Refused,
    Remark,
)
from survey.measure.answer import Missing
from survey.measure.instrument import BrokenInstrument, Instrument, from_document
from survey.measure.sentence import GIVEN

LONGEST_ID = 40
RESERVED = (
    "has the answer {}, which looks like a code for no answer and would be added up.",
    'Leave it out, or give it a number: [question."{}".answers] "{}" = false',
)
NOT_SCORED = (
    "has answers without a number of their own, so it cannot be scored.",
    'Give each its number in a map: [question."{}".answers]',
)


def instrument(
    read: Questionnaire, said: Map, declared: Plain
) -> tuple[dict[str, Any], tuple[Remark, ...]]:
    """Return the document of a plain instrument and notes; raise Refused."""
    asked = [question for question in read.questions if question.askable]
    if not asked:
        raise Refused(Remark("", "Nothing in this file can be asked."), *_why(read))
    ids = _ids(asked)
    # what a map could mend must be mended, or left out by name
    wrong = [remark for remark in _why(read) if remark.cure]
    items = []
    for question in asked:
        try:
            items.append(_item(question, ids, asked, said))
        except Refused as refused:
            wrong += refused.remarks
    scored = [q for q in asked if q.link in declared.of or not declared.of]
    wrong += _unscored(scored, declared)
    if wrong:
        raise Refused(*wrong)
    told = wording.language(said.language or read.language)
    document = {
        "id": declared.id,
        "version": declared.version,
        "title": declared.title,
        "kind": "plain",
        "lang": told or "en",
        "validated": False,
        "recall": declared.recall,
        "comparability": f"{declared.id}/{declared.version}/{declared.recall}",
        "keep_to_myself": declared.keep_to_myself,
        **({"lead_in": asked[0].stem} if asked[0].shape and asked[0].stem else {}),
        "item": items,
        **_scale(scored, ids, {item["id"]: item for item in items}, declared),
    }
    _sound(document)
    return document, (*read.notes, *_notes(read, items, told))


def _item(
    question: Question, ids: Mapping[str, str], asked: Sequence[Question], said: Map
) -> dict[str, Any]:
    told = {"id": ids[question.link], **wording.words(question)}
    when = conditions(question, ids, asked, said)
    if when:
        told["when"] = when
    if question.kind == "range":
        return {**told, **_ranged(question)}
    if question.shape in {"scale", "count", "single"}:
        return {**told, **_own(question)}
    if len(question.options) < 2:
        raise Refused(Remark(question.place, "has one answer only.", "Leave it out."))
    numbered = list(zip(question.options, question.numbers, strict=True))
    if question.kind == "several":
        return {**told, "type": "several", "choices": wording.choices(numbered)}
    told |= wording.answers(numbered)
    if told["type"] == "scale":
        told |= {"min": numbered[0][1], "max": numbered[-1][1]}
    return told if question.counted else {**told, "unscored": True}


def _ranged(question: Question) -> dict[str, Any]:
    low, high = question.low or 0, question.high or 0
    told = {"min": low, "max": high}
    if high - low >= wording.MOST_TILES:
        return {**told, "type": "number"}
    return {**told, "type": "scale", "anchors": wording.ends(question)}


def _own(question: Question) -> dict[str, Any]:
    """Take back what we wrote out ourselves: a row of numbers and answers beside it."""
    row = [(o, o.number) for o in question.options if o.number is not None]
    told: dict[str, Any] = {"type": question.shape}
    if question.shape == "single":
        told["choices"] = wording.choices(row)
    else:
        told |= {"min": row[0][1], "max": row[-1][1]}
        told["anchors"] = wording.tiles(row) or {}
    beside = {o.code: o.label for o in question.options if o.number is None}
    none = beside.pop(Missing.NOT_APPLICABLE.value, None)
    if none:
        told["not_applicable"] = none
    if beside:
        told["outside"] = [{"code": c, "label": label} for c, label in beside.items()]
    return told


def _unscored(scored: Sequence[Question], declared: Plain) -> list[Remark]:
    """Report what stands in the way of a score that was declared."""
    if declared.score == "none":
        return []
    wrong = [question for question in scored if _half(question)]
    if declared.of or not any(question.counted for question in scored):
        wrong = [question for question in scored if not question.counted]
    says, cure = NOT_SCORED
    found = [Remark(q.place, says, cure.format(q.link)) for q in wrong]
    says, cure = RESERVED
    for question in scored:
        for option in question.options if question.counted else ():
            if option.declared is None and _reserved(option, question.options):
                told = cure.format(question.link, option.code)
                found.append(Remark(question.place, says.format(option.code), told))
    return found


def _half(question: Question) -> bool:
    """Say whether some answers have a number, but not each one of its own."""
    some = any(option.number is not None for option in question.options)
    return question.kind == "single" and some and not question.counted


def _reserved(option: Option, options: Sequence[Option]) -> bool:
    """Say whether a number lies far from the others and is made of one figure twice."""
    number = option.number or 0
    others = [o.number or 0 for o in options if o != option]
    alike = len(str(abs(number))) > 1 and len(set(str(abs(number)))) == 1
    return alike and not min(others) - 1 <= number <= max(others) + 1


def _scale(
    scored: Sequence[Question],
    ids: Mapping[str, str],
    items: Mapping[str, Mapping[str, Any]],
    declared: Plain,
) -> dict[str, Any]:
    if declared.score == "none":
        return {}
    names = [ids[question.link] for question in scored if question.counted]
    spans = [_span(items[name]) for name in names]
    low, high = (sum(ends) for ends in zip(*spans, strict=True))
    ends = [low, high]
    if declared.score == "mean":
        ends = [low / len(names), high / len(names)]
    missing: dict[str, Any] = {"rule": "require_all"}
    if declared.max_missing:
        missing = {"rule": "prorate", "max_missing": declared.max_missing}
    scale = {
        "id": "total",
        "title": declared.title,
        "items": names,
        "score": {"method": declared.score},
        "missing": missing,
        "range": ends,
        "polarity": declared.polarity.value,
    }
    domain = {
        "id": "total",
        "title": declared.title,
        "from": {"scale": "total"},
        "range": [int(end) for end in ends],
        "turned_over": False,
        "polarity": declared.polarity.value,
        "groups": declared.groups,
    }
    # a figure whose ends are no whole numbers is for its author alone
    whole = all(float(end).is_integer() for end in ends)
    return {"scale": [scale], "domain": [domain] if whole else []}


def _span(item: Mapping[str, Any]) -> tuple[int, int]:
    values = [choice["value"] for choice in item.get("choices", ())]
    values = values or [item["min"], item["max"]]
    return min(values), max(values)


def _ids(asked: Sequence[Question]) -> dict[str, str]:
    """Name each question in our own letters, none twice."""
    found: dict[str, str] = {}
    for question in asked:
        name = re.sub(r"[^a-z0-9]+", "_", question.link.lower()).strip("_")
        name = name if name[:1].isalpha() and name not in GIVEN else f"q_{name}"
        name, number = name[: LONGEST_ID - 4].rstrip("_"), 1
        while (name if number == 1 else f"{name}_{number}") in found.values():
            number += 1
        found[question.link] = name if number == 1 else f"{name}_{number}"
    return found


def _notes(
    read: Questionnaire, items: Sequence[Mapping[str, Any]], told: str | None
) -> list[Remark]:
    notes = [*_why(read)]
    loose = [str(item["id"]) for item in items if item.get("unscored")]
    if loose:
        says = f"Not scored, because their answers have no numbers: {', '.join(loose)}."
        notes.append(Remark("", says))
    if told is None:
        notes.append(Remark("", "The file does not say its language; taken to be en."))
    return notes


def _why(read: Questionnaire) -> tuple[Remark, ...]:
    return tuple(
        Remark(question.place, f"not taken: {question.why_not}", question.cure)
        for question in read.questions
        if not question.askable
    )


def _sound(document: Mapping[str, Any]) -> Instrument:
    try:
        return from_document(document, str(document["id"]))
    except BrokenInstrument as broken:
        raise Refused(*(Remark("", f"{each}.") for each in broken.mistakes)) from None
