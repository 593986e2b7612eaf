"""Our instruments as FHIR Questionnaire R4, for programs that render those.

Every question becomes a list of codes: zero on a scale is an answer, not a handle that
nobody moved. Scores ride along as ordinalValue; nothing is calculated in the file.
"""

from collections.abc import Iterator
from typing import Any

from survey.interop.fhir_elements import SHAPE
from survey.measure.answer import Missing
from survey.measure.instrument import Instrument
from survey.measure.item import Condition, Item
from survey.measure.scoring import item_score

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
BOUNDS = {
    "min": "http://hl7.org/fhir/StructureDefinition/minValue",
    "max": "http://hl7.org/fhir/StructureDefinition/maxValue",
}

Json = dict[str, Any]


def address(instrument: Instrument) -> str:
    """Give the name that an instrument goes by in FHIR."""
    return f"urn:tidemark:instrument:{instrument.id}"


def system(instrument: Instrument, item: Item) -> str:
    """Give the name of the answers of an item."""
    return f"{address(instrument)}:{item.id}"


def questionnaire(instrument: Instrument) -> Json:
    """Write an instrument as a Questionnaire resource.

    A condition on a person's goal has no place in FHIR: such an item is always shown.
    """
    resource: Json = {
        "resourceType": "Questionnaire",
        "url": address(instrument),
        "version": str(instrument.version),
        "title": instrument.title,
        "status": "active",
        "language": instrument.lang,
    }
    licence = instrument.licence
    if licence:
        resource["copyright"] = f"{licence.holder}. {licence.terms}"
    if instrument.codes and instrument.codes.loinc_panel:
        resource["code"] = [_loinc(instrument.codes.loinc_panel)]
    above = introduction(instrument)
    said = [{"linkId": "lead_in", "type": "display", "text": above}] if above else []
    items = [_item(instrument, item) for item in instrument.items]
    return {**resource, "item": [*said, *items]}


def _item(instrument: Instrument, item: Item) -> Json:
    told: Json = {"linkId": item.id, "text": item.text or item.id}
    known = instrument.codes.items.get(item.id, ()) if instrument.codes else ()
    codes = [_loinc(code) for code in known if code[-2:-1] == "-"]
    if codes:
        told["code"] = codes
    told["extension"] = [{"url": SHAPE, "valueCode": item.type}]
    if item.type == "number" and not item.outside:
        told["type"] = "integer"
        told["extension"] += [
            {"url": url, "valueInteger": getattr(item, end)}
            for end, url in BOUNDS.items()
        ]
    else:
        told["type"] = "choice"
        told["answerOption"] = list(_options(instrument, item))
    if item.type == "several":
        told["repeats"] = True
    when = list(_when(instrument, item))
    if when:
        told["enableWhen"] = when
        if len(when) > 1:
            told["enableBehavior"] = "all"
    if item.hint:
        help_ = {"linkId": f"{item.id}.hint", "type": "display", "text": item.hint}
        told["item"] = [help_]
    return told


def _options(instrument: Instrument, item: Item) -> Iterator[Json]:
    for value in item.values:
        option: Json = {"valueCoding": coding(instrument, item, str(value))}
        score = item_score(item, value)
        if score is not None and item.type != "several":
            option["extension"] = [{"url": ORDINAL, "valueDecimal": score}]
        yield option
    for code in beside(item):
        yield {"valueCoding": coding(instrument, item, code)}


def introduction(instrument: Instrument) -> str:
    """Give what is said once, above the first question."""
    return " ".join(filter(None, (instrument.lead_in, instrument.explain)))


def beside(item: Item) -> dict[str, str]:
    """Give the answers that are no point of the scale: code and words."""
    said = {outside.code: outside.label for outside in item.outside}
    if item.not_applicable:
        said[Missing.NOT_APPLICABLE.value] = item.not_applicable
    return said


def coding(instrument: Instrument, item: Item, code: str) -> Json:
    """Give one answer as a coding, with the words that a person saw."""
    words = beside(item)
    words |= {str(choice.value): choice.label for choice in item.choices}
    words |= {str(value): f"{value} {said}" for value, said in item.anchors.items()}
    display = words.get(code, code)
    return {"system": system(instrument, item), "code": code, "display": display}


def _when(instrument: Instrument, item: Item) -> Iterator[Json]:
    for condition in item.when:
        if condition.item is not None:
            yield from _rules(instrument, instrument.item(condition.item), condition)


def _rules(instrument: Instrument, other: Item, condition: Condition) -> Iterator[Json]:
    """Name each answer under which an item is not asked: “all” joins them."""
    if other.type == "number":
        for sign, end in ((">=", condition.at_least), ("<=", condition.at_most)):
            if end is not None:
                yield {"question": other.id, "operator": sign, "answerInteger": end}
        return
    codes = [outside.code for outside in other.outside]
    known: list[int | str] = [*other.values, *codes]
    for value in known:
        if not condition.holds(value):
            code = {"system": system(instrument, other), "code": str(value)}
            yield {"question": other.id, "operator": "!=", "answerCoding": code}


def _loinc(code: str) -> Json:
    return {"system": "http://loinc.org", "code": code}
