"""A file is held against a scoring key: what agrees, what differs, and reverse once."""

import pytest

from survey.interop import keyed
from survey.interop.worded import NoSuchItem, kept, lay, read
from survey.measure.instruments import assemble
from tests.interop.forms import (
    KEY,
    WORDS,
    dictionary,
    fhir,
    item,
    kettle,
    key,
    option,
    options,
    row,
)
from tests.interop.holding import differences, look, total

MIRRORED = options((3, 2, 1, 0))
OTHER_WORDS = options(labels=("Not at all", "A little", "Rather", "Wholly"))
CODED_ONE_UP = "1, Never | 2, Now and then | 3, Often | 4, Always"


def test_a_file_that_agrees_lends_its_words_and_none_of_its_numbers():
    instrument, agreement = look(kettle())

    assert not instrument.importable_only
    assert [c.label for c in instrument.item("q1").choices] == list(WORDS)
    assert instrument.item("q4").values == (0, 2, 4)
    assert total(instrument, 3, 3, 0, 4) == {"total": 13}
    assert (agreement.panel, agreement.by_order) == (True, False)


def test_published_answer_codes_give_numbers_where_the_file_has_none():
    coded = [option(f"LA{place}", words) for place, words in enumerate(WORDS, start=1)]
    instrument, _ = look(kettle(q1=item("/10001-1", coded, "10001-1")))

    assert instrument.item("q1").values == (0, 1, 2, 3)


def test_a_number_against_its_published_code_is_a_difference():
    turned = [option(f"LA{place}", words, 4 - place)
              for place, words in enumerate(WORDS, start=1)]  # fmt: skip
    (found,) = differences(kettle(q1=item("/10001-1", turned, "10001-1"))).differences

    assert (found.item, found.file, found.key) == ("q1", "“LA1” is 3", "LA1 is 0")


def test_the_same_words_with_the_same_numbers_are_turned_over_once():
    instrument, _ = look(kettle())

    assert total(instrument, 0, 0, 3, 0) == {"total": 0}


def test_numbers_that_are_turned_already_are_not_turned_again():
    instrument, _ = look(kettle(q3=item("/10003-3", MIRRORED, "10003-3")))
    never, always = instrument.item("q3").choices[0], instrument.item("q3").choices[3]

    # “Never” scores 3 in the file and in the key alike
    assert total(instrument, 0, 0, never.value, 0) == {"total": 3}
    assert total(instrument, 0, 0, always.value, 0) == {"total": 0}


@pytest.mark.parametrize(
    ("said", "score"), [('ordinals = "source"', 3), ('ordinals = "scored"', 0)]
)
def test_where_words_cannot_tell_the_operator_must_say(said, score):
    document = kettle(q3=item("/10003-3", OTHER_WORDS, "10003-3"))

    (found,) = differences(document).differences
    instrument, _ = look(document, said)

    assert found.item == "q3"
    assert "ordinals = " in found.cure
    first = instrument.item("q3").choices[0]
    assert first.label == "Not at all"
    assert total(instrument, 0, 0, first.value, 0) == {"total": score}


@pytest.mark.parametrize(
    ("change", "item_id", "file", "wanted"),
    [
        ({"q1": item("/10001-1", options((0, 0, 1, 2)), "10001-1")},
         "q1", "answers 0, 0, 1, 2", "0 to 3"),
        ({"q1": item("/10001-1", options()[:3], "10001-1")},
         "q1", "answers 0, 1, 2", "0 to 3"),
        ({"q4": item("/10004-4", options((0, 1, 2), "abc"), "10004-4")},
         "q4", "answers 0, 1, 2", "0, 2, 4"),
        ({"q1": item("/10001-1", options(), "10001-1", repeats=True)},
         "q1", "several answers at once", "one answer"),
        ({"q1": item("/10001-1", answerValueSet="http://x.example/y", code="10001-1")},
         "q1", "its answers are a list that is not here: http://x.example/y.",
         "0 to 3"),
        ({"q1": item("/68517-2", options(), "68517-2")},
         "q1", "no such question", "10001-1"),
        ({"more": item("/99999-9", options())}, "", "a question more", "no such item"),
        ({"q1": item("/10001-1", None, "10001-1", type="integer")},
         "q1", "asks for a number without a range.", "0 to 3"),
    ],
)  # fmt: skip
def test_each_difference_is_a_row_with_its_cure(change, item_id, file, wanted):
    found = differences(kettle(**change)).differences
    rows = [(one.item, one.file, one.key) for one in found]

    assert (item_id, file, wanted) in rows
    assert all(one.cure or "several" in one.file for one in found)


