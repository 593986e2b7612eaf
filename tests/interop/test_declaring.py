"""The operator's map says what a file does not; a gap in the words stays a refusal."""

import pytest

from survey.interop.questionnaire import Refused
from tests.interop.forms import WORDS, item, kettle, option, options
from tests.interop.holding import differences, look, total

SHARED = """
[question."/10001-1".answers]
c0 = 0
c1 = 0
c2 = 1
c3 = 2
c4 = 3
"""


def test_several_answers_may_share_a_point_where_the_map_says_so():
    five = options((0, 1, 2, 3, 4), (*WORDS, "Without end"))
    document = kettle(q1=item("/10001-1", five, "10001-1"))
    instrument, _ = look(document, SHARED)

    assert [total(instrument, n, 0, 3, 0)["total"] for n in range(5)] == [0, 0, 1, 2, 3]
    assert differences(document).differences


def test_an_answer_may_be_left_out_where_the_map_says_so():
    document = kettle(q1=item("/10001-1", [*options(), option("x", "?")], "10001-1"))
    map_text = '[question."/10001-1".answers]\nx = false'
    instrument, _ = look(document, map_text)

    assert len(instrument.item("q1").choices) == 4


def test_words_that_are_not_in_the_file_come_from_the_map():
    document = kettle(
        q1=item("/10001-1", answerValueSet="http://x.example/y", code="10001-1")
    )
    map_text = differences(document).map_text
    assert "[choices]" in map_text

    for number, words in enumerate(WORDS):
        map_text = map_text.replace(f'{number} = "…"', f'{number} = "{words}"')
    instrument, _ = look(document, map_text)

    assert [c.label for c in instrument.item("q1").choices] == list(WORDS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How warm is ${what}?", "${what}"),
        ("How warm is {category}?", "{category}"),
        ("How warm is [what]?", "[what]"),
        ("How warm is %(label)s?", "%(label)s"),
        ("", "has no text"),
        ("x" * 601, "601 characters"),
    ],
)
def test_a_question_with_a_gap_is_not_the_question(text, words):
    document = kettle(q1=item("/10001-1", options(), "10001-1", text=text))

    with pytest.raises(Refused) as refused:
        look(document)

    assert str(refused.value).startswith("item[0] (/10001-1): ")
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("map_text", "words"),
    [
        ("answers = 3", "map.answers"),
        ("= 3", "this is not TOML"),
        ("colour = 3", "map.colour"),
        ('leave_out = ["nothing"]', "there is no question “nothing”"),
        ('form = "nothing"', "there is no form “nothing”"),
    ],
)
def test_a_map_with_a_mistake_is_refused_with_its_place(map_text, words):
    with pytest.raises(Refused) as refused:
        look(kettle(), map_text)

    assert words in str(refused.value)
