"""A person's answers as FHIR QuestionnaireResponse, for them to take along.

Nobody is named in it: no subject, no author, and the week in place of a moment.
"""

from collections.abc import Sequence
from typing import Any

from survey.interop.fhir_out import address, coding
from survey.measure.answers import Answer, Answers, Missing, Outside
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.rounds import Week

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
REASONS = {
    Missing.SKIPPED: "asked-unknown",
    Missing.RATHER_NOT_SAY: "asked-declined",
    Missing.NOT_APPLICABLE: "not-applicable",
}
"""Why there is no answer, in the words of FHIR; what was not asked is left out.

Source: http://terminology.hl7.org/CodeSystem/data-absent-reason.
"""

Json = dict[str, Any]


def bundle(entries: Sequence[tuple[Instrument, Answers, Week]]) -> Json:
    """Gather responses in one file."""
    resources = [response(*entry) for entry in entries]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    }


def response(instrument: Instrument, answers: Answers, week: Week) -> Json:
    """Write one response, dated with the Monday of its week."""
    told = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{address(instrument)}|{instrument.version}",
        "status": "completed",
        "authored": week.isoformat(),
    }
    asked = [
        _item(instrument, item, answers[item.id])
        for item in instrument.items
        if answers.get(item.id, Missing.NOT_ASKED) is not Missing.NOT_ASKED
    ]
    return {**told, "item": asked} if asked else told


def _item(instrument: Instrument, item: Item, answer: Answer) -> Json:
    told: Json = {"linkId": item.id, "text": item.text or item.id}
    if isinstance(answer, Missing):
        reason = {"url": ABSENT, "valueCode": REASONS[answer]}
        return {**told, "extension": [reason]}
    return {**told, "answer": _answers(instrument, item, answer)}


def _answers(
    instrument: Instrument, item: Item, answer: int | Outside | tuple[int, ...]
) -> list[Json]:
    if isinstance(answer, int) and item.type == "number" and not item.outside:
        return [{"valueInteger": answer}]
    chosen = answer if isinstance(answer, tuple) else (answer,)
    codes = [one.code if isinstance(one, Outside) else str(one) for one in chosen]
    return [{"valueCoding": coding(instrument, item, code)} for code in codes]
