"""The words that a key may use, each worked out by hand, and slips in using them."""

import copy

import pytest

from survey.measure import arithmetic
from survey.measure.answers import Missing, asked, complete
from survey.measure.instrument import BrokenInstrument, from_document
from survey.measure.scale import MissingRule
from survey.measure.scoring import band, scores
from tests.measure.shelf import document_of, shipped

AUDIT = shipped("audit")
READINESS = ("precontemplation", "contemplation", "action")


def rcq(extra=()):
    """Make a key with three scales of two items, as a stage questionnaire has."""
    key = document_of("socrates-8")
    for part in ("percentile", "rc"):
        del key[part]
    key |= {"id": "made-key", "comparability": "made-key/1/right now"}
    key["item"] = [
        {"id": f"q{n}", "type": "scale", "min": -2, "max": 2} for n in range(1, 7)
    ]
    whole = {"missing": {"rule": "require_all"}, "polarity": "neutral"}
    key["scale"] = [
        {
            "id": name,
            "title": name,
            "items": [f"q{2 * place + 1}", f"q{2 * place + 2}"],
            "score": {"method": "sum"},
            "range": [-4, 4],
            **whole,
        }
        for place, name in enumerate(READINESS)
    ]
    key["scale"] += [
        {
            "id": "stage",
            "title": "Stage",
            "scales": list(READINESS),
            "score": {"method": "stage"},
            "range": [0, 2],
            **whole,
        },
        {
            "id": "readiness",
            "title": "Readiness",
            "scales": list(READINESS),
            "score": {"method": "formula", "weights": {"precontemplation": -1}},
            "range": [-12, 12],
            **whole,
        },
    ]
    for place, change in extra:
        part = key
        for step in place[:-1]:
            part = part[step]
        part[place[-1]] = change
    return key


def stages(*marks):
    answers = {f"q{n}": mark for n, mark in enumerate(marks, start=1)}
    return scores(from_document(rcq(), "made-key.toml"), answers)


@pytest.mark.parametrize(
    ("marks", "stage", "readiness"),
    [
        ((2, 2, 0, 0, -2, -2), 0, -8),
        ((0, 0, 1, 1, 1, 1), 2, 4),
        ((1, 1, 1, 1, 0, 0), 1, 0),
        ((-2, -2, -2, -2, -2, -2), 2, -4),
    ],
)
def test_the_stage_is_the_highest_scale_and_of_equal_ones_the_later(
    marks, stage, readiness
):
    found = stages(*marks)

    assert (found["stage"], found["readiness"]) == (stage, readiness)


def test_no_stage_and_no_formula_come_of_a_scale_that_has_no_score():
    found = stages(1, 1, 1)

    assert found["precontemplation"] == 2
    assert found["stage"] is found["readiness"] is None


def test_a_table_has_nothing_between_two_raw_scores():
    assert arithmetic.looked_up(7.0, {7: 7.0, 8: 9.51}) == 7.0
    assert arithmetic.looked_up(7.5, {7: 7.0, 8: 9.51}) is None


@pytest.mark.parametrize(
    ("rule", "marks", "left"),
    [
        ({"rule": "require_all"}, [1, None], None),
        ({"rule": "prorate", "max_missing": 1}, [1, None], [1]),
        ({"rule": "prorate", "max_missing": 1}, [1, None, None], None),
        ({"rule": "zero"}, [1, None, None], [1, 0, 0]),
        ({"rule": "zero"}, [None, None], None),
    ],
)
def test_a_missing_rule_says_what_is_worked_with(rule, marks, left):
    assert arithmetic.allowed(marks, MissingRule(**rule)) == left


def test_core_10_reproduces_its_published_reliable_change():
    exact = [arithmetic.smallest_reliable_change(7.7, 0.90, ci) for ci in (90, 95)]

    assert exact == [pytest.approx(5.66, abs=0.005), pytest.approx(6.75, abs=0.005)]


