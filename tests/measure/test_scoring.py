"""Scores and domains, worked out by hand, and none where the rule says none."""

import pytest

from survey.measure.answers import Missing, Outside
from survey.measure.scoring import domains, figure, scores
from tests.measure.shelf import made_up, scale_item, shipped

DAYS, URGES, LIFE = map(shipped, ("days", "urges", "life"))
AREAS = ["body", "mood", "people", "home", "money", "time", "safe", "ahead"]


def scored(score, missing, *items, **answers):
    names = [item["id"] for item in items]
    spans = [(item["min"], item["max"]) for item in items]
    parts = 1 if score == "sum" else len(items)
    scale = {
        "id": "all",
        "title": "All",
        "items": names,
        "score": {"method": score},
        "missing": missing,
        "range": [sum(end) // parts for end in zip(*spans, strict=True)],
        "polarity": "neutral",
    }
    return scores(made_up(*items, scale=[scale]), answers)["all"]


ALL = {"rule": "require_all"}
ONE_LESS = {"rule": "prorate", "max_missing": 1}
TWO = (scale_item("a", min=0, max=4), scale_item("b", min=0, max=4))
for _item in TWO:
    _item["anchors"] = {"0": "Low", "4": "High"}


@pytest.mark.parametrize(
    ("score", "missing", "given", "expected"),
    [
        ("sum", ALL, {"a": 3, "b": 4}, 7),
        ("mean", ALL, {"a": 3, "b": 4}, 3.5),
        ("sum", ALL, {"a": 3}, None),
        ("sum", ONE_LESS, {"a": 3}, 6),
        ("mean", ONE_LESS, {"a": 3, "b": Missing.RATHER_NOT_SAY}, 3),
        ("mean", ONE_LESS, {}, None),
    ],
)
def test_sums_and_means_follow_their_missing_rule(score, missing, given, expected):
    assert scored(score, missing, *TWO, **given) == expected


def test_a_source_code_is_recoded_first_and_turned_once():
    item = {**TWO[0], "recode": {"4": 10.0, "3": 6.0}, "reverse": [0, 10]}
    turned = made_up(item)

    found = {code: figure(turned, "a", {"a": code}) for code in range(5)}

    assert found == {0: 10, 1: 9, 2: 8, 3: 4, 4: 0}


def test_codes_outside_the_scale_and_unscored_items_have_no_score():
    keeping = Outside("keeping")

    assert figure(shipped("readiness"), "ready", {"ready": keeping}) is None
    assert figure(URGES, "helped", {"helped": (1, 2)}) is None
    assert figure(made_up(scale_item("a", unscored=True)), "a", {"a": 5}) is None


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 0), (7, 10), (3, 30 / 7), (Missing.SKIPPED, None)]
)
def test_days_as_wanted_lies_on_nought_to_ten(count, expected):
    found = domains(DAYS, {"as_wanted": count})

    assert found == {
        "days.as_wanted": pytest.approx(expected) if expected else expected
    }


@pytest.mark.parametrize(("strongest", "calm"), [(0, 10), (7, 3), (10, 0)])
def test_calm_is_ten_less_the_strongest_urge(strongest, calm):
    assert domains(URGES, {"strongest": strongest}) == {
        "urges.calm": pytest.approx(calm)
    }


def test_life_has_a_mean_from_six_areas_on():
    six = dict(zip(AREAS, (2, 4, 6, 8, 10, 0), strict=False))
    unfitting = {"safe": Missing.NOT_APPLICABLE, "ahead": Missing.RATHER_NOT_SAY}

    assert domains(LIFE, six | unfitting) == {"life.mean": 5}
    assert domains(LIFE, six | unfitting | {"body": Missing.SKIPPED}) == {
        "life.mean": None
    }


def test_readiness_and_single_answers_are_never_released():
    library = [shipped(name) for name in ("days", "urges", "life", "readiness")]

    released = {name for one in library for name in domains(one, {})}

    assert released == {"days.as_wanted", "urges.calm", "life.mean"}
    assert all(d.groups for one in library for d in one.domains)
