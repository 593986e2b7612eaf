"""Files without a key: sum or mean as declared, and nothing that claims more."""

import pytest

from survey import wordings
from survey.interop import declaring
from survey.interop.questionnaire import Refused
from survey.measure.asking import asked
from survey.measure.scoring import domains, scores
from tests.interop.forms import (
    as_bytes,
    dictionary,
    fhir,
    item,
    kettle,
    option,
    options,
    row,
    shelf,
)

PLAIN = """
[plain]
id = "tea-time"
title = "Tea time"
recall = "last 7 days"
score = "{score}"
"""
THREE = "0, Never | 1, Sometimes | 2, Often"
AGREE = "1, 1 Not at all | 2, 2 | 3, 3 | 4, 4 Very much"


def look(document, score="sum", before="", after=""):
    data = document if isinstance(document, bytes) else as_bytes(document)
    said = declaring.parse(before + PLAIN.format(score=score) + after)
    return wordings.look(shelf(), "file", data, said)


def refusal(*arguments, **more):
    with pytest.raises(Refused) as refused:
        look(*arguments, **more)
    return str(refused.value)


def test_a_sum_and_a_mean_are_what_was_declared():
    document = dictionary(row("a", choices=THREE), row("b", choices=THREE))
    summed, mean = (look(document, score).instrument for score in ("sum", "mean"))

    assert scores(summed, {"a": 2, "b": 1}) == {"total": 3}
    assert scores(mean, {"a": 2, "b": 1}) == {"total": 1.5}
    assert domains(summed, {"a": 2, "b": 2}) == {"tea-time.total": 10}
    assert scores(summed, {"a": 2}) == {"total": None}
    assert not summed.domains[0].groups
    assert (summed.validated, summed.rc, summed.bands) == (False, (), ())


def test_without_a_declared_score_nothing_is_scored():
    found = look(fhir(item("a", options())), "none").instrument

    assert (found.scales, found.domains) == ((), ())


def test_only_named_questions_are_scored_and_a_blank_may_be_allowed():
    document = dictionary(*(row(name, choices=THREE) for name in "abc"))
    after = 'of = ["a", "b"]\nmax_missing = 1\npolarity = "higher_worse"'
    found = look(document, after=after).instrument

    assert scores(found, {"a": 2, "c": 2}) == {"total": 4}
    assert found.scales[0].range == (0, 4)


def test_numbers_in_the_words_become_tiles_with_words_at_the_ends():
    (found,) = look(dictionary(row("a", choices=AGREE))).instrument.items

    assert (found.type, tuple(found.values)) == ("scale", (1, 2, 3, 4))
    assert found.anchors == {1: "Not at all", 4: "Very much"}


def test_a_long_range_is_typed_and_a_short_one_tapped():
    document = dictionary(
        row("a", "slider", choices="Low | | High"),
        row("b", "slider", text_validation_min="0", text_validation_max="10"),
    )
    typed, tapped = look(document).instrument.items

    assert (typed.type, tapped.type) == ("number", "scale")
    assert typed.hint == "0 = Low, 100 = High"


def test_conditions_hold_as_they_are_written():
    document = dictionary(
        row("a", choices=THREE),
        row("b", choices=THREE, branching_logic="[a] = '1' or [a] = '2'"),
    )
    found = look(document).instrument

    assert [one.id for one in asked(found, {"a": 0}, {})] == ["a"]
    assert [one.id for one in asked(found, {"a": 2}, {})] == ["a", "b"]


def test_not_equal_means_every_other_answer():
    gate = {"question": "a", "operator": "!=", "answerCoding": {"code": "c0"}}
    document = fhir(item("a", options()), item("b", options(), enableWhen=[gate]))

    assert look(document).instrument.item("b").when[0].one_of == (1, 2, 3)


@pytest.mark.parametrize(
    "logic", ["sum([a]) > 1", "[later] = '1'", "[a] = '7'", "[boxes(1)] = '0'"]
)
def test_a_condition_that_cannot_be_held_is_refused_unless_waived(logic):
    document = dictionary(
        row("a", choices=THREE),
        row("boxes", "checkbox", choices=THREE),
        row("b", choices=THREE, branching_logic=logic),
        row("later", choices=THREE),
    )

    assert "line 4 (b): " in refusal(document)
    assert 'conditions = "ask_always"' in refusal(document)
    assert look(document, before='conditions = "ask_always"\n').instrument


@pytest.mark.parametrize("code", ["-999", "-88", "99"])
def test_a_code_for_no_answer_is_never_added_up(code):
    document = dictionary(row("a", choices=f"0, No | 1, Yes | {code}, Unknown"))
    cure = f'[question."a".answers] "{code}" = false'

    assert cure in refusal(document)
    after = f'\n[question."a".answers]\n"{code}" = false\n'
    assert look(document, after=after).instrument.item("a").values == (0, 1)


def test_answers_without_numbers_are_asked_and_never_scored():
    words = [option("tea", "Tea"), option("milk", "Milk")]
    found = look(fhir(item("a", words), item("b", options())))

    assert found.instrument.item("a").unscored
    assert found.instrument.scales[0].items == ("b",)
    assert any("Not scored" in str(note) for note in found.notes)
    assert "without a number of their own" in refusal(fhir(item("a", words)))


def test_answers_that_share_a_number_stop_a_score():
    twice = options((0, 0, 1, 2))

    assert "without a number of their own" in refusal(
        fhir(item("a", twice), item("b", options()))
    )


def test_what_a_map_could_mend_is_not_passed_over():
    document = fhir(item("a", options()), item("b", answerValueSet="http://x.example"))

    assert "http://x.example" in refusal(document)
    assert len(look(document, before='leave_out = ["b"]\n').instrument.items) == 1


def test_what_has_a_published_score_is_not_scored_otherwise():
    assert "--key kettle-4" in refusal(kettle())


def test_a_dictionary_of_several_forms_needs_one_named():
    document = dictionary(
        row("a", choices=THREE), row("b", choices=THREE, form_name="other")
    )

    assert 'form = "kettle"' in refusal(document)
    found = look(document, before='form = "other"\n').instrument
    assert [one.id for one in found.items] == ["b"]


def test_names_become_ours_and_none_is_there_twice():
    document = fhir(*(item(n, options()) for n in ("/1-1", "/1.1", "Now", "A b")))

    assert [one.id for one in look(document).instrument.items] == [
        "q_1_1",
        "q_1_1_2",
        "q_now",
        "a_b",
    ]


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(Refused, match="there is an instrument kettle-4"):
        wordings.look(
            shelf(),
            "file",
            as_bytes(fhir(item("a", options()))),
            declaring.parse(PLAIN.format(score="sum").replace("tea-time", "kettle-4")),
        )


def test_nothing_fits_by_chance():
    with pytest.raises(Refused, match="No scoring key fits"):
        wordings.look(shelf(), "f", as_bytes(fhir(item("a", options()))), EMPTY)


def test_a_key_is_found_by_codes_and_a_lying_panel_needs_its_name():
    found = wordings.look(shelf(), "f", as_bytes(kettle()), EMPTY)
    lying = kettle() | {"code": [{"code": "7-7"}]}

    assert found.instrument.id == "kettle-4"
    with pytest.raises(Refused, match="--key kettle-4"):
        wordings.look(shelf(), "f", as_bytes(lying), EMPTY)
    assert wordings.look(shelf(), "f", as_bytes(lying), EMPTY, "kettle-4").notes


EMPTY = declaring.Map()
