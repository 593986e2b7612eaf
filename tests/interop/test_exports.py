"""What we write out is valid, and comes back as the same instrument."""

import json
from datetime import date

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.questionnaire import Questionnaire

from survey import wordings
from survey.interop import declaring, fhir_out, fhir_response, redcap_out
from survey.measure.answers import Missing, Outside
from survey.measure.asking import asked
from survey.measure.rounds import Week
from tests.interop.forms import as_bytes, kettle
from tests.interop.forms import shelf as made_up
from tests.measure.shelf import shelf

LIBRARY = shelf()
OWN = [one for one in LIBRARY if one.kind == "own"]
WEEK = Week(date(2026, 11, 16))


def as_redcap(instrument):
    return redcap_out.dictionary(instrument).encode()


def as_fhir(instrument):
    return as_bytes(fhir_out.questionnaire(instrument))


def back(instrument, data):
    """Read what was written as a plain instrument of the same recall."""
    plain = {
        "id": "back",
        "title": instrument.title,
        "recall": instrument.recall,
        "score": "none",
    }
    said = declaring.Map.model_validate({"plain": plain}, strict=False)
    return wordings.look(LIBRARY, "file", data, said).instrument


def shown(item):
    """Give all of an item that a person who answers can see."""
    return (
        item.type,
        item.text,
        item.hint,
        list(item.values),
        item.choices,
        dict(item.anchors),
        item.outside,
        item.not_applicable,
    )


@pytest.mark.parametrize("write", [as_redcap, as_fhir])
@pytest.mark.parametrize("instrument", OWN, ids=lambda one: one.id)
def test_what_was_written_out_comes_back_the_same(instrument, write):
    again = back(instrument, write(instrument))

    assert list(map(shown, again.items)) == list(map(shown, instrument.items))
    assert again.lead_in == fhir_out.introduction(instrument)


@pytest.mark.parametrize("write", [as_redcap, as_fhir])
@pytest.mark.parametrize("instrument", OWN, ids=lambda one: one.id)
def test_conditions_come_back_with_the_same_meaning(instrument, write):
    again = back(instrument, write(instrument))
    names = dict(zip((i.id for i in instrument.items), again.items, strict=True))

    for item in instrument.items:
        if any(condition.fact for condition in item.when):
            continue
        for condition in item.when:
            for value in instrument.item(condition.item).values:
                before = {condition.item: value}
                after = {names[condition.item].id: value}
                wanted = item in asked(instrument, before, {})
                found = {one.id for one in asked(again, after, {})}
                assert (names[item.id].id in found) == wanted


@pytest.mark.parametrize("instrument", OWN, ids=lambda one: one.id)
def test_fhir_agrees_that_it_is_fhir(instrument):
    Questionnaire.model_validate(fhir_out.questionnaire(instrument))


def test_imported_words_go_out_and_come_in_again():
    found = wordings.look(made_up(), "f", as_bytes(kettle()), declaring.Map())
    for write in (as_redcap, as_fhir):
        again = wordings.look(
            made_up(), "f", write(found.instrument), declaring.Map(), "kettle-4"
        )

        assert again.instrument.items == found.instrument.items


def test_a_response_holds_answers_and_reasons_and_names_nobody():
    urges, life = LIBRARY.current("urges"), LIBRARY.current("life")
    entries = [
        (urges, {"days": 3, "strongest": 6, "length": 1, "helped": (1, 2)}, WEEK),
        (life, {"body": Missing.RATHER_NOT_SAY, "mood": Missing.SKIPPED,
                "people": Missing.NOT_APPLICABLE, "home": Missing.NOT_ASKED}, WEEK),
    ]  # fmt: skip
    written = fhir_response.bundle(entries)
    Bundle.model_validate(written)
    first, second = (entry["resource"] for entry in written["entry"])

    assert first["questionnaire"] == "urn:tidemark:instrument:urges|1"
    assert first["authored"] == "2026-11-16"
    assert not {"subject", "author", "source", "identifier"} & first.keys()
    codes = {i["linkId"]: [a["valueCoding"]["code"] for a in i["answer"]]
             for i in first["item"]}  # fmt: skip
    assert codes["helped"] == ["1", "2"]
    reasons = [i["extension"][0]["valueCode"] for i in second["item"]]
    assert reasons == ["asked-declined", "asked-unknown", "not-applicable"]


def test_an_answer_beside_the_scale_keeps_its_words():
    ready = LIBRARY.current("readiness")
    item = next(one for one in ready.items if one.outside)
    outside = item.outside[0]
    written = fhir_response.response(ready, {item.id: Outside(outside.code)}, WEEK)

    coding = written["item"][0]["answer"][0]["valueCoding"]
    assert (coding["code"], coding["display"]) == (outside.code, outside.label)
    assert json.dumps(written)
