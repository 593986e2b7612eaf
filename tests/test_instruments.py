"""The own instruments are worded in plain language, and none holds borrowed words.

Reading age is the Coleman-Liau grade plus five years (a first grader is six). Source:
Coleman & Liau 1975, Journal of Applied Psychology 60(2), 283-284. It is held for each
question and each text and for the questions of a set taken together.
"""

import re

import pytest

from survey.measure.answers import Missing, read
from survey.measure.wording import wordings
from tests.measure.shelf import FOLDER, shelf

LIBRARY = shelf()
OWN = [instrument for instrument in LIBRARY if instrument.kind == "own"]
KEYS = [instrument for instrument in LIBRARY if instrument.kind == "key"]
QUESTIONS = [(one, item) for one in OWN for item in one.items]
TEXTS = [(one, wording) for one in OWN for wording in wordings(one)]
OLDEST_READER = 11
YEARS_BEFORE_SCHOOL = 5
RECALL = {
    "today": "Today, ",
    "last 7 days": "In the last 7 days, ",
    "last 4 weeks": "In the last 4 weeks, ",
    "last 3 months": "In the last 3 months, ",
}
BANNED = re.compile(
    r"\b(addict|alcoholic|junkie|patient|user|client|clean|dirty|relapse|dropout"
    r"|severity|abuse|sober|fail|failed|failure|streak|normal|abnormal|symptom"
    r"|diagnos|disorder|illness|treatment|score|test)\w*",
    re.IGNORECASE,
)


def name_of(value):
    return getattr(value, "id", None) or getattr(value, "place", None)


def coleman_liau(letters, words, sentences):
    return 0.0588 * 100 * letters / words - 0.296 * 100 * sentences / words - 15.8


def reading_age(text):
    words = re.findall(r"[\w’'-]+", text)
    letters = sum(len(re.findall(r"[^\W_]", word)) for word in words)
    sentences = len(re.findall(r"[.!?]+(?=\s|$)", text)) or 1
    return coleman_liau(letters, len(words), sentences) + YEARS_BEFORE_SCHOOL


def texts_to_read(instrument):
    """List the texts that are read as a whole, with every name in braces filled."""
    longest = max((item.label for item in instrument.items), key=len)
    filled = {item.id: "5" for item in instrument.items}
    filled |= {"now": "5", "before": "7", "level": "5"}
    filled |= dict.fromkeys(("best", "second", "lower"), longest)
    yield from filter(None, (instrument.lead_in, instrument.explain, instrument.after))
    for item in instrument.items:
        yield from filter(None, (item.text, item.hint))
    for sentence in instrument.feedback:
        for number in ("one", "text"):
            words = [getattr(said, number) or said.text for said in sentence.say]
            yield " ".join(words).format_map(filled)


def test_the_formula_gives_its_well_known_example():
    assert coleman_liau(letters=639, words=119, sentences=5) == pytest.approx(
        14.5, abs=0.05
    )
    assert reading_age("The cat sat on the mat. It was glad.") < 6
    assert reading_age("Participants experienced considerable deterioration.") > 18


@pytest.mark.parametrize(("instrument", "item"), QUESTIONS, ids=name_of)
def test_each_question_says_its_recall_period(instrument, item):
    assert item.text.startswith(RECALL[item.recall or instrument.recall])
    assert item.text.endswith("?")


@pytest.mark.parametrize(("instrument", "item"), QUESTIONS, ids=name_of)
def test_each_point_or_both_ends_carry_words(instrument, item):
    if item.type == "number":
        assert item.unit
    elif item.choices:
        assert all(item.words(choice.value) for choice in item.choices)
    else:
        assert item.words(item.min)
        assert item.words(item.max)
    assert all(outside.label for outside in item.outside)


@pytest.mark.parametrize(("instrument", "item"), QUESTIONS, ids=name_of)
def test_rather_not_say_and_skipping_are_always_possible(instrument, item):
    for typed, expected in (
        ("rather_not_say", Missing.RATHER_NOT_SAY),
        ("", Missing.SKIPPED),
    ):
        goal = {"goal": "cut_down"}
        read_back = read(instrument, {item.id: [typed]}, goal, only=[item.id])

        assert read_back == {item.id: expected}


