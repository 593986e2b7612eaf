"""Versions stay findable, and files that contradict each other are refused."""

import pytest

from survey.measure.instruments import BrokenLibrary, UnknownInstrument, assemble
from tests.measure.shelf import made_up, scale_item, shelf, shipped


def test_the_newest_version_is_asked_and_the_old_one_still_opens():
    old = made_up(scale_item("a"))
    new = made_up(scale_item("a"), version=12, comparability="made-up/2/today")

    library = assemble([new, old])

    assert library.current("made-up") is new
    assert library.version("made-up", 1) is old
    assert list(library) == [old, new]
    assert library.ids == ("made-up",)


@pytest.mark.parametrize("wanted", [("days", 2), ("nights", 1)])
def test_an_unknown_instrument_or_version_is_said_to_be_unknown(wanted):
    with pytest.raises(UnknownInstrument):
        shelf().version(*wanted)


def test_an_unknown_id_has_no_current_version():
    assert "nights" not in shelf()
    with pytest.raises(UnknownInstrument):
        shelf().current("nights")


def test_the_same_version_twice_and_a_shared_comparability_are_both_told():
    days = shipped("days")
    twin = shipped("urges").model_copy(update={"comparability": days.comparability})

    with pytest.raises(BrokenLibrary) as caught:
        assemble([days, days, twin])

    assert caught.value.mistakes == (
        "days version 1 is there twice",
        "days and urges share the comparability “days/1/last 7 days”",
    )
