"""A person's own trend: what they said, in the direction in which up is better."""

from datetime import timedelta

import pytest

from survey import agenda, checkin, notes
from survey.checkin import Submitted
from survey.person import Remember
from survey.web import trends
from tests.cast import WEEKLY, check_in, enrol, present
from tests.web.phone import Phone
from tests.web.walk import Walk

LIFE = {"body": "3", "mood": "9", "people": "6", "home": "6", "money": "4"}
STRONGEST = (6, 4, 5, 7, 3, 2, 5)


@pytest.fixture
def ana(service, thursday):
    """Let Ana have a phone that may read for weeks."""
    return enrol(service, thursday.join_code, Remember.READ)


@pytest.fixture
def told(service, ana, clock, app):
    """Give Ana's phone after seven weeks, one of them with a new goal."""
    for number, strongest in enumerate(STRONGEST):
        ana = present(service, ana.token)
        if number in (0, 4):
            week = agenda.due(service, ana).week
            notes.write(service, ana, "goal", ("stop", "keep_up")[number > 0], week)
        urges = {**WEEKLY["urges"], "strongest": [str(strongest)]}
        check_in(service, ana, {**WEEKLY, "urges": urges})
        if number % 4 == 1:
            check_in(service, ana, {"life": {k: [v] for k, v in LIFE.items()}})
        if number == 0:
            posted = {"matters": ["7"], "sure": ["3"], "ready": ["keeping"]}
            check_in(service, ana, {"readiness": posted})
        clock.pass_(days=7)
    return Walk(Phone(app).hold(ana.token))


def courses(service, ana, plan):
    return {
        trend.instrument.id: trend.courses
        for trend in trends.everything(service, present(service, ana.token), plan)
    }


@pytest.fixture
def plan(service):
    from survey import programme

    (found,) = programme.everything(service)
    return found


def test_each_measure_has_a_sentence_a_picture_and_a_table(told):
    told.open("/trend")

    assert told.page.html.count('<svg class="trend') == 7
    assert told.page.html.count("Show as a table") == 7
    assert told.says("Days that went the way you wanted: now 4")
    assert told.says("Calm: now 5, up from 4")


def test_urges_are_turned_over_and_the_table_keeps_what_was_said(
    service, ana, told, plan
):
    (calm,) = courses(service, ana, plan)["urges"]

    assert [point.value for point in calm.points] == [10 - s for s in STRONGEST]
    assert calm.points[0].said.startswith("6")
    assert (calm.bottom, calm.top) == ("As strong as it gets", "Hardly there")


def test_another_goal_begins_another_line_of_days_and_of_nothing_else(
    service, ana, told, plan
):
    found = courses(service, ana, plan)

    (days, happened), (calm,) = found["days"], found["urges"]
    assert [len(line) for line in days.lines()] == [4, 3]
    assert [len(line) for line in happened.lines()] == [4, 3]
    assert len(calm.lines()) == 1


def test_the_usual_range_needs_six_points(service, ana, told, plan):
    found = courses(service, ana, plan)

    assert found["urges"][0].usual is not None
    assert found["days"][0].usual is None  # three since the goal changed


DRAWN = {
    "stop": (True, False),
    "keep_up": (True, False),
    "cut_down": (True, True),
    "thinking": (False, False),
    None: (False, False),
}


@pytest.mark.parametrize("goal", list(DRAWN))
def test_the_goal_says_which_way_up_the_days_when_it_happened_are_drawn(
    app, service, ana, plan, clock, goal
):
    for happened in ("5", "2"):
        ana = present(service, ana.token)
        if goal:
            week = agenda.due(service, ana).week
            notes.write(service, ana, "goal", goal, week)
        check_in(service, ana, {"days": {"as_wanted": ["4"], "any": [happened]}})
        clock.pass_(days=7)

    _days, course = courses(service, ana, plan)["days"]
    page = Walk(Phone(app).hold(ana.token)).open("/trend/days")

    assert (course.upside_down, course.lightly) == DRAWN[goal]
    assert page.says("Days when it happened: now 2, down from 5 on")
    assert page.says("turned over: fewer stands higher") == course.upside_down
    assert ('<svg class="trend light"' in page.page.html) == course.lightly


def test_readiness_is_three_lines_and_keeping_is_no_ten(service, ana, told, plan):
    matters, sure, ready = courses(service, ana, plan)["readiness"]

    assert (matters.points[0].value, sure.points[0].value) == (7, 3)
    assert ready.points[0].value is None
    assert ready.points[0].said == "I have started, and I am keeping it up"


def test_life_is_a_profile_first_the_best_area_on_top(told):
    told.open("/trend/life")

    order = [told.page.html.index(words) for words in ("How you felt", "Your body")]
    assert order == sorted(order)
    profile = told.page.html.index('class="profile"')
    assert profile < told.page.html.index('<svg class="trend"')


def test_a_missed_week_is_a_gap(service, ana, clock, plan, app):
    for _ in range(3):
        check_in(service, present(service, ana.token))
        clock.pass_(days=14)

    days, _happened = courses(service, ana, plan)["days"]

    assert [len(line) for line in days.lines()] == [1, 1, 1]


def test_two_check_ins_of_one_week_are_one_point_the_later(service, ana, plan):
    check_in(service, ana)
    check_in(service, ana, {"days": {"as_wanted": ["7"], "any": ["0"]}})

    days, _happened = courses(service, ana, plan)["days"]

    assert [point.value for point in days.points] == [7]
    assert days.points[0].week + timedelta(days=7) > service.clock.now().date()


def test_one_trend_shows_every_answer_in_words(told):
    told.open("/trend/urges")

    assert told.says("How long an urge mostly lasted 5 to 15 minutes")
    assert told.says("What helped Waiting it out")


def test_the_explore_page_carries_its_own_figures(told):
    told.open("/trend/urges").follow("Explore this line: Calm")

    assert told.path == "/trend/urges/explore"
    assert "ji27qzEtxXZW" in told.answer.headers["Content-Security-Policy"]
    assert '<script type="application/json" id="figure">' in told.page.html


def test_more_measures_have_explore_pages_of_their_own(told):
    told.open("/trend/readiness/explore/3")
    assert told.page.heading == "How ready you are"

    assert told.open("/trend/readiness/explore/4").path == "/trend/readiness"


@pytest.mark.parametrize("path", ["/trend/moon", "/trend/moon/explore", "/trend/life"])
def test_a_trend_that_is_none_is_not_here(app, ana, path):
    assert Walk(Phone(app).hold(ana.token)).open(path).status == 404


def test_before_the_first_check_in_the_page_says_what_will_come(app, ana):
    walk = Walk(Phone(app).hold(ana.token)).open("/trend")

    assert walk.says("After your first check-in your line begins here.")


@pytest.mark.parametrize("path", ["/trend", "/trend/days", "/trend/days/explore"])
def test_a_phone_that_only_sends_sees_no_trend(app, service, clock, thursday, path):
    sender = enrol(service, thursday.join_code, Remember.WRITE)
    check_in(service, sender)
    clock.pass_(hours=3)

    walk = Walk(Phone(app).hold(sender.token)).open(path)

    assert walk.status == 403
    assert "<svg" not in walk.page.html


def test_a_question_that_was_never_asked_gets_no_empty_picture(service, ana, ana_walk):
    first = Submitted("days", 1, ("as_wanted",), {"as_wanted": ["4"]})
    checkin.record(service, ana, "first", [first])
    ana_walk.open("/trend")

    assert ana_walk.says("Days that went the way you wanted: 4.")
    assert not ana_walk.says("nothing to show yet")
    assert not ana_walk.says("Days when it happened")