@pytest.mark.parametrize("instrument", OWN, ids=name_of)
def test_each_question_and_each_text_can_be_read_at_eleven(instrument):
    too_hard = {
        text: round(reading_age(text), 1)
        for text in texts_to_read(instrument)
        if reading_age(text) > OLDEST_READER
    }

    assert not too_hard


@pytest.mark.parametrize("instrument", OWN, ids=name_of)
def test_the_questions_of_a_set_together_can_be_read_at_eleven(instrument):
    together = " ".join(item.text for item in instrument.items)

    assert reading_age(together) <= OLDEST_READER


@pytest.mark.parametrize(("instrument", "wording"), TEXTS, ids=name_of)
def test_no_text_labels_or_judges_anybody(instrument, wording):
    for text in filter(None, (wording.text, wording.one)):
        assert not BANNED.search(text)
        assert "!" not in text


def test_own_instruments_claim_no_validity_and_no_reliable_change():
    for instrument in OWN:
        assert not instrument.validated
        assert not instrument.rc
        assert not instrument.percentiles


def test_the_default_sets_are_there_with_as_many_questions_as_promised():
    sizes = {instrument.id: len(instrument.items) for instrument in OWN}

    assert sizes == {
        "about-me": 6,
        "contact-with-police": 1,
        "days": 3,
        "four-points": 4,
        "home": 6,
        "life": 8,
        "meetings": 1,
        "readiness": 3,
        "strengths": 10,
        "urges": 5,
    }


def test_comparability_keys_are_unique():
    keys = [instrument.comparability for instrument in LIBRARY]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("instrument", KEYS, ids=name_of)
def test_a_scoring_key_holds_figures_and_titles_and_no_wording(instrument):
    places = {wording.place.split(".")[-1] for wording in wordings(instrument)}

    assert places == {"title"}
    assert instrument.importable_only
    assert instrument.licence.wording == "import_only"
    assert not any(domain.groups for domain in instrument.domains)


def test_what_could_cost_a_home_or_name_a_person_is_in_no_figure():
    home, about = LIBRARY.current("home"), LIBRARY.current("about-me")
    police = LIBRARY.current("contact-with-police")

    assert home.results({}) == home.results({"share": 0}) == ()
    assert home.results({"share": 1}) == ("group", "study")
    assert {home.item(name).unscored for name in ("kept", "warning")} == {True}
    for instrument in (about, police):
        assert instrument.results({}) == ("study",)
        assert not instrument.scales
        assert not instrument.domains
        assert all(item.quasi_identifier for item in instrument.items)


def test_no_other_own_set_is_shown_to_groups():
    shown = {f"{one.id}.{d.id}" for one in OWN for d in one.domains if d.groups}

    assert shown == {"days.as_wanted", "urges.calm", "life.mean"}


def test_calm_help_stands_by_the_two_questions_that_ask_for_it():
    boxes = {
        f"{instrument.id}.{item.id}": item.help_box
        for instrument in OWN
        for item in instrument.safety_items
    }
    housing = boxes.pop("home.warning")

    assert [housing.opens_on(answer) for answer in (0, 1, 2)] == [False, False, True]
    assert set(boxes) == {"life.mood", "life.safe"}
    assert boxes["life.safe"].heading == "People to call"
    for box in boxes.values():
        assert [box.opens_on(mark) for mark in (0, 2, 3)] == [True, True, False]
        assert not box.opens_on(Missing.SKIPPED)


def test_the_guide_for_authors_names_every_key_of_the_format():
    guide = (FOLDER / "README.md").read_text(encoding="utf-8")
    keys = {key for one in LIBRARY for key in one.items[0].model_dump()}
    heads = {
        field.alias or name
        for name, field in type(LIBRARY.current("days")).model_fields.items()
    }

    missing = {key for key in keys | heads if key not in guide}

    assert not missing
