"""What people type: forgiven where it is clear, named by its place where it is not."""

import random
import secrets

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from survey.privacy.codes import (
    CODE_WORDS,
    JOIN_ALPHABET,
    LONGEST_INPUT,
    BadCode,
    Code,
    distance,
    draw,
    draw_join_code,
    normalise_join_code,
    parse,
)
from survey.privacy.words import WORDS

ANAS_WORDS = ("apple", "banana", "cactus", "dentist", "elephant", "falcon", "garlic")
ANAS_CODE = Code(ANAS_WORDS)
some_words = st.lists(
    st.sampled_from(WORDS), min_size=CODE_WORDS, max_size=CODE_WORDS
).map(tuple)


def problems_of(text):
    with pytest.raises(BadCode) as caught:
        parse(text)
    return caught.value.problems


def test_a_code_is_seven_words_each_drawn_from_the_whole_list():
    asked = []

    def choose(options):
        asked.append(options)
        return options[len(asked)]

    code = draw(choose)

    assert code.words == WORDS[1:8]
    assert asked == [WORDS] * 7


def test_drawing_uses_nothing_but_the_chooser_it_is_given(monkeypatch):
    def forbidden(*_):
        raise AssertionError

    monkeypatch.setattr(random, "random", forbidden)
    monkeypatch.setattr(random, "choice", forbidden)

    assert len(set(draw(secrets.choice).words + draw(secrets.choice).words)) > 7


def test_the_locator_is_the_first_two_words_and_no_more():
    assert ANAS_CODE.locator_text == "apple banana"
    assert ANAS_CODE.text == "apple banana cactus dentist elephant falcon garlic"


@pytest.mark.parametrize(
    "typed",
    [
        "apple banana cactus dentist elephant falcon garlic",
        "app ban cac den ele fal gar",
        "APP-BAN-CAC-DEN-ELE-FAL-GAR",
        "  Apple,\tBanana;\r\ncactus/dentist|elephant..falcon_garlic\n",
        "1. apple\n2. banana\n3. cactus\n4. dentist\n5. elephant\n6. falcon\n7. garlic",
        "apple1 banana2 cactus3 dentist4 elephant5 falcon6 garlic7",
        "ａｐｐｌｅ　ｂａｎａｎａ　ｃａｃ　ｄｅｎ　ｅｌｅ　ｆａｌ　ｇａｒ",
        "äpple banána cac\u00adtus dentíst elep\u200bhant falcon garlıc".replace(
            "ı", "i"
        ),
        "APPLE BANANA CACTUS DENTİST ELEPHANT FALCON GARLİC",
        "“apple” ‘banana’ cactus — dentist … elephant · falcon • garlic",
        "appl banan cactu dentis elephan falco garli",
    ],
)
def test_what_clearly_means_the_words_is_read_as_the_words(typed):
    assert parse(typed) == ANAS_CODE


@given(some_words, st.data())
def test_any_prefix_of_three_letters_or_more_is_enough(words, data):
    cut = [word[: data.draw(st.integers(3, len(word)))] for word in words]

    assert parse(" ".join(cut)).words == words


def test_a_wrong_word_names_its_place():
    (problem,) = problems_of("apple banana caktus dentist elephant falcon garlic")

    assert (problem.position, problem.reason) == (3, "unknown")
    assert problem.typed == "caktus"
    assert problem.suggestions[0] == "cactus"


def test_every_mistake_is_told_at_once():
    problems = problems_of("bpple banana ca dentist elephant zzzzz")

    told = [(problem.position, problem.reason) for problem in problems]
    assert told == [
        (1, "unknown"),
        (3, "too_short"),
        (6, "unknown"),
        (None, "too_few"),
    ]
    assert problems[0].suggestions[0] == "apple"
    assert problems[1].suggestions == ("cabin", "cactus", "cadillac")
    assert problems[2].suggestions == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("garlick", "garlic"),
        ("applesauce", "apple"),
        ("aplpe", "apple"),
        ("elefant", "elephant"),
        ("ccatus", "cactus"),
        ("app1e", "apple"),
        ("cakewalker", "cakewalk"),
    ],
)
def test_a_near_miss_suggests_what_was_meant(typed, meant):
    first = problems_of(typed)[0]

    assert first.suggestions[0] == meant
    assert len(first.suggestions) <= 3


