"""A check-in gives something back, and asks for one small thing."""

import pytest

from survey import agenda, notes
from survey.person import Remember
from survey.web import say
from tests.cast import WEEKLY, check_in, enrol, present
from tests.web.phone import Phone
from tests.web.walk import Walk, first_check_in, keep_words

CALMER = {**WEEKLY, "urges": {**WEEKLY["urges"], "strongest": ["2"]}}


@pytest.fixture
def sender(app, service, clock, thursday):
    """Give a phone that sends and cannot read."""
    person = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)
    return Walk(Phone(app).hold(person.token)), present(service, person.token)


def test_the_first_time_there_is_a_sentence_and_no_picture(walk, thursday):
    first_check_in(walk, thursday.join_code)

    assert walk.says("You counted 4 days that went the way you wanted.")
    assert walk.says("Your strongest urge was 6 out of 10.")
    assert "<svg" not in walk.page.html


def test_the_second_time_there_is_then_and_now_and_a_picture(ana_walk, service, ana):
    check_in(service, ana)
    check_in(service, ana, CALMER)
    ana_walk.open("/saved")

    assert ana_walk.says(
        "A calmer week than last time: the strongest urge was 6, now 2"
    )
    assert ana_walk.says("Then and now")


def test_two_weeks_make_a_picture(app, service, clock, thursday):
    ana = enrol(service, thursday.join_code, Remember.READ)
    check_in(service, ana)
    clock.pass_(days=7)
    ana = present(service, ana.token)
    check_in(service, ana, CALMER)

    walk = Walk(Phone(app).hold(ana.token)).open("/saved")

    assert walk.page.html.count("<svg") == 2
    assert "<title" not in walk.page.html.split("<svg")[1]


def test_a_phone_that_only_sends_gets_its_sentence_and_no_past(sender, service):
    walk, person = sender
    check_in(service, person)
    check_in(service, person, CALMER)
    walk.open("/saved")

    assert not walk.says("calmer")
    assert not walk.says("Then and now")
    assert walk.says("What you sent")


def test_a_phone_that_only_sends_is_not_told_that_this_was_the_first_time(
    sender, service
):
    walk, person = sender
    check_in(service, person)
    assert walk.open("/saved").says("That is your starting point")
    check_in(service, person, CALMER)

    assert not walk.open("/saved").says("That is your starting point")


def test_after_ten_minutes_nothing_is_shown(ana_walk, service, ana, clock):
    check_in(service, ana)
    clock.pass_(minutes=16)
    ana_walk.open("/saved")

    assert ana_walk.status == 200
    assert not ana_walk.says("You counted")


def test_after_urges_there_is_a_way_to_three_things_to_try(ana_walk, service, ana):
    check_in(service, ana)
    ana_walk.open("/saved")

    words = "Is one here now? Tap for three things to try."
    assert ana_walk.page.links[words] == "/urge"


def test_one_thing_for_this_week_is_kept_and_can_be_changed(ana_walk, service, ana):
    check_in(service, ana)
    ana_walk.open("/saved").press("Write it down", step="Walk to the sea")
    assert ana_walk.says("Walk to the sea")

    ana_walk.press("Write it down", step="Ring Jo")

    assert notes.latest(service, ana, "step").text == "Ring Jo"
    assert len(notes.everything(service, ana, "step")) == 1


def test_next_week_asks_how_it_went(app, service, clock, thursday):
    ana = enrol(service, thursday.join_code, Remember.READ)
    week = agenda.due(service, ana).week
    notes.write(service, ana, "step", "Walk to the sea", week)
    clock.pass_(days=7)
    walk = Walk(Phone(app).hold(ana.token)).open("/saved")
    assert walk.says("Last time you chose Walk to the sea")
    assert walk.says("How did it go?")

    walk.press("Write it down", done="some")

    assert notes.latest(service, ana, "step_done").text == "some"
    assert walk.says("How last time’s went: Some of it")
    assert not walk.says("How did it go?")


def test_a_phone_that_only_sends_can_write_it_down_and_not_read_it(sender, service):
    walk, person = sender
    check_in(service, person)
    walk.open("/saved").press("Write it down", step="Walk to the sea")

    assert walk.says("Written down.")
    assert not walk.says("Walk to the sea")


@pytest.mark.parametrize(
    "typed", [{"step": "x" * 201}, {"done": "won"}], ids=["too long", "no choice"]
)
def test_a_slip_keeps_what_was_typed(app, service, clock, thursday, typed):
    ana = enrol(service, thursday.join_code, Remember.READ)
    notes.write(service, ana, "step", "Walk", agenda.due(service, ana).week)
    clock.pass_(days=7)
    walk = Walk(Phone(app).hold(ana.token)).open("/saved")
    walk.press("Write it down", **typed)

    assert walk.status == 422
    if "step" in typed:
        assert ("step", typed["step"]) in walk.form("Write it down").fields


def test_an_unkept_visit_is_asked_whether_to_keep_it(walk, thursday):
    first_check_in(walk, thursday.join_code)

    assert walk.says("Keep this?")
    assert walk.page.links["Keep my check-ins"] == "/words"


def test_a_kept_person_is_not_asked_again(walk, service, thursday):
    first_check_in(walk, thursday.join_code)
    keep_words(walk)

    assert not walk.open("/saved").says("Keep this?")


def test_sharing_is_asked_about_once_more_after_the_third_check_in(walk, thursday):
    asks = "What may your check-ins be used for? You decide"
    first_check_in(walk, thursday.join_code)
    keep_words(walk)
    assert asks in walk.open("/saved").page.links
    walk.open("/sharing").press("Ask me later")
    found = []
    for _ in range(4):
        walk.open("/check-in")
        button = "Start" if walk.page.forms[0].buttons.get("Start") is not None else ""
        walk.press(button or "Check in again")
        walk.press("Continue").open("/check-in/answers").press("Save this check-in")
        found.append(asks in walk.page.links)

    assert found[:2] == [False, True]
    walk.follow(asks).press("Ask me later")
    assert asks not in walk.open("/saved").page.links


def test_a_phone_that_only_sends_is_not_asked_what_it_cannot_decide(sender, service):
    walk, person = sender
    check_in(service, person)

    assert "/sharing" not in walk.open("/saved").page.links.values()


def test_a_set_that_was_left_open_is_fine(ana_walk, service, ana):
    check_in(service, ana, {"days": {"as_wanted": [""]}})

    assert ana_walk.open("/saved").says("You left this open, and that is fine.")


def test_sets_come_back_in_the_order_of_the_programme(ana_walk, service, ana):
    check_in(service, ana, {**WEEKLY, "life": {"mood": ["5"]}})
    html = ana_walk.open("/saved").page.html

    places = [html.index(f"<h2>{name}") for name in ("Your days", "Urges", "How life")]
    assert places == sorted(places)


class InCapitals:
    """Stand for a translation."""

    def ugettext(self, words):
        return words.upper()

    def ungettext(self, one, words, count):
        return one.upper() if count == 1 else words.upper()


def test_sentences_are_given_back_in_the_language_of_the_page(
    ana_walk, service, ana, monkeypatch
):
    monkeypatch.setattr(say, "get_translations", InCapitals)
    check_in(service, ana, {"days": {"as_wanted": ["1"], "any": ["1"]}})
    ana_walk.open("/saved")

    assert ana_walk.says("THAT IS YOUR STARTING POINT, AND IT IS YOURS.")
    assert ana_walk.says("YOU COUNTED 1 DAY THAT WENT THE WAY YOU WANTED.")
