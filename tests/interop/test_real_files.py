"""Every real questionnaire file ends as docs/instruments.md says it does."""

import json
import re

import pytest

from survey.measure.scoring import scores
from tests.interop.outcomes import FOLDER, files, looked_at, outcome, told

pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="the public questionnaire files are not here"
)
TABLE = told()
ENDINGS = ("imported", "imported with notes", "refused: ")
CODES = ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]


@pytest.mark.parametrize(("file", "way", "wanted"), TABLE)
def test_a_file_ends_as_the_table_says(file, way, wanted):
    assert outcome(file, way) == wanted
    assert wanted.startswith(ENDINGS)


def test_the_table_leaves_no_file_out():
    assert {file for file, _, _ in TABLE} == set(files())


def response(name):
    document = json.loads((FOLDER / "fhir_r4" / name).read_text())
    return {item["linkId"]: item["answer"][0] for item in document["item"]}


def test_the_published_response_to_phq_9_scores_what_it_states():
    found = looked_at("fhir_r4/uscore_Questionnaire-phq-9-example.json", "").instrument
    given = response("uscore_QuestionnaireResponse-phq-9-example.json")
    answers = {
        item.id: CODES.index(given[f"/{code}"]["valueCoding"]["code"])
        for item in found.items
        for code in found.codes.items[item.id]
        if f"/{code}" in given and item.id != "q10"
    }

    assert len(answers) == 9
    stated = given["/44261-6"]["valueDecimal"]
    assert scores(found, answers)["total"] == stated == 12


@pytest.mark.parametrize(
    ("case", "form", "total"),
    [
        ("gad7_total_score_case1", "GAD7", 0),
        ("gad7_total_score_case2", "GAD7", 7),
        ("phq9_total_score_case", "PHQ9", 12),
    ],
)
def test_published_cases_score_what_they_expect(case, form, total):
    text = (FOLDER / f"fhir_r4/asbi_testcases/{case}.yml").read_text()
    chosen = re.findall(r"valueCoding: \*answerOption(\d)ValueCode", text)
    (stated,) = re.findall(r"^  ScoreFull\w+: (\d+)", text, re.MULTILINE)
    way = f"fhir_r4/asbi_1_Questionnaire-{form}.json"
    found = looked_at(way, "").instrument
    answers = {f"q{n}": int(place) - 1 for n, place in enumerate(chosen, start=1)}

    assert len(answers) == len(found.scales[0].items)
    assert scores(found, answers)["total"] == int(stated) == total


@pytest.mark.parametrize(
    ("file", "way", "highest"),
    [
        ("fhir_r4/asbi_1_Questionnaire-GAD7.json", "", 21),
        ("fhir_r4/lforms_phq9.json", "", 27),
        ("fhir_r4/jmandel_audit.json", "key audit", 40),
        ("redcap_json/radar_audit.json", "key audit; proposed map", 40),
        ("fhir_r4/jmandel_epds.json", "plain sum", 30),
    ],
)
def test_the_lowest_and_the_highest_answers_score_the_ends(file, way, highest):
    found = looked_at(file, way).instrument
    scored = set(found.scales[0].items)
    ends = [
        {one.id: pick(one.values) for one in found.items if one.id in scored}
        for pick in (min, max)
    ]

    assert [scores(found, answers)["total"] for answers in ends] == [0, highest]
