"""One question after another is easy to answer, to pass, and to go back to."""

import pytest

from survey import agenda, checkin, notes
from survey.measure.answers import Missing, Outside
from survey.person import Remember
from survey.records.tables import Draft
from tests.cast import check_in, enrol
from tests.web.phone import Phone
from tests.web.walk import Walk, answered_weekly, count, latest


def test_one_question_after_another_leads_to_saved(weekly, service, ana):
    answered_weekly(weekly)
    assert weekly.path == "/check-in/answers"
    weekly.press("Save this check-in")

    assert weekly.path == "/saved"
    assert latest(service, ana)["days"]["as_wanted"] == 5
    assert latest(service, ana)["urges"]["hard"] == Outside("did_not_try")
    assert latest(service, ana)["urges"]["helped"] == (1, 4)
    assert count(service, Draft) == 1  # the receipt alone


def test_what_is_due_is_said_with_its_length(walk, thursday):
    walk.open(f"/join/{thursday.join_code}").follow("Mine").press("Start")

    assert walk.open("/check-in").says("3 questions at most, about 1 minute.")
    assert "All on one page" not in walk.form("Start").buttons


def test_the_question_is_the_heading_and_the_address_says_nothing(weekly):
    assert weekly.page.heading.startswith("In the last 7 days, how many days went")
    assert weekly.path == "/check-in/days/1"
    assert weekly.page.title == "Question 1 · Check-in"


def test_nothing_is_chosen_beforehand(weekly):
    form = weekly.form("Continue")

    assert "days.as_wanted" not in dict(form.fields)
    assert form.offered["days.as_wanted"] == [*"01234567", "rather_not_say"]


def test_a_question_can_be_passed_and_one_can_decline(weekly, service, ana):
    weekly.press("Continue")
    weekly.press("Continue", days__any="rather_not_say")
    weekly.press("Continue", urges__days="0")
    assert weekly.says("Not answered")
    weekly.press("Save this check-in")

    assert latest(service, ana)["days"]["as_wanted"] is Missing.SKIPPED
    assert latest(service, ana)["days"]["any"] is Missing.RATHER_NOT_SAY


def test_no_urge_ends_the_set(weekly, service, ana):
    weekly.press("Continue", days__as_wanted="5").press("Continue", days__any="0")
    weekly.press("Continue", urges__days="0")

    assert weekly.path == "/check-in/answers"
    weekly.press("Save this check-in")
    assert latest(service, ana)["urges"]["strongest"] == 0


def test_what_is_explained_is_explained_once(weekly):
    assert weekly.says("No answer is wrong.")
    weekly.press("Continue")
    assert not weekly.says("No answer is wrong.")
    weekly.press("Continue")
    assert weekly.says("An urge is a strong pull to do it.")
    assert not weekly.says("No answer is wrong.")
    weekly.press("Continue")
    assert not weekly.says("An urge is a strong pull to do it.")


def test_back_leads_back_and_the_answer_stands_there(weekly):
    weekly.press("Continue", days__as_wanted="5").follow("Back")
    assert dict(weekly.form("Continue").fields)["days.as_wanted"] == "5"

    weekly.press("Take my answer back").follow("Back")

    assert "days.as_wanted" not in dict(weekly.form("Continue").fields)


def test_changing_one_answer_leads_straight_back(weekly):
    answered_weekly(weekly)
    weekly.open("/check-in/urges/2?back=answers")
    weekly.press("Continue", urges__strongest="9")

    assert weekly.path == "/check-in/answers"
    assert weekly.says("9")


def test_a_change_that_brings_up_questions_asks_them(weekly):
    weekly.press("Continue", days__as_wanted="5").press("Continue", days__any="0")
    weekly.press("Continue", urges__days="0")
    weekly.open("/check-in/urges/1?back=answers").press("Continue", urges__days="2")

    assert weekly.path == "/check-in/urges/2?back=answers"


