"""Answers survive being packed, and bytes that are no answers are refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.measure.answers import (
    BadAnswers,
    MalformedAnswers,
    Missing,
    Outside,
    longest,
    pack,
    unpack,
)
from tests.measure.made_up import answered, instruments
from tests.measure.shelf import made_up, scale_item, shipped

URGES = shipped("urges")
GIVEN = {
    "days": 3,
    "strongest": 10,
    "length": Missing.RATHER_NOT_SAY,
    "hard": Outside("did_not_try"),
    "helped": (1, 4, 12),
}
# Written by hand from the layout in the module, not by running it.
GOLDEN = bytes.fromhex(
    "01 0005"
    "0002 00 03"
    "0002 00 0a"
    "0002 03 03"
    "000c 01 6469645f6e6f745f747279"
    "0007 02 0101 0104 010c"
)


@settings(deadline=None)
@given(answered())
def test_answers_come_back_as_they_were_and_what_was_not_asked_says_so(drawn):
    instrument, answers = drawn

    back = unpack(instrument, pack(instrument, answers))

    unasked = {item.id: Missing.NOT_ASKED for item in instrument.items}
    assert back == {**unasked, **answers}
    assert list(back) == [item.id for item in instrument.items]


@settings(deadline=None)
@given(answered())
def test_no_answers_are_longer_than_the_longest(drawn):
    instrument, answers = drawn

    assert len(pack(instrument, answers)) <= longest(instrument)


@settings(deadline=None)
@given(instruments())
def test_the_longest_answers_exist(instrument):
    candidates = {
        item.id: [
            *[Outside(outside.code) for outside in item.outside],
            *([tuple(sorted(item.values))] if item.type == "several" else item.values),
        ]
        for item in instrument.items
    }

    widest = {
        name: max(possible, key=lambda one: len(pack(instrument, {name: one})))
        for name, possible in candidates.items()
    }

    assert len(pack(instrument, widest)) == longest(instrument)


@settings(deadline=None)
@given(answered(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_change_the_bytes(drawn, random):
    instrument, answers = drawn
    shuffled = list(answers.items())
    random.shuffle(shuffled)

    assert pack(instrument, dict(shuffled)) == pack(instrument, answers)


@settings(deadline=None)
@given(instruments(), st.binary(max_size=80))
def test_random_bytes_are_refused_or_are_exactly_what_they_say(instrument, noise):
    try:
        answers = unpack(instrument, noise)
    except MalformedAnswers:
        return
    assert pack(instrument, answers) == noise


@settings(max_examples=300, deadline=None)
@given(
    answered(),
    st.integers(0, 10_000),
    st.integers(0, 255),
    st.sampled_from(["set", "cut", "add"]),
)
def test_damaged_bytes_are_refused_or_are_exactly_what_they_say(
    drawn, place, byte, how
):
    instrument, answers = drawn
    data = bytearray(pack(instrument, answers))
    place %= len(data)
    if how == "set":
        data[place] = byte
    elif how == "cut":
        del data[place]
    else:
        data.insert(place, byte)

    try:
        back = unpack(instrument, bytes(data))
    except MalformedAnswers:
        return
    assert pack(instrument, back) == bytes(data)


def test_the_bytes_are_those_of_the_frozen_layout():
    assert pack(URGES, GIVEN) == GOLDEN
    assert unpack(URGES, GOLDEN) == GIVEN


@pytest.mark.parametrize(
    ("number", "body"), [(-129, "ff7f"), (-128, "80"), (0, "00"), (128, "0080")]
)
def test_numbers_take_as_few_bytes_as_hold_them(number, body):
    wide = made_up(
        scale_item("a", min=-200, max=200, anchors={"-200": "Low", "200": "High"})
    )

    assert pack(wide, {"a": number})[6:] == bytes.fromhex(body)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data + b"\x00",
        lambda data: data[:-1],
        lambda data: data[:0],
        lambda data: b"\x02" + data[1:],
        lambda data: data.replace(b"\x00\x02\x00\x03", b"\x00\x03\x00\x00\x03"),
        lambda data: data.replace(b"\x01\x04\x01\x0c", b"\x01\x0c\x01\x04"),
        lambda data: data.replace(b"\x01\x04\x01\x0c", b"\x01\x0c\x01\x0c"),
    ],
    ids=["longer", "shorter", "empty", "layout", "wide", "unsorted", "doubled"],
)
def test_only_the_one_form_of_answers_opens(damage):
    damaged = damage(GOLDEN)

    assert damaged != GOLDEN
    with pytest.raises(MalformedAnswers):
        unpack(URGES, damaged)


def test_answers_that_contradict_each_other_do_not_open():
    days = shipped("days")
    good = pack(days, {"any": 3, "more_than_meant": 3})

    with pytest.raises(MalformedAnswers, match="contradict"):
        unpack(days, good[:-1] + b"\x04")


def test_answers_to_another_instrument_do_not_open_here():
    with pytest.raises(MalformedAnswers):
        unpack(shipped("days"), GOLDEN)


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({"days": 8}, {"days": "out_of_range"}),
        ({"days": True}, {"days": "not_a_choice"}),
        ({"length": 5}, {"length": "not_a_choice"}),
        ({"hard": Outside("keeping")}, {"hard": "not_a_choice"}),
        ({"helped": ()}, {"helped": "not_a_choice"}),
        ({"helped": (4, 1)}, {"helped": "not_a_choice"}),
        ({"helped": 4}, {"helped": "not_a_choice"}),
        ({"days": (1,)}, {"days": "too_many"}),
        ({"nights": 1, "days": 9}, {"nights": "unknown_item", "days": "out_of_range"}),
    ],
)
def test_what_an_item_does_not_allow_is_never_packed(answers, problems):
    with pytest.raises(BadAnswers) as caught:
        pack(URGES, answers)

    assert caught.value.problems == problems
