"""REDCap dictionaries, of 18 columns or more, of any encoding, and metadata JSON."""

import json
import time

import pytest

from survey.interop import opening
from survey.interop.questionnaire import Refused, Rule
from tests.interop.forms import dictionary, row

THREE = "0, Never | 1, Now, and then | 2,Often"


def fields(*rows, **how):
    return opening.read(dictionary(*rows, **how))


def refusal(data):
    with pytest.raises(Refused) as refused:
        opening.read(data)
    return str(refused.value)


@pytest.mark.parametrize(
    "choices", [THREE, "0,Never|1,Now, and then|2,Often", THREE.replace("|", "\n")]
)
def test_choices_are_split_at_bars_only(choices):
    (question,) = fields(row("a", choices=choices)).questions

    assert [(o.code, o.label) for o in question.options] == [
        ("0", "Never"),
        ("1", "Now, and then"),
        ("2", "Often"),
    ]


def test_a_dictionary_of_24_columns_in_windows_letters_is_read_and_both_are_said():
    rows = [row("a", choices="0, Café | 1, “Tea”"), row("b", choices=THREE)]
    more = [f"extra {number}" for number in range(6)]
    found = fields(*rows, extra=more, encoding="cp1252")

    assert found.questions[0].options[0].label == "Café"
    assert any("Windows-1252" in str(n) and n.place == "line 2" for n in found.notes)
    assert any("6 columns beyond" in str(n) for n in found.notes)


def test_each_kind_of_field_is_asked_or_named_as_left_out():
    found = fields(
        row("id", "text", "Record"),
        row("yes", "yesno"),
        row("true", "truefalse"),
        row("boxes", "checkbox", choices=THREE),
        row("mood", "slider", choices="Low | | High"),
        row("age", "text", text_validation_type_or_show_slider_number="integer",
            text_validation_min="0", text_validation_max="99"),
        row("sum", "calc", choices="if([yes]='1',\n 2, 3)"),
        row("who", choices=THREE, identifier="y"),
        row("mine", choices=THREE, field_annotation="@HIDDEN"),
        row("none", choices=""),
    )  # fmt: skip
    kinds = {q.link: (q.kind, q.low, q.high) for q in found.questions if q.askable}
    left = {q.link: q.why_not for q in found.questions if not q.askable}

    assert kinds == {
        "yes": ("single", None, None),
        "true": ("single", None, None),
        "boxes": ("several", None, None),
        "mood": ("range", 0, 100),
        "age": ("range", 0, 99),
    }
    assert left.keys() == {"id", "sum", "who", "mine", "none"}
    assert "identifying" in left["who"]


def test_a_question_keeps_its_section_its_line_and_its_condition():
    found = fields(
        row("a", choices=THREE, section_header="Over the last week, how often …"),
        row("b", choices=THREE, branching_logic="[a]='1' or [a]='1' or [a]='2'"),
        row("c", choices=THREE, branching_logic="sum([a],[b]) > 2"),
    )

    assert [q.stem[:8] for q in found.questions] == ["Over the"] * 3
    assert found.questions[1].place == "line 3 (b)"
    assert found.questions[1].rules == (Rule("a", one_of=("1", "2")),)
    assert found.questions[2].unread == "sum([a],[b]) > 2"


def test_markup_is_taken_off_the_words():
    label = '<div class="x"><p>How <b>warm</b>&nbsp;is it?</p></div>'
    (question,) = fields(row("a", label=label, choices=THREE)).questions

    assert question.text == "How warm is it?"


def test_exported_metadata_is_read_with_its_lists_and_ranges():
    records = [
        row("a") | {"select_choices_or_calculations": [
            {"code": "1", "label": "Never "}, {"code": "2", "label": "Often"}]},
        row("b", "slider") | {"select_choices_or_calculations": [],
            "range": {
                "min": "0", "max": "10", "labelLeft": "Not", "labelRight": "Yes"}},
        row("c", "slider") | {"select_choices_or_calculations": [
            {"code": "0", "label": "Not"}, {"code": "", "label": ""},
            {"code": "10", "label": "Yes"}]},
    ]  # fmt: skip
    first, *sliders = opening.read(json.dumps(records).encode()).questions

    assert [o.label for o in first.options] == ["Never", "Often"]
    for slider in sliders:
        assert (slider.low, slider.high) == (0, 10)
        assert (slider.low_words, slider.high_words) == ("Not", "Yes")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'"Variable / Field Name","Form Name"\n', "column field_type is missing"),
        (
            dictionary(row("a")) + b"\r\none,two",
            "line 3: 2 columns where line 1 has 18",
        ),
        (dictionary(row("a", choices=THREE)) + b'\r\n"open', "line"),
        (dictionary(row("a", choices=THREE), row("a", choices=THREE)), "line 3 (a)"),
        (b"[1, 2]", "record 1: is no field"),
        (b"[]", "is missing"),
        (dictionary(*[row(f"a{n}") for n in range(3001)]), "3000 are the most"),
    ],
)
def test_a_broken_dictionary_is_refused_with_its_line(data, words):
    assert words in refusal(data)


@pytest.mark.parametrize(
    "text", [" " * 130_000, "<br " * 30_000, "${" * 60_000, "0, " * 40_000]
)
def test_a_hostile_cell_takes_no_time(text):
    started = time.monotonic()
    fields(row("a", label=text, choices=text), row("b", choices="0, No | 1, Yes"))

    assert time.monotonic() - started < 5
