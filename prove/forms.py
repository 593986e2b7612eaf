"""Random answers to real forms, as we keep them and as FHIR writes them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from survey.interop import opening
from survey.interop.questionnaire import Questionnaire
from survey.measure.answers import Answers, asked, complete
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.scoring import scores
from tests.interop.outcomes import FOLDER, looked_at

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
FORMS = {
    "jmandel_audit": "key audit",
    "jmandel_audit-c": "key audit-c; without auditc.q2 0",
    "jmandel_cage": "plain sum",
    "jmandel_dast-10": "leave out dast10.frequency, dast10.drugs_used, "
    "dast10.iv_use, dast10.prior_treatment; plain sum",
    "jmandel_epds": "plain sum",
    "jmandel_gad-7": "key gad-7; choices 4; leave out gad7.difficulty",
    "jmandel_phq-2": "choices 4; plain sum",
    "jmandel_phq-9": "key phq-9; choices 4",
    "lforms_phq9": "key phq-9",
}
"""Real forms that carry an expression for their total, and the way they are taken."""


Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One set of answers: our total, and the response that the judge reads."""

    total: float | None
    response: Json


def document(name: str) -> Json:
    """Read a form as it stands."""
    found: Json = json.loads((FOLDER / f"fhir_r4/{name}.json").read_text())
    return found


def drawn(name: str, often: int, chance: Random) -> list[Drawn]:
    """Draw answers to a form."""
    file, way = f"fhir_r4/{name}.json", FORMS[name]
    instrument = looked_at(file, way).instrument
    read = opening.read((FOLDER / file).read_bytes())
    form = document(name)
    return [_one(instrument, read, form, chance) for _ in range(often)]


def _one(
    instrument: Instrument, read: Questionnaire, form: Json, chance: Random
) -> Drawn:
    answers: dict[str, int] = {}
    for item in instrument.items:
        if item in asked(instrument, answers, {}):
            answers[item.id] = chance.choice(list(item.values))
    settled = complete(instrument, answers, {})
    return Drawn(
        total=scores(instrument, settled)["total"],
        response={
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "item": list(_nested(form, dict(_items(instrument, read, answers)))),
        },
    )


def _nested(form: Json, found: Mapping[str, Json]) -> Iterator[Json]:
    """Put answers where their questions stand: expressions walk down groups."""
    for item in form.get("item", ()):
        below = list(_nested(item, found))
        if item["linkId"] in found:
            yield found[item["linkId"]]
        elif below:
            yield {"linkId": item["linkId"], "item": below}


def _items(
    instrument: Instrument, read: Questionnaire, answers: Answers
) -> Iterator[tuple[str, Json]]:
    links = {question.text: question for question in read.questions}
    for name, answer in answers.items():
        item = instrument.item(name)
        question = links[item.text or ""]
        coding = _coding(item, question.options, answer)
        answered = {"linkId": question.link, "answer": [{"valueCoding": coding}]}
        yield question.link, answered


def _coding(item: Item, options: Any, answer: Any) -> Json:
    (label,) = item.words(answer)
    stated = [option for option in options if option.label == label]
    code = stated[0].code if stated else str(answer)
    number = stated[0].ordinal if stated else answer
    number = answer if number is None else number
    return {
        "code": code,
        "display": label,
        "extension": [{"url": ORDINAL, "valueDecimal": number}],
    }
