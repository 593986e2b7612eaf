"""FHIR files as they are found in the wild: read right, or refused with a cure."""

import pytest

from survey.interop import opening
from survey.interop.questionnaire import Option, Refused, Rule
from tests.interop.forms import WORDS, as_bytes, fhir, item, option, options


def read(document):
    return opening.read(as_bytes(document))


def refusal(document):
    with pytest.raises(Refused) as refused:
        read(document)
    return str(refused.value)


def listed(address, *, expanded=True, ordinals=(0, 1)):
    concepts = [option("a", "A", ordinals[0], within=True)["valueCoding"],
                option("b", "B", ordinals[1], within=True)["valueCoding"]]  # fmt: skip
    inside = (
        {"expansion": {"contains": concepts}}
        if expanded
        else {"compose": {"include": [{"concept": concepts}]}}
    )
    return {"resourceType": "ValueSet", "id": "ab", "url": address, **inside}


@pytest.mark.parametrize("within", [False, True], ids=["on option", "inside coding"])
def test_the_number_of_an_answer_is_found_where_it_stands(within):
    (question,) = read(fhir(item("q", options(within=within)))).questions

    assert [o.number for o in question.options] == [0, 1, 2, 3]
    assert [o.label for o in question.options] == list(WORDS)


@pytest.mark.parametrize("expanded", [True, False], ids=["expansion", "compose"])
@pytest.mark.parametrize("address", ["#ab", "http://x.example/ab|1.0"])
def test_a_list_that_the_file_carries_is_read(expanded, address):
    carried = listed("http://x.example/ab", expanded=expanded)
    document = fhir(item("q", answerValueSet=address), contained=[carried])

    (question,) = read(document).questions

    assert question.options == (Option("a", "A", 0.0), Option("b", "B", 1.0))


def test_the_weight_of_release_five_is_a_number_too():
    weight = {"url": "http://hl7.org/fhir/StructureDefinition/itemWeight"}
    five = {"valueCoding": {"code": "x", "display": "X"},
            "extension": [weight | {"valueDecimal": 3}]}  # fmt: skip
    document = fhir(item("q", [five], type="coding", answerConstraint="optionsOnly"))

    (question,) = read(document).questions

    assert question.kind == "single"
    assert question.options[0].number == 3


def test_a_list_elsewhere_is_named_and_never_fetched():
    document = fhir(item("q", answerValueSet="http://loinc.example/LL1"))
    (question,) = read(document).questions

    assert not question.askable
    assert "http://loinc.example/LL1" in question.why_not
    assert "[choices]" in question.cure


def test_two_different_numbers_on_one_answer_are_no_answer():
    twice = option("a", "A", 1, within=True) | {
        "extension": [option("a", "A", 2)["extension"][0]]
    }
    (question,) = read(fhir(item("q", [twice, option("b", "B", 3)]))).questions

    assert "two different numbers" in question.why_not


def test_codes_without_system_or_code_and_a_flag_as_text_are_read():
    answers = [{"valueCoding": {"display": "Yes"}}, {"valueCoding": {"display": "No"}}]
    found = read(fhir(item("q", answers, repeats="true")))

    (question,) = found.questions
    assert question.kind == "several"
    assert [o.code for o in question.options] == ["Yes", "No"]
    assert "written as text" in str(found.notes)


def test_whole_numbers_and_texts_are_answers():
    numbers = [{"valueInteger": 12}, {"valueInteger": 34}]
    (question,) = read(fhir(item("q", numbers, type="integer"))).questions
    (other,) = read(fhir(item("q", [{"valueString": "a"}], type="string"))).questions

    assert [o.number for o in question.options] == [12, 34]
    assert (question.kind, other.kind) == ("single", "single")


def test_expressions_are_counted_and_never_run():
    sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
    run = {"url": sdc + "calculatedExpression", "valueExpression": {
        "language": "text/cql", "expression": "ScoreFull()"}}  # fmt: skip
    gate = {"url": sdc + "enableWhenExpression", "valueExpression": {}}
    total = item("total", type="integer", extension=[run])
    found = read(fhir(item("q", options(), extension=[gate]), total))

    assert "nothing in a file is ever run (2×)" in str(found.notes[0])
    assert [q.askable for q in found.questions] == [True, False]
    assert "worked out" in found.questions[1].why_not


def test_hidden_items_are_not_asked_nor_what_hangs_below():
    flag = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
            "valueBoolean": True}  # fmt: skip
    group = {"linkId": "g", "type": "group", "extension": [flag],
             "item": [item("q", options())]}  # fmt: skip

    assert read(fhir(group)).questions[0].why_not == "is hidden in the file."


