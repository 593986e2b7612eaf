"""One course, three ways to show it, and they agree."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from survey.measure.change import usual_range
from survey.web.charts import picture
from survey.web.course import Course, Point
from survey.web.drawing import figure

FIRST = date(2026, 7, 6)


@pytest.fixture(autouse=True)
def in_a_page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/trend", headers={"Accept-Language": "en"}):
        yield


def course(*values: float | None, missing: tuple[int, ...] = (), **more) -> Course:
    weeks = [n for n in range(len(values) + len(missing)) if n not in missing]
    points = tuple(
        Point(FIRST + timedelta(weeks=week), value)
        for week, value in zip(weeks, values, strict=True)
    )
    return Course("Days", points, **more)


def lines(svg: str) -> list[str]:
    found = re.search(r'class="line" d="([^"]+)"', svg)
    return re.findall(r"M[^M]+", found[1]) if found else []


def test_up_is_better_and_the_whole_scale_is_drawn() -> None:
    (line,) = lines(picture(course(0, 5, 10)).svg)

    assert line == "M0 100L150 50L300 0"


@pytest.mark.parametrize(
    "broken",
    [course(4, 5, 6, 7, missing=(2,)), course(4, 5, None, 6, 7)],
    ids=["week away", "left blank"],
)
def test_a_gap_is_a_gap(broken: Course) -> None:
    assert len(lines(picture(broken).svg)) == 2
    assert None in figure(broken)["data"][0]["y"]


def test_a_measure_of_every_fourth_week_is_one_line() -> None:
    monthly = Course(
        "Life",
        tuple(Point(FIRST + timedelta(weeks=4 * n), n) for n in range(4)),
        every=4,
    )

    assert len(lines(picture(monthly).svg)) == 1


def test_another_goal_begins_another_line() -> None:
    turn = FIRST + timedelta(weeks=2)
    turned = course(9, 9, 3, 4, turns=(turn,))

    shown = picture(turned)

    assert len(lines(shown.svg)) == 2
    assert 'class="turn"' in shown.svg
    assert shown.sentence == "Days: now 4, up from 3 on 20 Jul."
    assert any("another goal" in note for note in shown.notes)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((), "Days: nothing to show yet."),
        ((None,), "Days: nothing to show yet."),
        ((4,), "Days: 4. This is where your line begins."),
        ((4, 6), "Days: now 6, up from 4 on 6 Jul."),
        ((6, 4.25), "Days: now 4.2, down from 6 on 6 Jul."),
        ((4, 9, 4), "Days: now 4, the same as on 6 Jul."),
    ],
)
def test_the_sentence_says_what_the_line_shows(
    values: tuple[float | None, ...], said: str
) -> None:
    shown = picture(course(*values))

    assert shown.sentence == said
    assert f'aria-label="{said}"' in shown.svg


def test_the_table_holds_every_point_latest_first() -> None:
    shown = picture(course(4, None, 6))

    assert [(row.week, row.value) for row in shown.rows] == [
        ("20 Jul", "6"),
        ("13 Jul", "no answer"),
        ("6 Jul", "4"),
    ]


def test_plotly_is_given_the_same_points() -> None:
    drawn = figure(course(4, 5, 6))["data"][0]

    assert drawn["y"] == [4, 5, 6]
    assert drawn["x"] == ["2026-07-06", "2026-07-13", "2026-07-20"]
    assert drawn["text"][0] == "6 Jul: 4"


def test_the_usual_range_is_a_band_inside_the_scale() -> None:
    usual = usual_range([1, 9, 1, 9, 1, 9])

    shown = picture(course(1, 9, 1, 9, 1, 9, usual=usual))

    assert 'class="usual" d="M0 0H300V100H0Z"' in shown.svg


def test_a_picture_turned_over_has_the_fewest_on_top_and_the_same_figures() -> None:
    fewer = course(7, 0, low=0, high=7, top="Every day", upside_down=True)

    shown = picture(fewer)

    assert lines(shown.svg) == ["M0 100L300 0"]
    assert (shown.top, shown.bottom) == ("0", "7 Every day")
    assert shown.sentence == "Days: now 0, down from 7 on 6 Jul."
    low, high = figure(fewer)["layout"]["yaxis"]["range"]
    assert low > high


def test_a_year_of_weeks_weighs_less_than_three_kilobytes() -> None:
    year = course(*(n % 11 for n in range(53)), usual=usual_range([4.0] * 6))

    assert len(picture(year).svg) < 3000
    assert len(picture(course(4, 5, 6), small=True).svg) < 600


def test_a_name_cannot_carry_markup_into_the_picture() -> None:
    course_of_a_thief = Course('"><script>', (Point(FIRST, 4),))

    assert "<script" not in picture(course_of_a_thief).svg


def test_a_picture_holds_no_style_of_its_own() -> None:
    assert "style" not in picture(course(1, 2, 3)).svg
