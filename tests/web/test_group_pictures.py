"""A release in words, as a drawing and for Plotly: all say the same, nothing finer."""

import itertools
import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from survey import programme, results
from survey.measure.rounds import Week, add_weeks
from survey.privacy.shown import Arrow, Page, Part
from survey.results import Domain, GroupResults, Release, Stretch
from survey.web import group_drawing, group_pictures, group_words, questions
from tests.releases import CALM, DAYS, FIRST, LIFE, OWN, own, page

STEPS = {0: 80, 1: 60, 2: 40, 3: 20, 4: 0}
"""How far from the top of the drawing each band begins."""


@pytest.fixture(autouse=True)
def in_a_page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/group", headers={"Accept-Language": "en"}):
        yield


def course(*pages: Page | None, pooled: int = 0, weeks: int = 2) -> list[Release]:
    """Return one release after another; the first few of a pool."""
    return [
        Release(
            Domain(CALM),
            Stretch(
                add_weeks(FIRST, number * weeks),
                add_weeks(FIRST, number * weeks + weeks - 1),
            ),
            number < pooled,
            each,
        )
        for number, each in enumerate(pages)
    ]


def pictures(service, *releases: Release):
    (plan,) = programme.everything(service)
    told = GroupResults("thursday", "North hall", releases, None)
    return group_pictures.of_group(told, plan, service.instruments)


def of(service, *releases: Release):
    return next(p for p in pictures(service, *releases) if p.domain == CALM)


def drawn(svg: str, kind: str) -> list[tuple[int, ...]]:
    """Return left, top and right of each step of a kind."""
    found = re.search(rf'class="{kind}" d="([^"]*)"', svg)
    steps = re.findall(r"M(\d+) (\d+)H(\d+)V\d+H\d+Z", found[1] if found else "")
    return [tuple(map(int, step)) for step in steps]


def test_the_pictures_stand_in_the_order_of_the_questions(service) -> None:
    found = pictures(service, *course(page(2)))

    assert [each.domain for each in found] == [DAYS, CALM, LIFE]
    assert [each.name for each in found] == [
        "Days that went the way people wanted",
        "Calm",
        "How life is going, all areas together",
    ]


@pytest.mark.parametrize("band", range(5))
def test_up_is_the_better_way_on_every_picture(service, band: int) -> None:
    shown = of(service, *course(page(0), page(band)))

    ((_left, top, _right),) = drawn(shown.svg, "newest")
    assert top - group_drawing.GAP == STEPS[band]
    assert [rung.name for rung in shown.rungs] == list(reversed(group_words.bands()))
    assert [rung.here for rung in shown.rungs].index(True) == 4 - band


def test_picture_sentence_and_table_come_from_the_same_release(service) -> None:
    parts = {"low": "few", "high": "most"}
    shown = of(service, *course(page(2), page(3, "up", "10-14", **parts)))

    assert shown.caption == "Above the middle, a step up."
    assert 'aria-label="Calm. Above the middle, a step up."' in shown.svg
    assert shown.arrow == "↑"
    assert shown.facts == (
        "The two weeks from 15 June, 10 to 14 people.",
        "Among us: a few in the lower part; most in the upper part.",
    )
    latest, before = shown.rows
    assert latest.when == "The two weeks from 15 June"
    assert (latest.where, latest.people) == (
        "above the middle, a step up",
        "10 to 14 people",
    )
    assert (before.where, before.when) == ("in the middle", "The two weeks from 1 June")


def test_plotly_is_given_the_same_steps_and_nothing_finer() -> None:
    releases = course(page(1), None, page(3, "up"))
    figure = group_drawing.figure(releases)

    past, newest = figure["data"]
    assert (past["base"], newest["base"]) == ([1], [3])
    assert (past["x"], newest["x"]) == (["2026-06-01"], ["2026-06-29"])
    assert newest["text"] == ["29 Jun: above the middle"]
    given = re.findall(r"-?\d+\.\d+", json.dumps(figure["data"]))
    assert set(given) <= {"0.5"}, "only the strength of the colour is a fraction"