def test_what_stands_above_is_kept_for_each_question_below():
    above = {"linkId": "d", "type": "display", "text": "Over the last 2 weeks …"}
    group = {"linkId": "g", "type": "group", "text": "Items",
             "item": [item("q1", options()), item("q2", options())]}  # fmt: skip

    assert [q.stem for q in read(fhir(above, group)).questions] == [above["text"]] * 2


def test_conditions_become_rules():
    gate = {"question": "q1", "operator": "!=", "answerCoding": {"code": "c0"}}
    there = {"question": "q1", "operator": "exists", "answerBoolean": True}
    either = [{"question": "q1", "operator": "=", "answerCoding": {"code": c}}
              for c in ("c1", "c2")]  # fmt: skip
    found = read(
        fhir(
            item("q1", options()),
            item("q2", options(), enableWhen=[gate, there], enableBehavior="all"),
            item("q3", options(), enableWhen=either, enableBehavior="any"),
        )
    )

    assert found.questions[1].rules == (Rule("q1", none_of=("c0",)),)
    assert found.questions[2].rules == (Rule("q1", one_of=("c1", "c2")),)


def waits_for(link):
    return [{"question": link, "operator": "=", "answerBoolean": True}]


def test_questions_that_wait_for_each_other_are_refused_with_the_circle():
    one = item("a", options(), enableWhen=waits_for("b"))
    two = item("b", options(), enableWhen=waits_for("a"))

    assert "wait for each other: " in refusal(fhir(one, two))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (fhir(item("a", enableWhen=waits_for("gone"))), "“gone”, which is not in"),
        (fhir({"type": "choice", "text": "x"}), "item[0]: has no linkId"),
        (fhir(item("a"), item("a")), "item[1] (a): the name “a” is used before"),
        (fhir(item("a", type="question")), "none of FHIR’s"),
        (fhir(item("a", type={"x": 1})), "none of FHIR’s"),
        (fhir(item("a", option=[])), "as FHIR STU3 did. Convert"),
        (fhir({"linkId": "g", "type": "group", "repeats": True}), "repeats"),
        (fhir(item("a"), contained=[{"resourceType": "Library"}]), "only ValueSet"),
        (fhir(), "no question"),
        ({"resourceType": "QuestionnaireResponse"}, "holds answers"),
        ({"resourceType": "Bundle"}, "Take the Questionnaire out of it"),
        ({"items": []}, "neither a FHIR Questionnaire nor REDCap"),
    ],
)
def test_what_cannot_be_read_is_refused_with_place_and_reason(document, words):
    assert words in refusal(document)


def test_items_too_deep_or_too_many_are_refused():
    deep = item("q", options())
    for level in range(12):
        deep = {"linkId": f"g{level}", "type": "group", "item": [deep]}
    many = [item(f"q{number}", options()) for number in range(500)]
    long = item("q", options(range(70), [str(n) for n in range(70)]))

    assert "deep" in refusal(fhir(deep))
    assert "400 are the most" in refusal(fhir(*many))
    assert "60 are the most" in refusal(fhir(long))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"resourceType": "Questionnaire",\n "item": [}', "line 2, column 11"),
        (b'{"item": [], "item": []}', "“item” stands twice"),
        (b'{"item": NaN}', "NaN is no number"),
        (b"[" * 100_000, "nested too deeply"),
        (b"<Questionnaire/>", "This is XML"),
        (b"resourceType: Questionnaire\n", "This is YAML"),
        (b"", "empty"),
        (b"\x81\x8d\x8f", "neither UTF-8 nor"),
        (b"PK\x03\x04 no workbook", "no .xlsx"),
        (b" " * 5_000_000, "4000 are the most"),
        (b"hello there", "no questionnaire file"),
    ],
)
def test_what_is_no_questionnaire_is_told_what_it_seems_to_be(data, words):
    with pytest.raises(Refused) as refused:
        opening.read(data)

    assert words in str(refused.value)


@pytest.mark.parametrize("number", [10**400, -1e300, True])
def test_a_number_beyond_all_bounds_counts_for_none(number):
    (question,) = read(fhir(item("q", [option("a", "A", number)]))).questions

    assert question.options[0].ordinal in {None, 1.0}


@pytest.mark.parametrize("name", ["a\x1b[2J", "a\ud800", "x" * 201])
def test_a_name_that_a_terminal_would_obey_is_refused_and_not_repeated(name):
    said = refusal(fhir(item(name, options())))

    assert said.isprintable()
    assert "plain letters" in said


def test_words_lose_what_is_no_letter():
    document = fhir(item("q", options(), text="How\x1b[2J warm\u0000 is\ud800 it?"))

    assert read(document).questions[0].text == "How [2J warm is it?"
