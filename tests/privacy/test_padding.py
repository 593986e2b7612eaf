"""The length of a blob tells nothing about what was answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.privacy import sealing
from survey.privacy.binding import context
from survey.privacy.padding import (
    PADDED_SIZES,
    BadPadding,
    TooLong,
    pad,
    padded_size,
    unpad,
)
from tests.privacy.cast import KEY


@given(st.binary(max_size=600))
def test_what_was_padded_comes_back(data):
    assert unpad(pad(data, 2048)) == data


@pytest.mark.parametrize("size", PADDED_SIZES)
def test_the_shortest_and_the_longest_answers_are_equally_long_once_sealed(size):
    longest = size - 4
    place = context("body")

    lengths = {
        len(sealing.lock(KEY.raw, pad(b"7" * n, padded_size(longest)), place))
        for n in (0, 1, longest - 1, longest)
    }

    assert lengths == {8 + 12 + size + 16}


@pytest.mark.parametrize(
    ("longest", "size"),
    [(0, 512), (508, 512), (509, 2048), (2044, 2048), (2045, 8192), (8188, 8192)],
)
def test_the_class_is_the_smallest_that_holds_the_longest_answer(longest, size):
    assert padded_size(longest) == size


def test_what_does_not_fit_is_refused():
    with pytest.raises(TooLong):
        padded_size(8189)
    with pytest.raises(TooLong):
        pad(b"x" * 509, 512)


@pytest.mark.parametrize(
    "padded",
    [
        pad(b"seven", 32)[:-1] + b"\1",
        pad(b"seven", 32)[:9] + b"\1" + bytes(22),
        b"",
        b"\0\0\0",
        b"\0\0\0\5four",
        b"\xff" * 32,
    ],
)
def test_padding_that_we_did_not_write_is_refused(padded):
    with pytest.raises(BadPadding):
        unpad(padded)