def test_what_is_no_part_of_it_is_left_out_by_name_only():
    document = kettle(more=item("warm-up", options()))
    found = differences(document)

    assert 'leave_out = ["warm-up"]' in found.differences[0].cure
    assert 'leave_out = ["warm-up"]' in found.map_text
    instrument, agreement = look(document, 'leave_out = ["warm-up"]')
    assert len(instrument.items) == 4
    assert any("left out, as the map says" in str(n) for n in agreement.notes)


def test_codes_one_up_are_refused_with_a_map_that_cures_them():
    rows = [row(f"k_{n}", choices=CODED_ONE_UP) for n in (1, 2, 3)]
    rows.append(row("k_4", choices="1, No | 2, Once | 3, Twice"))
    found = differences(dictionary(*rows))
    instrument, agreement = look(dictionary(*rows), found.map_text)

    assert {one.item for one in found.differences} == {"q1", "q2", "q3", "q4"}
    assert agreement.by_order
    assert instrument.item("q4").values == (0, 2, 4)
    assert total(instrument, 3, 3, 0, 4) == {"total": 13}


def test_a_proposed_map_names_what_the_file_names_whatever_it_is():
    odd = 'a"]\nkey = "audit'.replace("\n", " ")
    one_up = options((1, 2, 3, 4))
    document = kettle(
        q1=item(odd, one_up, "10001-1"), q2=item("\\x", one_up, "10002-2")
    )
    instrument, _ = look(document, differences(document).map_text)

    assert instrument.item("q1").values == (0, 1, 2, 3)


def test_nothing_is_matched_by_order_against_a_code():
    swapped = kettle(q1=item("a", options(), "10001-1"), q2=item("b", options(), "5-5"))

    assert differences(swapped).differences


def test_another_panel_without_a_single_code_in_common_is_another_instrument():
    rare = options((0, 2, 4), ("No", "Once", "Twice"))
    document = fhir(
        *(item(name, options()) for name in "abc"), item("d", rare), code="7-7"
    )

    assert differences(document).differences[0].cure.startswith("That is another")


def test_a_panel_code_that_lies_is_said_where_questions_agree():
    document = kettle() | {"code": [{"code": "72109-2"}]}
    _, agreement = look(document)

    assert agreement.panel is False
    assert any("calls itself 72109-2" in str(note) for note in agreement.notes)


def test_words_are_kept_as_words_and_laid_over_the_key_again():
    instrument, agreement = look(kettle())
    words, _ = keyed.words_of(agreement, "en")

    assert read(kept(words), assemble([key()])) == instrument
    assert "score" not in kept(words)
    assert read(kept(words), assemble([key(KEY.replace("kettle", "pot"))])) is None
    short = words.model_copy(update={"items": words.items[:2]})
    with pytest.raises(NoSuchItem):
        lay(key(), short)


def test_an_item_that_is_not_scored_may_be_missing_and_is_not_asked():
    with_more = KEY.replace(
        "\n]\n[licence]",
        '\n  { id = "q5", type = "scale", min = 0, max = 3, unscored = true },'
        "\n]\n[licence]",
    )
    instrument, agreement = look(kettle(), against=with_more)

    assert [one.id for one in instrument.items] == ["q1", "q2", "q3", "q4"]
    assert any("q5 is not scored" in str(note) for note in agreement.notes)
