"""What is said back is true, is chosen by the numbers alone, and blames nobody."""

import pytest

from survey.measure.answers import Missing, Outside
from survey.measure.feedback import sentences
from tests.measure.shelf import shipped

DAYS, URGES, LIFE, READINESS = map(shipped, ("days", "urges", "life", "readiness"))
YOURS = "That is your starting point, and it is yours."
LOOK_AFTER = "Is there one you would like to look after this week?"
GOOD_DAYS = "{} went the way you wanted. Both are true."
HARDER = "A harder week than last time. One hard week does not undo the good ones."
HIGHEST = "Today you gave your highest mark to"
LOWER = "You gave a lower mark to"
TWO = "Two of your top marks went to"
AREAS = ["body", "mood", "people", "home", "money", "time", "safe", "ahead"]
NOT_FIRST = 1


def said(instrument, now, before=None, history=(), gap=NOT_FIRST, **more):
    return list(sentences(instrument, now, before, history, gap, **more))


def first(instrument, now):
    return said(instrument, now, gap=None)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (4, "You counted 4 days that went the way you wanted."),
        (1, "You counted 1 day that went the way you wanted."),
        (0, "No day went the way you wanted this time, and you counted it as it was."),
    ],
)
def test_the_first_short_set_gives_a_starting_point(count, words):
    assert first(DAYS, {"as_wanted": count}) == [f"{words} {YOURS}"]


def test_a_slip_stands_beside_the_days_that_went_well():
    assert said(DAYS, {"as_wanted": 5, "any": 2}) == [
        "You counted 2 days when it happened. " + GOOD_DAYS.format("5 days")
    ]
    assert said(DAYS, {"as_wanted": 1, "any": 1}) == [
        "You counted 1 day when it happened. " + GOOD_DAYS.format("1 day")
    ]


def test_days_without_a_good_one_are_not_commented_on():
    assert said(DAYS, {"as_wanted": 0, "any": 7}, {"as_wanted": 5}) == []


def test_more_good_days_are_named_and_fewer_are_not():
    assert said(DAYS, {"as_wanted": 6, "any": 0}, {"as_wanted": 4}) == [
        "More days went the way you wanted than last time: 4 then, 6 now."
    ]
    assert said(DAYS, {"as_wanted": 4, "any": 0}, {"as_wanted": 6}) == []


def test_who_was_away_is_welcomed_and_told_that_nothing_was_lost():
    welcome = "Good to see you. Nothing was lost while you were away."

    assert said(DAYS, {"as_wanted": 3}, gap=6) == [welcome]
    assert said(DAYS, {"as_wanted": 3}, gap=5) == []


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (5, 7, "A calmer week than last time: the strongest urge was 7, now 5."),
        (8, 7, HARDER),
        (7, 7, "The strongest urge was 7, the same as last time."),
    ],
)
def test_the_strongest_urge_is_set_beside_last_time(now, before, words):
    found = said(URGES, {"days": 2, "strongest": now}, {"strongest": before})

    assert found == [words]


@pytest.mark.parametrize("silence", list(Missing))
def test_silence_then_or_now_is_not_compared(silence):
    assert said(URGES, {"strongest": silence}, {"strongest": 3}) == []
    assert said(URGES, {"strongest": 3}, {"strongest": silence}) == []


def test_a_week_without_an_urge_is_said_plainly():
    none = {"days": 0, "strongest": 0}

    assert said(URGES, none, {"strongest": 5}) == [
        "You counted no day with an urge this time."
    ]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (6, "This is inside your usual ups and downs."),
        (0, "This is more than your usual ups and downs."),
    ],
)
def test_the_usual_range_is_spoken_of_from_six_earlier_answers_on(now, words):
    past = [{"strongest": mark} for mark in (5, 6, 5, 6, 5, 6)]
    answers = {"days": 1, "strongest": now}

    assert said(URGES, answers, past[-1], past)[-1] == words
    assert "usual" not in " ".join(said(URGES, answers, past[-1], past[1:]))


def test_an_answer_left_out_is_no_point_of_the_usual_range():
    past = [{"strongest": 5}] * 5 + [{"strongest": Missing.SKIPPED}]

    assert "usual" not in " ".join(said(URGES, {"days": 1, "strongest": 5}, None, past))


def test_a_phone_that_cannot_read_does_not_call_the_tenth_time_the_first():
    assert said(URGES, {"days": 2, "strongest": 5}, gap=1) == []
    assert said(LIFE, dict.fromkeys(AREAS, 5), gap=4) == [LOOK_AFTER]


def test_the_first_picture_of_life_names_the_best_and_a_lower_area():
    marks = dict(zip(AREAS, (5, 6, 8, 7, 2, 4, 8, 5), strict=True))

    assert first(LIFE, marks) == [
        f"{HIGHEST} the people near you. {LOWER} getting by for money. {YOURS}",
        LOOK_AFTER,
    ]


def test_later_the_two_best_areas_come_first_and_a_question_after():
    marks = dict(zip(AREAS, (5, 6, 8, 9, 2, 4, 8, 5), strict=True))

    assert said(LIFE, marks) == [
        f"{TWO} the place where you sleep and the people near you.",
        LOOK_AFTER,
    ]


def test_nothing_is_called_high_that_is_also_the_lowest():
    two = {"body": 7, "mood": 3, "people": Missing.NOT_APPLICABLE}

    assert said(LIFE, two)[0] == "Your highest mark went to your body and your sleep."
    assert first(LIFE, dict.fromkeys(AREAS, 4))[0] == (
        f"Today you gave the same mark to each of them: 4. {YOURS}"
    )
    assert said(LIFE, {"body": 1}) == [LOOK_AFTER]


@pytest.mark.parametrize("ready", [0, 10, Outside("keeping"), Missing.SKIPPED])
def test_readiness_is_answered_with_the_same_words_whatever_it_is(ready):
    words = ["Low is fine. Lots of people are pulled two ways at once."]

    assert first(READINESS, {"ready": ready}) == words
    assert said(READINESS, {"ready": ready}, {"ready": 5}) == words


def test_a_translator_gets_the_template_the_singular_and_the_count():
    asked_for = []

    def speak(text, one, count):
        asked_for.append((text, one, count))
        return "Du hast {as_wanted} Tage gezählt." if one else ""

    found = list(sentences(DAYS, {"as_wanted": 4}, None, (), None, speak))

    assert found == ["Du hast 4 Tage gezählt. "]
    assert asked_for[0] == (
        "You counted {as_wanted} days that went the way you wanted.",
        "You counted 1 day that went the way you wanted.",
        4,
    )


@pytest.mark.parametrize("slip", ["{nobody} Tage", "{", "{} Tage", "{0} Tage"])
def test_a_slip_in_a_translation_does_not_cost_the_sentence(slip):
    def speak(text, one, count):
        return slip

    found = sentences(URGES, {"days": 2, "strongest": 5}, None, (), None, speak)

    assert found == (
        "Your strongest urge was 5 out of 10. Urges come, and they go again.",
    )
