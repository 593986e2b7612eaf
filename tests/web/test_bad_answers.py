"""A form that cannot stand is answered clearly, and costs nobody their answers."""

from errno import ENOSPC

import pytest
from sqlalchemy.exc import OperationalError

from survey import checkin, drafts
from survey.records.tables import Response, Sitting
from tests.cast import present
from tests.web.walk import answered_weekly, count

BEFORE = 2
"""Sittings that Ana has had when she begins."""


BAD = {
    "above the range": ({"days__as_wanted": "8"}, "Choose a number from 0 to 7."),
    "below the range": ({"days__as_wanted": "-1"}, "Choose a number from 0 to 7."),
    "no number": ({"days__as_wanted": "many"}, "Choose one of the answers shown."),
    "a long number": ({"days__as_wanted": "9" * 40}, "Choose one of the answers"),
    "twice": ({"days__as_wanted": ["1", "2"]}, "Choose one answer only."),
}


@pytest.mark.parametrize(("typed", "said"), BAD.values(), ids=list(BAD))
def test_an_answer_that_cannot_be_is_named_and_nothing_is_kept(
    weekly, service, ana, typed, said
):
    weekly.press("Continue", **typed)

    assert weekly.status == 422
    assert weekly.says(said)
    assert weekly.page.title.startswith("Error:")
    assert drafts.load(service, present(service, ana.token)).posted["days"] == {}


def test_what_helped_or_nothing_to_say_but_not_both(weekly):
    answered_weekly(weekly).open("/check-in/urges/5")
    weekly.press("Continue", urges__helped=["1", "rather_not_say"])

    assert weekly.status == 422
    assert weekly.says("but not both")


@pytest.mark.parametrize("name", ["admin", "urges.days", "days.nothing", "moon.x"])
def test_a_field_too_many_is_refused_and_the_rest_is_there(weekly, service, name):
    weekly.press("Continue", **{"days__as_wanted": "5", name: "1"})

    assert weekly.status == 400
    assert weekly.page.heading == "This form had a field too many"
    assert count(service, Sitting) == BEFORE


def test_a_field_too_many_at_the_end_saves_nothing_and_loses_nothing(weekly, service):
    answered_weekly(weekly).press("Save this check-in", days__surplus="1")
    assert weekly.status == 400
    assert count(service, Sitting) == BEFORE

    weekly.follow("Look at my answers").press("Save this check-in")

    assert weekly.path == "/saved"
    assert count(service, Sitting) == BEFORE + 1


def test_an_answer_out_of_range_at_the_end_comes_back_to_be_mended(weekly, service):
    answered_weekly(weekly).press("Save this check-in", days__any="9")

    assert weekly.status == 422
    assert weekly.says("Choose a number from 0 to 7.")
    assert dict(weekly.form("Look at my answers").fields)["days.as_wanted"] == "5"
    assert count(service, Sitting) == BEFORE


def test_sending_twice_saves_once(weekly, service):
    answered_weekly(weekly)
    form = weekly.form("Save this check-in")
    for _ in range(3):
        weekly.send(form, "Save this check-in")
        assert weekly.path == "/saved"

    assert count(service, Sitting) == BEFORE + 1


def test_another_version_carries_over_what_still_fits(weekly, service):
    answered_weekly(weekly)
    weekly.press("Save this check-in", **{"days/version": "99"})
    assert weekly.status == 409
    assert weekly.page.heading == "The questions have changed"
    assert count(service, Sitting) == BEFORE

    weekly.follow("Look at my answers").press("Save this check-in")

    assert weekly.path == "/saved"


def test_one_question_of_another_version_keeps_what_was_typed(weekly, service):
    weekly.press("Continue", days__as_wanted="5")
    weekly.press("Continue", **{"days/version": "2", "days.any": "3"})
    assert weekly.status == 409
    weekly.follow("Look at my answers").press("Save this check-in")

    assert weekly.path == "/saved"
    assert weekly.says("You counted 3 days when it happened.")
    assert weekly.says("5 days went the way you wanted.")


def test_all_on_one_page_of_another_version_keeps_what_still_fits(weekly):
    weekly.open("/check-in/all")
    typed = {"days.as_wanted": "5", "days.any": "9", "urges.days": "3"}
    weekly.press("Look at my answers", **{"days/version": "2", **typed})
    assert weekly.status == 409
    weekly.follow("Look at my answers")

    sent = dict(weekly.form("Save this check-in").fields)
    assert (sent["days.as_wanted"], sent["urges.days"]) == ("5", "3")
    assert sent["days.any"] == ""


def test_a_saved_check_in_sent_once_more_after_a_change_is_saved_already(
    weekly, service
):
    answered_weekly(weekly)
    form = weekly.form("Save this check-in")
    weekly.send(form, "Save this check-in")

    weekly.send(form, "Save this check-in", **{"days/version": "99"})

    assert weekly.path == "/saved"
    assert count(service, Sitting) == BEFORE + 1


def test_what_is_carried_under_an_attempt_saved_before_is_another_attempt(
    weekly, service, ana
):
    answered_weekly(weekly)
    form = weekly.form("Save this check-in")
    weekly.send(form, "Save this check-in")
    weekly.send(form, "Save this check-in", admin="1")
    assert weekly.status == 400

    weekly.follow("Look at my answers").press("Save this check-in")

    assert count(service, Sitting) == BEFORE + 2


@pytest.mark.parametrize("path", ["/check-in/answers", "/check-in/all"])
def test_without_a_check_in_under_way_there_is_nothing_to_look_at(ana_walk, path):
    assert ana_walk.open(path).path == "/check-in"


@pytest.mark.parametrize(
    "path", ["/check-in/days/0", "/check-in/days/9", "/check-in/moon/1"]
)
def test_a_question_that_is_none_leads_to_what_is_due(weekly, path):
    assert weekly.open(path).path == "/check-in"


def test_an_empty_form_saves_nothing(weekly, service):
    token = weekly.form("Continue").fields[0]
    weekly.phone.send("/check-in/answers", dict([token]))

    assert count(service, Response) == 3


@pytest.mark.parametrize(
    "trouble",
    [OperationalError("x", {}, Exception("down")), OSError(ENOSPC, "disk full")],
    ids=["database away", "disk full"],
)
def test_answers_stay_in_the_form_while_nothing_can_be_saved(
    weekly, service, monkeypatch, trouble
):
    def fail(*_given):
        raise trouble

    answered_weekly(weekly)
    with monkeypatch.context() as broken:
        broken.setattr(checkin, "record", fail)
        weekly.press("Save this check-in")
    assert weekly.status == 503
    assert weekly.says("People to call")
    assert ("urges.strongest", "6") in weekly.form("Try again").fields

    weekly.press("Try again")

    assert weekly.path == "/saved"
    assert count(service, Sitting) == BEFORE + 1