def test_a_rest_is_a_gap_and_never_a_frame_around_nothing(service) -> None:
    never = of(service, *course(None, None))
    once = of(service, *course(page(2), None))

    assert (never.rests, never.svg, never.rungs) == (True, "", ())
    assert once.rests
    assert once.caption == "When last shown: in the middle."
    assert drawn(once.svg, "newest") == []
    assert len(drawn(once.svg, "past")) == 1
    assert not any(rung.here for rung in once.rungs)
    assert once.rows[0].where == "rests"
    assert "Where there is a gap, the picture rested." in once.notes


def test_a_block_is_a_wider_step() -> None:
    rounds = group_drawing.drawing(course(*[page(2)] * 8), "x")
    blocks = group_drawing.drawing(course(page(2), page(3), weeks=8), "x")

    def width(svg: str) -> int:
        ((left, _top, right),) = drawn(svg, "newest")
        return right - left + group_drawing.GAP

    assert width(blocks) == pytest.approx(4 * width(rounds), abs=2)


def test_the_picture_says_when_it_speaks_of_several_groups(service) -> None:
    pooled = of(service, *course(page(2), page(2, "steady"), pooled=2))
    mixed = of(service, *course(page(2), page(3), pooled=1))

    (counted,) = pooled.facts
    assert counted.endswith("10 to 14 people of several groups of North hall.")
    assert 'class="turn"' not in pooled.svg
    assert 'class="turn"' in mixed.svg
    assert any("several groups of North hall" in note for note in mixed.notes)


def test_a_step_down_is_said_calmly(service) -> None:
    shown = of(service, *course(page(3), page(2, "down")))

    assert shown.caption == "In the middle, a step down."
    assert not re.search("worse|bad|fell|lost|drop", str(shown), re.IGNORECASE)


def test_the_picture_goes_back_a_year_and_the_closer_look_to_the_beginning(
    service,
) -> None:
    (plan,) = programme.everything(service)
    told = GroupResults("t", "N", tuple(course(*[page(2)] * 40)), None)

    shown = of(service, *told.releases)
    found = group_pictures.explored(told, plan, service.instruments, CALM)

    assert len(shown.rows) == 26
    assert found is not None
    assert len(found[0].rows) == 40
    assert len(shown.svg) < 2000


def test_one_sentence_tells_all_of_it_to_the_room(service, thursday) -> None:
    own(service, thursday)
    (plan,) = programme.everything(service)
    told = results.of_group(service, thursday.id)

    said = group_pictures.aloud(
        told, group_pictures.of_group(told, plan, service.instruments)
    )

    assert said == (
        "In the two weeks from 19 October, “Days that went the way people wanted” was "
        "near the top, a step up; “Calm” was in the middle, a step down; “How life is "
        "going, all areas together” rests."
    )
    assert OWN[CALM][-1].band == 2


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (1, "the week from 1 June"),
        (2, "the two weeks from 1 June"),
        (4, "the four weeks from 1 June"),
        (8, "the eight weeks from 1 June"),
        (12, "the twelve weeks from 1 June"),
        (16, "the 16 weeks from 1 June"),
    ],
)
def test_weeks_are_said_in_words(weeks: int, said: str) -> None:
    assert group_words.span(Stretch(FIRST, add_weeks(FIRST, weeks - 1))) == said


def test_every_word_of_a_page_has_words() -> None:
    for steps in ("low", "middle", "high", "low-middle", "middle-high"):
        for word in ("few", "some", "half", "most"):
            assert group_words.among_us([Part(steps, word)])
    assert group_words.among_us([]) == ""
    assert group_words.way(None) == ""
    assert {group_words.way(arrow) for arrow in Arrow} == {
        "a step up",
        "a step down",
        "as before",
    }


@pytest.mark.parametrize("every", range(1, 8))
def test_the_question_is_never_the_same_twice_running(every: int) -> None:
    weeks = [add_weeks(Week(FIRST), every * number) for number in range(60)]
    asked = [questions.of_week(week) for week in weeks]

    assert all(before != after for before, after in itertools.pairwise(asked))
    assert len({questions.of_week(add_weeks(FIRST, n)) for n in range(8)}) == 8