def test_a_change_that_rules_out_an_answer_asks_it_again(weekly, service, ana):
    notes.write(service, ana, "goal", "cut_down", agenda.due(service, ana).week)
    weekly.open("/check-in").press(
        "Begin anew" if weekly.says("Begin anew") else "Check in again"
    )
    weekly.press("Continue").press("Continue", days__any="5")
    weekly.press("Continue", days__more_than_meant="4")
    weekly.open("/check-in/days/2?back=answers").press("Continue", days__any="2")

    assert weekly.path == "/check-in/days/3?back=answers"
    assert weekly.status == 200


def test_the_behaviour_stands_above_until_it_is_hidden(weekly):
    assert weekly.says("Late nights")
    weekly.press("Hide Late nights", days__as_wanted="3")

    assert weekly.path == "/check-in/days/1"
    assert not weekly.says("Late nights")
    assert dict(weekly.form("Continue").fields)["days.as_wanted"] == "3"
    assert not weekly.press("Continue").says("Late nights")


def test_a_phone_that_only_sends_can_do_all_this_and_shows_no_behaviour(
    app, service, clock, thursday
):
    sender = enrol(service, thursday.join_code, Remember.WRITE)
    week = agenda.due(service, sender).week
    notes.write(service, sender, "behaviour", "Late nights", week)
    clock.pass_(hours=3)
    walk = Walk(Phone(app).hold(sender.token)).open("/check-in").press("Start")
    assert not walk.says("Late nights")

    walk.press("Continue", days__as_wanted="1").press("Continue", urges__days="0")
    walk.press("Save this check-in")

    assert walk.path == "/saved"
    assert walk.says("You counted 1 day that went the way you wanted.")


@pytest.fixture
def on_one_page(ana_walk, service, ana):
    check_in(service, ana)
    return ana_walk.open("/check-in").press("All on one page")


def test_all_on_one_page_asks_item_by_item(on_one_page):
    assert on_one_page.path == "/check-in/all"
    assert on_one_page.page.html.count("<fieldset") == 3  # readiness, in the first week
    assert "<table" not in on_one_page.page.html


def test_all_on_one_page_is_looked_at_and_saved(on_one_page, service, ana):
    on_one_page.press(
        "Look at my answers", readiness__matters="7", readiness__ready="keeping"
    )
    on_one_page.press("Save this check-in")

    saved = latest(service, ana)["readiness"]
    assert saved["matters"] == 7
    assert saved["sure"] is Missing.SKIPPED
    assert saved["ready"] == Outside("keeping")


def test_every_slip_on_one_page_is_named_and_the_rest_stays(on_one_page):
    on_one_page.press(
        "Look at my answers",
        readiness__matters="11",
        readiness__sure="x",
        readiness__ready="4",
    )

    assert on_one_page.status == 422
    assert on_one_page.says("Choose a number from 0 to 10.")
    assert on_one_page.says("Choose one of the answers shown.")
    fields = dict(on_one_page.form("Look at my answers").fields)
    assert fields["readiness.ready"] == "4"


def test_a_check_in_half_done_goes_on_either_way(weekly):
    weekly.press("Continue", days__as_wanted="5").open("/check-in")
    assert weekly.says("You were in the middle of it")
    weekly.follow("Go on, all on one page")
    assert dict(weekly.form("Look at my answers").fields)["days.as_wanted"] == "5"

    weekly.open("/check-in").follow("Go on where I was")

    assert weekly.path == "/check-in/days/2"


def test_a_set_that_was_not_begun_stays_open_for_another_time(weekly, service, ana):
    weekly.press("Continue", days__as_wanted="5").open("/check-in/answers")
    assert weekly.says("Not begun: Urges.")
    before = len(checkin.history(service, ana, "urges"))
    weekly.press("Save this check-in")

    assert len(checkin.history(service, ana, "urges")) == before
    assert latest(service, ana)["days"]["as_wanted"] == 5


def test_without_any_answer_there_is_nothing_to_save_yet(weekly):
    assert weekly.open("/check-in/answers").path == "/check-in/days/1"
