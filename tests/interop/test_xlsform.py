"""XLSForm workbooks of ODK and of SurveyCTO; what loops or depends is refused."""

import io
import sys
import zipfile

import pytest

from survey.interop import opening
from survey.interop.questionnaire import Refused, Rule
from survey.interop.workbook import MOST_UNPACKED
from tests.interop.forms import workbook

LIKERT = [("list_name", "name", "label"), ("l", 0, "No"), ("l", 1, "Yes")]
ODK = [
    ("type", "name", "label::English (en)", "label::Deutsch (de)", "relevant"),
    ("note", "n", "In the last week …", "Letzte Woche …", None),
    ("select_one l", "a", "Warm?", "Warm?!", None),
    ("begin_group", "g", "Tea", "Tee", None),
    ("select_multiple l", "b", "Which?", "Was?", "${a} = '1'"),
    ("end_group", None, None, None, None),
    ("integer", "c", "How many?", "Wie viele?", None),
]
SURVEYCTO = [
    ("type", "name", "label:english", "relevance"),
    ("start", "starttime", None, None),
    ("caseid", "caseid", None, None),
    *[(None, None, None, None)] * 600,
    ("select_one l", "a", "<b>Warm?</b>", None),
    ("calculate_here", "t", None, None),
]


def read(survey, choices=LIKERT, settings=(), language=""):
    return opening.read(workbook(survey, choices, settings), language)


def refusal(survey, choices=LIKERT):
    with pytest.raises(Refused) as refused:
        read(survey, choices)
    return str(refused.value)


def test_questions_groups_notes_and_conditions_are_read():
    first, second, third = read(ODK).questions

    assert [(o.code, o.label) for o in first.options] == [("0", "No"), ("1", "Yes")]
    assert first.place == "survey row 3 (a)"
    assert (first.stem, second.stem) == ("In the last week …", "Tea")
    assert (second.kind, second.form) == ("several", "g")
    assert second.rules == (Rule("a", one_of=("1",)),)
    assert not third.askable
    assert '[question."c"] range' in third.cure


@pytest.mark.parametrize(
    ("settings", "language", "text"),
    [
        ((), "", "Warm?"),
        ((), "de", "Warm?!"),
        ([("default_language",), ("Deutsch (de)",)], "", "Warm?!"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_forms_own(settings, language, text):
    assert read(ODK, settings=settings, language=language).questions[0].text == text


def test_the_dialect_of_surveycto_is_read():
    choices = [("list_name", "value", "label"), ("l", 1.0, "No"), ("l", 2.0, "Yes")]
    found = read(SURVEYCTO, choices)

    (question,) = found.questions
    assert question.text == "Warm?"
    assert question.place == "survey row 604 (a)"
    assert [o.number for o in question.options] == [1, 2]
    assert "passed over (3×)" in str(found.notes[0])


def test_whole_numbers_with_both_ends_are_asked():
    survey = [
        ("type", "name", "label", "constraint", "parameters"),
        ("integer", "a", "A", ". >= 0 and . <= 7", None),
        ("range", "b", "B", None, "start=0 end=10 step=1"),
    ]
    ends = [(q.kind, q.low, q.high) for q in read(survey).questions]

    assert ends == [("range", 0, 7), ("range", 0, 10)]


@pytest.mark.parametrize("kind", ["begin repeat", "begin_repeat", "begin loop over l"])
def test_what_repeats_is_refused_with_its_row(kind):
    survey = [("type", "name", "label"), (kind, "r", "R"), ("select_one l", "a", "A")]

    assert refusal(survey).startswith("survey row 2: ")


def test_two_columns_of_one_name_are_refused():
    head = ("type", "name", "label", "label")

    assert "the column “label” is there twice" in refusal([head])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("select_one gone", "a", "A", None)], "“gone” is not on the sheet"),
        ([("select_one l", "a", "A", "x=1")], "depend on other answers"),
        ([("geopoint", "a", "A", None)], "asks for geopoint"),
        ([("text", "a", "A", None)], "asks for text"),
    ],
)
def test_what_cannot_be_asked_is_named(rows, words):
    survey = [("type", "name", "label", "choice_filter"), *rows]
    (question,) = read(survey).questions

    assert words in question.why_not


def test_open_answers_beside_a_list_are_not_offered_and_that_is_said():
    survey = [("type", "name", "label"), ("select_one l or_other", "a", "A")]
    found = read(survey)

    assert len(found.questions[0].options) == 2
    assert "or_other" in str(found.notes[0])


def test_a_formula_is_text_and_never_worked_out():
    survey = [("type", "name", "label"), ("select_one l", "a", "=1+1")]

    # no value was ever saved with it: there is nothing to show
    assert read(survey).questions[0].text == ""


def test_a_workbook_that_unpacks_beyond_bounds_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (MOST_UNPACKED + 1))

    with pytest.raises(Refused, match="it unpacks to"):
        opening.read(out.getvalue())


@pytest.mark.parametrize(
    ("kind", "used"),
    [
        ('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">', "&b;"),
        ('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"),
    ],
    ids=["growing", "elsewhere"],
)
def test_entities_in_a_workbook_are_never_followed(kind, used):
    out, good = io.BytesIO(), io.BytesIO(workbook(ODK, LIKERT))
    sheet = (
        f"<!DOCTYPE worksheet [{kind}]><worksheet xmlns="
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        f'<c t="inlineStr"><is><t>{used}</t></is></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(good) as before, zipfile.ZipFile(out, "w") as packed:
        for name in before.namelist():
            first = name.endswith("sheet1.xml")
            packed.writestr(name, sheet if first else before.read(name))

    with pytest.raises(Refused) as refused:
        opening.read(out.getvalue())

    assert "aaaa" not in str(refused.value)


def test_other_archives_and_other_sheets_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "a")

    with pytest.raises(Refused, match="cannot be opened"):
        opening.read(out.getvalue())
    assert "no question" in refusal([("type", "name", "label")])


def test_without_the_library_it_says_which_extra_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(Refused, match="extra “xlsform”"):
        opening.read(b"PK\x03\x04")
