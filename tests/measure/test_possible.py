"""A domain shows groups only what somebody can hide in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.measure.instrument import BrokenInstrument
from survey.measure.possible import items_behind, possible_values
from tests.measure.shelf import made_up, scale_item, shipped


def domain(source, high, *, low=0, name="d", groups=True, **more):
    return {
        "id": name,
        "title": "D",
        "from": source,
        "range": [low, high],
        "turned_over": False,
        "polarity": "higher_better",
        "groups": groups,
        **more,
    }


def item(name="a", high=10, **more):
    anchors = {"0": "Low", str(high): "High"}
    better = {"polarity": "higher_better", "max": high, "anchors": anchors}
    return scale_item(name, **better | more)


def scale(*items, high, method="mean", name="s", **more):
    return {
        "id": name,
        "title": "S",
        "items": list(items),
        "score": {"method": method},
        "missing": {"rule": "require_all"},
        "range": [0, high],
        "polarity": "higher_better",
        **more,
    }


def count(instrument):
    (only,) = instrument.domains
    return possible_values(only, instrument.items, instrument.scales)


def mistakes_of(*args, **kwargs):
    with pytest.raises(BrokenInstrument) as caught:
        made_up(*args, **kwargs)
    return str(caught.value)


@pytest.mark.parametrize(("name", "values"), [("days", 8), ("urges", 11), ("life", 11)])
def test_the_sets_of_this_repository_have_enough_values(name, values):
    assert count(shipped(name)) == values


@given(st.integers(1, 200), st.booleans())
def test_an_item_has_as_many_values_as_answers_up_to_eleven(high, turned):
    way = "higher_worse" if turned else "higher_better"
    over = {"turned_over": turned, "polarity": way, "groups": False}
    found = made_up(item(high=high), domain=[domain({"item": "a"}, high, **over)])

    assert count(found) == (min(high + 1, 11) if high > 6 else high + 1)


def test_a_mean_of_three_items_of_four_answers_has_ten_values():
    items = [item(name, high=3) for name in "abc"]

    found = made_up(
        *items,
        scale=[scale("a", "b", "c", high=3)],
        domain=[domain({"scale": "s"}, 3)],
    )

    assert count(found) == 10


def test_a_yes_or_no_is_never_for_groups():
    told = mistakes_of(item(high=1), domain=[domain({"item": "a"}, 1)])

    assert "domain.0.groups (d): needs 8 or more values, evenly spread" in told


def test_seven_values_are_too_few_and_stay_for_the_person():
    told = mistakes_of(item(high=6), domain=[domain({"item": "a"}, 6)])

    assert "needs 8 or more values" in told
    assert made_up(item(high=6), domain=[domain({"item": "a"}, 6, groups=False)])


def test_one_answer_that_stands_apart_from_all_others_cannot_hide():
    far = item(recode={"10": 100})

    told = mistakes_of(far, domain=[domain({"item": "a"}, 100)])

    assert "evenly spread" in told


def test_two_domains_for_groups_do_not_rest_on_one_answer():
    told = mistakes_of(
        item("a"),
        item("b"),
        scale=[scale("a", "b", high=10)],
        domain=[
            domain({"item": "a"}, 10, name="one"),
            domain({"scale": "s"}, 10, name="two"),
        ],
    )

    assert "domain.1.groups (two): an answer counts for groups once: see “one”" in told
    assert "domain.0.groups" not in told


def test_what_lies_behind_a_scale_of_scales_is_its_items():
    sums = {"method": "sum"}
    found = made_up(
        item("a"),
        item("b"),
        scale=[
            scale("a", high=10, name="one", **sums),
            scale("b", high=10, name="two", **sums),
            {
                **scale(high=20, name="both", method="formula"),
                "items": [],
                "scales": ["one", "two"],
            },
        ],
        domain=[domain({"scale": "both"}, 20)],
    )
    (only,) = found.domains

    assert items_behind(only, found.items, found.scales) == {"a", "b"}
    assert count(found) == 11


def test_a_stage_has_as_many_values_as_scales():
    stages = [scale(name, high=10, name=f"in_{name}", method="sum") for name in "ab"]
    stage = {**scale(high=1, method="stage"), "items": [], "scales": ["in_a", "in_b"]}
    told = mistakes_of(
        item("a"),
        item("b"),
        scale=[*stages, stage],
        domain=[domain({"scale": "s"}, 1)],
    )

    assert "needs 8 or more values" in told


def test_a_range_without_length_is_told_and_breaks_nothing():
    told = mistakes_of(item(), domain=[domain({"item": "a"}, 5, low=5)])

    assert "its source has 0 to 10" in told
