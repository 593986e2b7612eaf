"""Conditions: what is asked, what follows by rule, and what stops nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.measure.answers import Missing, Outside, asked, complete
from tests.measure.made_up import answers_to
from tests.measure.shelf import made_up, scale_item, shipped

DAYS, URGES = shipped("days"), shipped("urges")


def ids(instrument, answers, facts=None, only=None):
    return [item.id for item in asked(instrument, answers, facts or {}, only)]


def test_no_urge_ends_the_set_and_settles_the_rest_by_rule():
    answers = {"days": 0}

    assert ids(URGES, answers) == ["days"]
    assert complete(URGES, answers, {}) == {
        "days": 0,
        "strongest": 0,
        "length": Missing.NOT_APPLICABLE,
        "hard": 0,
        "helped": Missing.NOT_ASKED,
    }


@pytest.mark.parametrize("silence", [Missing.SKIPPED, Missing.RATHER_NOT_SAY])
def test_silence_on_the_first_question_implies_nothing(silence):
    answers = {"days": silence}

    assert ids(URGES, answers) == ["days", "strongest", "length", "hard", "helped"]
    assert complete(URGES, answers, {})["strongest"] is Missing.NOT_ASKED


def test_before_the_first_answer_everything_may_still_come():
    assert len(asked(URGES, {}, {})) == 5


@pytest.mark.parametrize(
    ("goal", "count", "wanted"),
    [
        ("cut_down", 1, True),
        ("cut_down", Missing.SKIPPED, True),
        ("cut_down", 0, False),
        ("stop", 3, False),
        (None, 3, False),
    ],
)
def test_more_than_meant_is_asked_of_those_who_cut_down_and_counted_days(
    goal, count, wanted
):
    facts = {"goal": goal} if goal else {}

    assert ("more_than_meant" in ids(DAYS, {"any": count}, facts)) is wanted


def test_the_short_set_asks_its_items_alone():
    only = ("days", "strongest")

    assert ids(URGES, {}, only=only) == ["days", "strongest"]
    assert complete(URGES, {"days": 2, "strongest": 5}, {}, only) == {
        "days": 2,
        "strongest": 5,
        "length": Missing.NOT_ASKED,
        "hard": Missing.NOT_ASKED,
        "helped": Missing.NOT_ASKED,
    }


def test_a_condition_may_name_a_code_outside_the_scale_and_hang_on_a_rule():
    leaning = made_up(
        scale_item("ready", outside=[{"code": "keeping", "label": "Keeping"}]),
        scale_item(
            "kept", when=[{"item": "ready", "one_of": ["keeping"]}], otherwise=0
        ),
        scale_item("proud", when=[{"item": "kept", "at_least": 1}]),
    )

    assert ids(leaning, {"ready": 10}) == ["ready"]
    assert ids(leaning, {"ready": Outside("keeping")}) == ["ready", "kept", "proud"]
    assert complete(leaning, {"ready": 10, "kept": 4, "proud": 4}, {}) == {
        "ready": 10,
        "kept": 0,
        "proud": Missing.NOT_ASKED,
    }


@settings(deadline=None)
@given(st.data(), st.sampled_from(["stop", "cut_down", "keep_up", "thinking"]))
def test_completing_twice_changes_nothing(data, goal):
    for instrument in (DAYS, URGES):
        answers = {item.id: data.draw(answers_to(item)) for item in instrument.items}

        once = complete(instrument, answers, {"goal": goal})

        assert complete(instrument, once, {"goal": goal}) == once
        assert list(once) == [item.id for item in instrument.items]