@pytest.mark.parametrize(
    ("words", "reason"), [(0, "too_few"), (6, "too_few"), (8, "too_many")]
)
def test_any_number_of_words_but_seven_is_a_mistake(words, reason):
    with pytest.raises(BadCode) as caught:
        parse(" ".join(["apple"] * words))

    assert caught.value.found == words
    assert [(p.position, p.reason) for p in caught.value.problems] == [(None, reason)]


def test_a_text_too_long_is_refused_before_it_is_read(monkeypatch):
    def forbidden(*_):
        raise AssertionError

    monkeypatch.setattr("survey.privacy.codes._typed_words", forbidden)

    (problem,) = problems_of("apple " * (LONGEST_INPUT // 6) + "x")

    assert problem.reason == "too_long"
    assert problem.typed == ""


@given(st.text(max_size=LONGEST_INPUT))
@example("\ufdfa" * 300)
def test_whatever_is_typed_is_a_code_or_a_list_of_mistakes(text):
    try:
        found = parse(text).words
    except BadCode as bad:
        found = bad.problems

    assert len(found) > 0


@given(some_words)
def test_no_way_of_showing_a_code_shows_a_word(words):
    code = Code(words)

    shown = f"{code} {code!r} {code!s} {[code]} {(code,)}"

    assert shown == "<Code> <Code> <Code> [<Code>] (<Code>,)"


def test_a_refused_code_is_not_shown_by_its_error():
    with pytest.raises(BadCode) as caught:
        parse("caktus dentist")

    shown = f"{caught.value!r} {caught.value} {caught.value.problems!r}"
    assert "caktus" not in shown
    assert "cactus" not in shown
    assert "dentist" not in shown


@pytest.mark.parametrize(
    "words",
    [
        ANAS_WORDS[:6],
        (*ANAS_WORDS, "apple"),
        (*ANAS_WORDS[:6], "gar"),
        (*ANAS_WORDS[:6], ""),
    ],
)
def test_a_code_holds_seven_whole_words_of_the_list(words):
    with pytest.raises(ValueError, match="seven words"):
        Code(words)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("", "", 0),
        ("apple", "apple", 0),
        ("apple", "aplpe", 1),
        ("apple", "pple", 1),
        ("apple", "applle", 1),
        ("apple", "abble", 2),
        ("kitten", "sitting", 3),
    ],
)
def test_distance_counts_slips_of_a_finger(one, other, steps):
    assert distance(one, other) == distance(other, one) == steps


def test_a_join_code_has_eight_characters_that_no_poster_makes_ambiguous():
    code = draw_join_code(secrets.choice)

    assert len(code) == 8
    assert set(code) <= set(JOIN_ALPHABET)
    assert not set("0O1ILU") & set(JOIN_ALPHABET)
    assert len(JOIN_ALPHABET) == len(set(JOIN_ALPHABET)) == 30


@pytest.mark.parametrize(
    "typed",
    ["K7MP2QRS", "k7mp-2qrs", " K7MP 2QRS\n", "ｋ７ｍｐ２ｑｒｓ", "k7.mp.2q.rs"],
)
def test_a_join_code_is_read_however_it_is_written(typed):
    assert normalise_join_code(typed) == "K7MP2QRS"


@pytest.mark.parametrize(
    "typed", ["", "K7MP2QR", "K7MP2QRSS", "K7MP2QR0", "K7MP2QRß", "x" * 5000]
)
def test_what_cannot_be_a_join_code_becomes_nothing(typed):
    assert normalise_join_code(typed) == ""
