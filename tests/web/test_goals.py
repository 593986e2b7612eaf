"""The goal is somebody's own, and is asked for with care."""

import pytest

from survey import notes
from tests.web.walk import Walk

SAFETY = "Please read this first"


def at_goal(walk, thursday):
    return walk.open(f"/join/{thursday.join_code}").follow("Mine").press("Start")


@pytest.mark.parametrize("goal", ["stop", "cut_down"])
@pytest.mark.parametrize("chosen", [{"behaviour": "drinking"}, {"own": "wine"}])
def test_stopping_or_cutting_down_is_read_about_before_it_is_saved(
    walk, service, thursday, chosen, goal
):
    at_goal(walk, thursday)
    filled = {"behaviour": "own_words", **chosen, "goal": goal}
    walk.press("Continue", **filled)
    assert walk.page.heading == SAFETY
    assert walk.says("If you drink a lot on most days")
    assert walk.says("Call 999 now")

    walk.press("I have read this: continue")

    assert walk.path == "/check-in/days/1"


def test_the_note_stores_nothing_and_leads_back_too(ana_walk, service, ana):
    ana_walk.open("/goal").press("Save", behaviour="drinking", goal="stop")

    assert ana_walk.page.heading == SAFETY
    assert notes.everything(service, ana) == ()
    assert ana_walk.page.links["Choose something else"] == "/goal"


@pytest.mark.parametrize("goal", ["keep_up", "thinking"])
def test_other_goals_need_no_note(ana_walk, goal):
    ana_walk.open("/goal").press("Save", behaviour="drinking", goal=goal)

    assert ana_walk.path == "/"


def test_a_behaviour_without_danger_needs_no_note(ana_walk, service, ana):
    ana_walk.open("/goal").press("Save", behaviour="gambling", goal="stop")

    assert notes.latest(service, ana, "behaviour").text == "Gambling"
    assert notes.latest(service, ana, "goal").text == "stop"


def test_the_goal_can_be_changed_and_stands_chosen(ana_walk, service, ana):
    ana_walk.open("/goal")
    ana_walk.press("Save", behaviour="own_words", own="late nights", goal="thinking")
    ana_walk.open("/goal")
    assert ("behaviour", "own_words") in ana_walk.form("Save").fields
    assert ("own", "late nights") in ana_walk.form("Save").fields

    ana_walk.press("Save", goal="keep_up")

    assert notes.latest(service, ana, "goal").text == "keep_up"
    assert notes.latest(service, ana, "behaviour").text == "late nights"


def test_own_words_are_taken_without_a_tap_on_the_list(ana_walk, service, ana):
    ana_walk.open("/goal").press("Save", own="late nights", goal="thinking")

    assert notes.latest(service, ana, "behaviour").text == "late nights"


def test_the_first_time_may_be_skipped(walk, service, thursday):
    at_goal(walk, thursday).press("Skip this for now")

    assert walk.path == "/check-in/days/1"


WRONG = {
    "nothing": {},
    "no goal": {"behaviour": "gambling"},
    "own words left out": {"behaviour": "own_words", "own": " ", "goal": "stop"},
    "own words too long": {"behaviour": "own_words", "own": "x" * 81, "goal": "stop"},
    "no such goal": {"behaviour": "gambling", "goal": "win"},
    "no such behaviour": {"behaviour": "chess", "goal": "stop"},
}


@pytest.mark.parametrize("filled", WRONG.values(), ids=list(WRONG))
def test_a_slip_is_named_and_what_was_typed_stays(ana_walk, service, ana, filled):
    ana_walk.open("/goal").press("Save", **filled)

    assert ana_walk.status == 422
    assert ana_walk.says("Please look at this again")
    assert notes.everything(service, ana) == ()
    if len(filled.get("own", "")) > 1:
        assert ("own", filled["own"]) in ana_walk.form("Save").fields


def test_markup_in_own_words_stays_words(ana_walk):
    ana_walk.open("/goal")
    ana_walk.press("Save", behaviour="own_words", own="<i>x</i>", goal="keep_up")
    ana_walk.open("/check-in").press("Start")

    assert "<i>x</i>" not in ana_walk.page.html
    assert ana_walk.says("<i>x</i>")


def test_a_phone_that_only_sends_shows_no_goal(app, service, clock, thursday):
    from survey.person import Remember
    from tests.cast import enrol
    from tests.web.phone import Phone

    sender = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)

    assert Walk(Phone(app).hold(sender.token)).open("/goal").status == 403
