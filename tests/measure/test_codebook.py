"""Columns of an export, from the instruments of this repository and from bad ones."""

import re
from itertools import pairwise

import pytest

from survey.measure.answers import Missing
from survey.measure.codebook import Clash, variables
from survey.measure.instrument import from_document
from survey.measure.study import PERIODS, Gone, period_of
from tests.measure.shelf import (
    document_of,
    made_up,
    recorded,
    scale_item,
    shelf,
    shipped,
)

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")


def named(instruments, tier="study"):
    return {one.name: one for one in variables(instruments, tier)}


def test_every_value_of_every_instrument_has_a_column_with_a_sound_name():
    found = variables(shelf(), "study")

    assert len({one.name for one in found}) == len(found)
    for one in found:
        assert NAME.fullmatch(one.name), one.name
        assert len(one.name) <= 26
        assert 0 < len(one.label.encode()) <= 80
    columns = {(one.instrument, one.key) for one in found}
    for instrument in shelf():
        for key in recorded(instrument, {}).keys() - {"set.version"}:
            assert {
                (instrument.id, key),
                ("", f"{instrument.id}.{key}"),
            } & columns, (instrument.id, key)


def test_a_name_does_not_depend_on_what_else_is_exported():
    alone = named([shipped("urges")])

    assert alone.items() <= named(shelf()).items()


def test_no_word_of_a_questionnaire_that_is_not_ours_gets_out():
    key = shipped("core-10")
    told = {"text": "SECRET?", "label": "SECRET", "anchors": {0: "SECRET"}}
    items = tuple(item.model_copy(update=told) for item in key.items)
    worded = key.model_copy(update={"items": items})

    found = variables([worded], "study") + variables([worded], "standard")

    assert "SECRET" not in repr(found)
    assert found[0].label == "CORE-10: q1"


def test_versions_that_may_be_compared_share_columns_and_others_do_not():
    def version(number, comparability, top=7):
        document = document_of("days") | {"version": number}
        document["comparability"] = f"days/{comparability}/last 7 days"
        return from_document(document, f"days {number}")

    found = named([version(1, 1), version(2, 1), version(3, 2)])

    assert found["days_any"].versions == {1, 2}
    assert found["days_version"].versions == {1, 2}
    assert "days_version_v3" not in found
    assert found["days_any_v3"].versions == {3}


def test_a_measure_that_reaches_the_reserve_codes_is_refused():
    deep = made_up(
        scale_item("depth", min=-200, max=0, anchors={"-200": "Deep", "0": "Not"})
    )

    with pytest.raises(Clash, match="reaches down to -200"):
        variables([deep], "study")


def test_tier_standard_has_bands_and_no_answers():
    found = named(shelf(), "standard")

    assert "urges_calm_band" in found
    assert {one.key.partition(".")[0] for one in found.values()} == {"about-me", "band"}


def test_reasons_are_observed_and_not_guessed():
    seen = recorded(shipped("urges"), {"days": 3, "helped": (2,)})

    assert (seen["helped.2"], seen["helped.3"]) == (1, 0)
    assert seen["strongest"] is Missing.NOT_ASKED
    assert seen["domain.calm"] is Gone.NOT_COMPUTED


def test_every_week_lies_in_one_period():
    assert [period_of(week) for week in (0, 1, 4, 5, 12, 13, 104, 105, 999)] == [
        0, 1, 1, 2, 3, 4, 8, 9, 9,
    ]  # fmt: skip
    for before, after in pairwise(PERIODS):
        assert after.first == before.last + 1
