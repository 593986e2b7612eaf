"""What the sets beyond the weekly ones give back on somebody's own page."""

from pathlib import Path

import pytest

from survey import programme
from survey.web import trends
from tests.cast import check_in
from tests.web.phone import Phone
from tests.web.walk import Walk

SETS = ("strengths", "four-points", "meetings", "about-me")
MORE = "".join(
    f'\n[[schedule]]\ninstrument = "{name}"\nevery = 4\noffset = 2\n' for name in SETS
)
PAIRS = {"people": 3, "home": 1, "purpose": 2, "body": 0, "belonging": 2}


@pytest.fixture
def wider(service, ana):
    """Put every set in the programme that Ana is in."""
    text = (Path(__file__).parents[1] / "programme.toml").read_text(encoding="utf-8")
    return programme.apply(service, text + MORE).programme


def page(app, person, path):
    return Walk(Phone(app).hold(person.token)).open(path)


def test_strengths_stand_in_five_pairs_the_best_first(app, service, ana, wider):
    marks = {f"{pair}_{n}": [str(m)] for pair, m in PAIRS.items() for n in (1, 2)}

    check_in(service, ana, {"strengths": marks})

    trend = trends.one(service, ana, wider, "strengths")
    assert [(area.now, area.top) for area in trend.profile] == [
        (6, 6), (4, 6), (4, 6), (2, 6), (0, 6)
    ]  # fmt: skip
    assert trend.profile[0].name == "The people beside you"
    assert page(app, ana, "/saved").says(
        "What you can build on most: The people beside you. Then: Things worth doing."
    )


def test_the_four_points_are_four_lines_and_no_sum(service, ana, wider):
    points = {"drive": ["8"], "urges": ["no_urge"], "mind": ["4"], "balance": ["5"]}

    check_in(service, ana, {"four-points": points})

    trend = trends.one(service, ana, wider, "four-points")
    assert [course.name for course in trend.courses] == [
        "Your wish to keep going",
        "Riding out your urges",
        "Hard thoughts and moods",
        "Work, rest, people and fun",
    ]
    assert trend.courses[1].points[0].said == "No urge came"
    assert trend.profile == ()


def test_a_count_that_was_typed_is_drawn_as_far_as_it_goes(service, ana, wider):
    tops = []
    for meetings in ("3", "24"):
        check_in(service, ana, {"meetings": {"count": [meetings]}})
        trend = trends.one(service, ana, wider, "meetings")
        tops.append(trend.courses[0].high)

    assert tops == [10, 24]


def test_who_one_is_is_kept_in_words_and_drawn_nowhere(app, service, ana, wider):
    check_in(service, ana, {"about-me": {"age": ["3"], "other_help": ["1", "6"]}})

    shown = page(app, ana, "/trend/about-me")
    assert shown.status == 200
    assert shown.says("35 to 44")
    assert shown.says("Another group, Friends or family")
    assert "<svg" not in shown.page.html
