"""What a form sends becomes answers, or is refused with a reason per item."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.measure.answers import BadAnswers, Missing, Outside, pack, read
from tests.measure.made_up import instruments
from tests.measure.shelf import shipped

DAYS, URGES, LIFE, READINESS = map(shipped, ("days", "urges", "life", "readiness"))
CUT_DOWN = {"goal": "cut_down"}


def problems_of(*args, **kwargs):
    with pytest.raises(BadAnswers) as caught:
        read(*args, **kwargs)
    return caught.value.problems


def test_tiles_codes_several_choices_and_silence_are_all_read():
    posted = {
        "days": ["2"],
        "strongest": ["rather_not_say"],
        "length": [""],
        "hard": ["did_not_try"],
        "helped": ["12", "1", "12", ""],
    }

    assert read(URGES, posted, {}) == {
        "days": 2,
        "strongest": Missing.RATHER_NOT_SAY,
        "length": Missing.SKIPPED,
        "hard": Outside("did_not_try"),
        "helped": (1, 12),
    }


def test_an_item_that_was_asked_and_not_posted_is_skipped():
    answers = read(READINESS, {"ready": ["keeping"]}, {})

    assert answers == {
        "matters": Missing.SKIPPED,
        "sure": Missing.SKIPPED,
        "ready": Outside("keeping"),
    }


def test_does_not_fit_me_is_taken_only_where_it_is_offered():
    posted = {"home": ["not_applicable"]}

    assert read(LIFE, posted, {}, only=["home"]) == {"home": Missing.NOT_APPLICABLE}
    assert problems_of(DAYS, {"any": ["not_applicable"]}, {}) == {"any": "not_a_choice"}


def test_every_mistake_is_told_at_once():
    posted = {
        "days": ["8"],
        "strongest": ["7", "8"],
        "length": ["5"],
        "hard": ["keeping"],
        "helped": ["1", "rather_not_say"],
        "mood": ["3"],
    }

    assert problems_of(URGES, posted, {}) == {
        "days": "out_of_range",
        "strongest": "too_many",
        "length": "not_a_choice",
        "hard": "not_a_choice",
        "helped": "too_many",
        "mood": "unknown_item",
    }


@pytest.mark.parametrize(
    "typed",
    ["seven", "7.0", " 7", "07", "+7", "-0", "７", "7\n", "not_asked", "skipped"],
)
def test_only_the_exact_answers_of_the_form_are_read(typed):
    assert problems_of(DAYS, {"any": [typed]}, {}) == {"any": "not_a_choice"}


def test_a_number_far_too_long_is_refused_without_being_computed():
    assert problems_of(DAYS, {"any": ["9" * 10_000]}, {}) == {"any": "not_a_choice"}


def test_a_part_of_a_count_may_not_be_above_the_count():
    posted = {"as_wanted": ["3"], "any": ["2"], "more_than_meant": ["3"]}

    assert problems_of(DAYS, posted, CUT_DOWN) == {"more_than_meant": "above_other"}
    assert read(DAYS, posted | {"any": ["3"]}, CUT_DOWN)["more_than_meant"] == 3


def test_an_earlier_page_of_the_same_sitting_is_looked_at():
    posted = {"more_than_meant": ["3"]}
    only = ["more_than_meant"]

    assert problems_of(DAYS, posted, CUT_DOWN, only=only, known={"any": 2}) == {
        "more_than_meant": "above_other"
    }
    assert read(DAYS, posted, CUT_DOWN, only=only, known={"any": 0}) == {
        "more_than_meant": Missing.NOT_ASKED
    }


def test_a_page_that_is_changed_afterwards_is_not_blamed_for_a_later_one():
    later = {"more_than_meant": 3}

    found = read(DAYS, {"any": ["1"]}, CUT_DOWN, only=["any"], known=later)

    assert found == {"any": 1}


def test_what_a_rule_settles_overrules_what_the_one_page_form_sent():
    posted = {"days": ["0"], "strongest": ["7"], "length": ["2"], "helped": ["1"]}

    assert read(URGES, posted, {}) == {
        "days": 0,
        "strongest": 0,
        "length": Missing.NOT_APPLICABLE,
        "hard": 0,
        "helped": Missing.NOT_ASKED,
    }


def test_the_short_form_reads_its_items_and_refuses_the_rest():
    only = ("days", "strongest")

    assert read(URGES, {"days": ["0"]}, {}, only=only) == {"days": 0, "strongest": 0}
    assert problems_of(URGES, {"hard": ["3"]}, {}, only=only) == {
        "hard": "unknown_item"
    }


@settings(deadline=None)
@given(
    instruments(),
    st.dictionaries(
        st.sampled_from(["i0", "i1", "i9", ""]),
        st.lists(st.text(max_size=8) | st.integers().map(str), max_size=3),
    ),
)
def test_whatever_is_posted_is_refused_or_can_be_packed(instrument, posted):
    try:
        answers = read(instrument, posted, {})
    except BadAnswers:
        return
    assert pack(instrument, answers)
