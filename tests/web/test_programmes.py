"""Figures of a programme stand beside what is missing, and are shown to few."""

import json
import re
from dataclasses import replace

import pytest

from survey import results_of_programme
from survey.privacy.figures import Figures, Share
from survey.results_of_programme import FunnelPoint
from survey.staff import Role
from survey.web import funnel_drawing
from tests.releases import CALM, DAYS, count, decide_rounds, page, release

HERE = "/staff/programmes/harbour"
SOME = Figures(
    n=60,
    rounding=5,
    mean=40,
    median=35,
    followed=Share(60, 110, 55, 45, 64),
    ever=Share(80, 110, 75, 63, 80),
    improved=Share(15, 50, 30, 19, 44),
    worse=Share(5, 50, 10, 4, 22),
    beyond_usual=Share(10, 40, 25, 14, 41),
)
MANY = replace(SOME, n=120, deviation=20, quartiles=(25, 60), mean=50)


@pytest.fixture
def results(service):
    decide_rounds(service, 6)
    release(service, "programme", "harbour", DAYS, (None, SOME, None, MANY))
    release(service, "programme", "harbour", CALM, (None, None, None, page(3)))
    release(service, "site", "north", DAYS, (None, None, None, SOME))
    release(service, "site", "south", DAYS, (None, None, None, None))


@pytest.fixture
def eve(at_work, results):
    return at_work(Role.EVALUATOR, "harbour")


@pytest.fixture
def olu(at_work, results):
    return at_work(Role.ORGANISER, "harbour/north")


def words(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.text).split())


def test_every_figure_stands_beside_who_is_missing_from_it(eve):
    shown = words(eve.open(HERE))

    assert "about 120 people answered: 55 % of the 110 who have a first answer" in shown
    assert "About 80 of these came back at least once" in shown
    assert "How the others are is not known" in shown
    assert "not suitable as a trigger of payment" in shown


def test_figures_are_told_in_the_points_of_the_questions(eve):
    shown = words(eve.open(HERE))

    assert "From 0 to 7, where higher is better, the mean was about 3.5." in shown
    assert "between about 1.8 and 4.2; the standard deviation was about 1.4" in shown


def test_a_share_never_stands_without_its_interval(eve):
    shown = words(eve.open(HERE))

    assert "about 15 of 50 people were better" in shown
    assert "30 %. Chance alone could put that anywhere from 19 to 44 %" in shown
    assert "About 5 of them were worse by more than that: 10 % (4 to 22 %)" in shown


def test_against_themselves_is_told_apart_and_with_how_many_could_be(eve):
    response = eve.open(HERE)
    shown = words(response)

    assert "about 10 of the 40 people who had checked in six times or more" in shown
    assert "it is no result of the programme" in shown
    assert not re.search(r"<h\d[^>]*>[^<]*usual range", response.text)


def test_too_few_people_have_a_rough_step_and_a_rest_says_nothing(eve):
    shown = words(eve.open(HERE))

    assert "10 to 14 people: above the middle" in shown
    assert "the picture rests. It says nothing about how anyone is doing" in shown


def test_the_course_has_a_gap_where_a_round_rested(eve):
    response = eve.open(f"{HERE}/explore/{DAYS}")
    figure = json.loads(re.search(r'id="figure">(.*?)</script>', response.text)[1])

    assert figure["data"][0]["y"] == [2.8, None, 3.5]
    assert "/plotly.min" in response.text
    assert "<table>" in response.text


def test_nothing_finer_than_the_release_is_in_a_page(eve):
    pages = eve.open(HERE).text + eve.open(f"{HERE}/explore/{DAYS}").text
    told = pages.split('"layout"')[0]

    assert re.findall(r"\d+\.\d{2,}", told) == []


def test_an_organiser_sees_the_own_site_alone(olu):
    shown = words(olu.open(HERE))

    assert "North hall" in shown
    assert "South hall" not in shown
    assert "The whole programme" not in shown
    assert olu.open(f"{HERE}/north/explore/{DAYS}").status_code == 200
    assert olu.open(f"{HERE}/south/explore/{DAYS}").status_code == 404
    assert olu.open(f"{HERE}/explore/{DAYS}").status_code == 404


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.FACILITATOR, "harbour/thursday"), (Role.OPERATOR, "harbour")],
)
def test_nobody_else_finds_the_page(at_work, results, thursday, role, place):
    assert at_work(role, place).open(HERE).status_code == 404


def test_strangers_and_members_do_not_find_it(phone, ana_phone, results):
    assert phone.open(HERE).status_code == 404
    assert ana_phone.open(HERE).status_code == 404


def test_a_grant_in_another_programme_opens_nothing(eve):
    assert eve.open("/staff/programmes/elsewhere").status_code == 404


def test_before_anything_is_released_the_page_says_so(at_work, service):
    shown = words(at_work(Role.EVALUATOR, "harbour").open(HERE))

    assert "Nothing has been released yet" in shown


def test_a_mean_with_noise_says_how_far_off_it_may_be(service, eve):
    row = '{"cost":333,"margin":0.5,"mean":5.0}'
    count(service, "programme", "harbour", 1, row, domain=f"{DAYS}/noisy")

    shown = words(eve.open(HERE))

    assert "with noise: a mean of 3.5 in" in shown
    assert "give or take 0.35 (19 of 20 times)" in shown
    assert "epsilon 0.333 of one" in shown


def sites(many, **shares):
    def place(number):
        share = shares.get(f"s{number}", Share(40, 100, 40, 31, 50))
        shown = results_of_programme.Released(None, replace(MANY, improved=share))
        course = results_of_programme.Course(DAYS, MEASURE, (shown,))
        return results_of_programme.Place(f"s{number}", f"Site {number}", (course,))

    found = tuple(place(number) for number in range(many))
    whole = replace(found[0], name="")
    return results_of_programme.ProgrammeResults(whole, found)


MEASURE = results_of_programme.Measure("Days", 0, 7, rising=True)


def test_sites_stand_side_by_side_only_from_eight_on(app):
    with app.test_request_context("/"):
        assert funnel_drawing.of_programme(sites(7)) == ()
        (drawn,) = funnel_drawing.of_programme(sites(8, s3=Share(80, 100, 80, 71, 87)))

    outside = [row.name for row in drawn.rows if "worth a question" in row.where]
    assert outside == ["Site 3"]
    assert len(drawn.rows) == 8


def test_a_small_site_may_lie_further_out_than_a_large_one(app):
    large, small = Share(110, 200, 55, 48, 62), Share(15, 30, 50, 33, 67)
    points = results_of_programme.funnel(sites(9, s0=large, s1=small), DAYS)

    def within(point: FunnelPoint) -> bool:
        share = point.improved.count / point.improved.of
        return point.limits_95.low <= share <= point.limits_95.high

    assert [p.name for p in points if not within(p)] == ["Site 0"]