def test_who_never_drinks_is_led_past_items_2_to_8_and_asked_the_last_two():
    shown = [item.id for item in asked(AUDIT, {"q1": 0}, {})]

    assert shown == ["q1", "q9", "q10"]
    assert complete(AUDIT, {"q1": 0}, {})["q5"] == 0
    assert scores(AUDIT, {"q1": 0, "q9": 2, "q10": 0})["total"] == 2
    assert scores(AUDIT, {"q1": 0})["total"] is None


def test_an_item_that_was_left_out_settles_nothing():
    shown = asked(AUDIT, {"q1": Missing.SKIPPED, "q2": 0}, {})

    assert len(shown) == 10


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({"sex": "men"}, "below"),
        ({"sex": "women"}, "at_or_above"),
        ({"sex": "unknown"}, "at_or_above"),
        ({}, "at_or_above"),
    ],
)
def test_where_the_sex_is_not_known_the_lower_threshold_holds(known, found):
    assert band(shipped("audit-c"), "cut_off", 3, known) == found


def test_a_cut_off_by_substance_says_nothing_without_the_substance():
    sds = shipped("sds")

    assert band(sds, "cut_off", 4, {"substance": "heroin"}) == "at_or_above"
    assert band(sds, "cut_off", 4, {"substance": "tea"}) is None
    assert band(sds, "cut_off", 4) is None
    assert band(sds, "cut_off", None, {"substance": "heroin"}) is None


STAGE, FORMULA = ("scale", 3), ("scale", 4)


@pytest.mark.parametrize(
    ("place", "change", "mistake"),
    [
        ((*FORMULA, "range"), [-12, 13], "the items give -12 to 12"),
        ((*STAGE, "range"), [0, 3], "the items give 0 to 2"),
        ((*STAGE, "scales"), ["later"], "there is no scale “later” before this one"),
        (
            (*FORMULA, "score", "weights"),
            {"x": 1},
            "weighs “x”, which is no part of it",
        ),
        (("scale", 0, "score", "weights"), {"q1": 2}, "only a formula has weights"),
        (("scale", 0, "missing"), {"rule": "prorate"}, "give max_missing"),
        (("scale", 0, "score", "table"), {"-4": 1.0}, "must hold each raw score"),
        (("item", 0, "steps"), [-2, 3], "must begin at min and end at max"),
        (("item", 0, "choices"), [{"value": 0, "label": "Never"}], "holds no wording"),
    ],
)
def test_a_slip_in_the_vocabulary_is_told(place, change, mistake):
    with pytest.raises(BrokenInstrument) as caught:
        from_document(rcq([(place, change)]), "made-key.toml")

    assert any(mistake in each for each in caught.value.mistakes)


@pytest.mark.parametrize(
    ("name", "place", "change", "mistake"),
    [
        ("core-10", ("rc", 1, "points"), 6.0, "they give 6.75"),
        ("core-10", ("rc", 0, "in_force"), True, "has one in force already"),
        ("tea", ("rc", 0, "points"), 5, "if, and only if, they are unconfirmed"),
        ("who-5", ("rc", 0, "in_force"), True, "has points and a confidence level"),
        ("audit", ("bands", 0, "rows", 0, 0), 1, "begin at the lowest score"),
        ("audit", ("bands", 0, "by"), "sex", "says for whom the table is"),
        ("audit", ("implied_zero", 0, "items", 0), "q11", "there is no item “q11”"),
        ("audit", ("codes", "items", "q2"), ["68518-0"], "names q1 and q2"),
        ("k10", ("codes",), {"items": {"q11": ["x"]}}, "there is no item “q11”"),
    ],
)
def test_a_slip_in_a_published_figure_is_told(name, place, change, mistake):
    document = copy.deepcopy(document_of(name))
    part = document
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = change

    with pytest.raises(BrokenInstrument) as caught:
        from_document(document, f"{name}.toml")

    assert any(mistake in each for each in caught.value.mistakes)
