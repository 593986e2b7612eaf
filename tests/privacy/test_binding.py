"""Moving a blob anywhere must fail to open: every field of every binding counts."""

from dataclasses import fields, replace
from datetime import date
from inspect import signature

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.privacy import binding, sealing, signing
from survey.privacy import binding_exports as exports
from survey.privacy import binding_staff as let_in
from survey.privacy.sealing import CannotOpen
from tests.privacy.bindings import BINDINGS
from tests.privacy.cast import ANAS_PLACE, BEN, KEY, NEXT_MONDAY

OTHER_PLACE = {
    "programme_id": "hilltop",
    "group_id": None,
    "participant_id": BEN,
    "sitting_id": b"t" * 16,
    "response_id": b"q" * 16,
    "instrument": "urges",
    "version": 2,
    "week": NEXT_MONDAY,
}


def arguments(make):
    given = {name: pair[0] for name, pair in BINDINGS[make].items()}
    if "place" in signature(make).parameters:
        given["place"] = ANAS_PLACE
    return given


def _name(make):
    return f"{make.__module__.rpartition('.')[2]}.{make.__name__}"


def moves():
    for make, pairs in BINDINGS.items():
        for name, (_, other) in pairs.items():
            yield pytest.param(make, {name: other}, id=f"{_name(make)}-{name}")
        if "place" in signature(make).parameters:
            for name, other in OTHER_PLACE.items():
                place = replace(ANAS_PLACE, **{name: other})
                yield pytest.param(
                    make, {"place": place}, id=f"{_name(make)}-place.{name}"
                )


@pytest.mark.parametrize(("make", "change"), list(moves()))
def test_a_thing_that_was_moved_does_not_open(make, change):
    here = make(**arguments(make))
    elsewhere = make(**arguments(make) | change)

    blob = sealing.lock(KEY.raw, b"seven", here)
    tag = signing.mac(KEY.raw, here)

    assert sealing.unlock(KEY.raw, blob, here) == b"seven"
    assert signing.check_mac(KEY.raw, here, tag)
    with pytest.raises(CannotOpen):
        sealing.unlock(KEY.raw, blob, elsewhere)
    assert not signing.check_mac(KEY.raw, elsewhere, tag)


def test_no_binding_and_no_field_is_left_out_of_these_tests():
    public = {
        thing
        for module in (binding, exports, let_in)
        for name, thing in vars(module).items()
        if getattr(thing, "__annotations__", {}).get("return") is binding.Context
        and not name.startswith("_")
    } - {binding.context}

    assert public == set(BINDINGS)
    for make, pairs in BINDINGS.items():
        assert set(signature(make).parameters) - {"place"} == set(pairs)
    assert {field.name for field in fields(ANAS_PLACE) if field.init} == set(
        OTHER_PLACE
    )


def test_one_kind_of_thing_is_never_taken_for_another():
    made = [make(**arguments(make)) for make in BINDINGS]

    kinds = {bytes(context)[: 4 + context[3]] for context in made}
    assert len(kinds) == len(BINDINGS)


def test_no_group_and_an_empty_name_differ():
    nobody = replace(ANAS_PLACE, group_id=None)
    nameless = replace(ANAS_PLACE, group_id=b"")

    assert binding.response_body(nobody) != binding.response_body(nameless)


def test_a_context_is_written_as_documented():
    written = binding.context("k", b"\xff", "é", 258, date(2026, 11, 16), None)

    assert written.hex() == (
        "000000016b"
        "00000001ff"
        "00000002c3a9"
        "000000080000000000000102"
        "0000000a323032362d31312d3136"
        "ffffffff"
    )


plain_fields = st.lists(st.none() | st.binary(max_size=6), max_size=6).map(tuple)


@given(plain_fields, plain_fields)
def test_different_fields_never_make_the_same_context(one, other):
    contexts = {binding.context("k", *fields) for fields in (one, other)}
    assert len(contexts) == len({one, other})


@pytest.mark.parametrize("number", [-1, 2**64])
def test_a_number_that_does_not_fit_is_refused(number):
    with pytest.raises(OverflowError):
        binding.context("k", number)
