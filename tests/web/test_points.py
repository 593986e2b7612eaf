"""Four points in any order: each has its own link, none waits for another."""

import itertools
from pathlib import Path

import pytest

from survey import drafts, programme
from tests.cast import present

MORE = """
[[schedule]]
instrument = "four-points"
every = 4
offset = 2
"""
POINTS = ["drive", "urges", "mind", "balance"]


@pytest.fixture
def picking(ana_walk, service, ana):
    """Give Ana in front of the four points."""
    text = (Path(__file__).parents[1] / "programme.toml").read_text(encoding="utf-8")
    programme.apply(service, text + MORE)
    parts = [drafts.Part(service.instruments.current("four-points"))]
    drafts.keep(service, ana, drafts.start(service, ana, parts))
    return ana_walk.open("/check-in").follow("Go on where I was")


def started(walk):
    return [words for words in walk.page.links if words.endswith("Start with this one")]


def test_each_point_has_a_link_of_its_own_and_no_order(picking):
    assert picking.path == "/check-in/four-points"
    assert len(started(picking)) == 4
    assert picking.says("Take them in any order")


@pytest.mark.parametrize(
    "order", [*itertools.islice(itertools.permutations(range(4)), 0, 24, 5)]
)
def test_any_order_ends_with_all_four(picking, service, ana, order):
    for left, place in zip((3, 2, 1, 0), order, strict=True):
        picking.open(f"/check-in/four-points/{place + 1}")
        picking.press("Continue", **{f"four-points__{POINTS[place]}": "7"})
        if left > 1:
            assert len(started(picking)) == left

    assert picking.path == "/check-in/answers"
    posted = drafts.load(service, present(service, ana.token)).posted
    assert posted["four-points"] == {name: ["7"] for name in POINTS}


def test_one_point_alone_can_be_sent(picking, service):
    picking.open("/check-in/four-points/3")
    picking.press("Continue", **{"four-points__mind": "none"})
    picking.follow("Go on")

    assert picking.path == "/check-in/answers"
    assert picking.says("There were none")
    picking.press("Save this check-in")
    assert picking.path.startswith("/saved")


def test_back_from_a_point_leads_to_the_points(picking):
    picking.open("/check-in/four-points/4").follow("Back")

    assert picking.path == "/check-in/four-points"


def test_other_sets_have_no_such_page(picking):
    assert picking.open("/check-in/days").path == "/check-in"
