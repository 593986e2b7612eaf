"""Who is signed out at the last moment still has their answers."""

from base64 import urlsafe_b64decode

from survey import checkin, sessions
from survey.person import Remember
from survey.records.tables import Session
from tests.cast import check_in, enrol_with_words, present
from tests.web.phone import Phone
from tests.web.walk import Walk, answered_weekly, first_visit


def sign_out_everywhere(service):
    with service.store.write() as connection:
        connection.execute(Session.__table__.delete())


def test_answers_survive_being_signed_out(app, service, thursday, clock):
    ana, code = enrol_with_words(service, thursday.join_code)
    check_in(service, ana)
    walk = Walk(Phone(app).hold(ana.token)).open("/check-in").press("Start")
    walk.press("Continue", readiness__matters="7")
    walk.press("Continue", readiness__sure="3").press("Continue")
    clock.pass_(minutes=31)
    walk.press("Save this check-in")
    assert walk.page.heading == "You are signed out. Your answers are still here."

    walk.press("Sign in", words="maple " + code.text, remember="no")
    assert walk.status == 422
    walk.press("Sign in", words=code.text, remember="no")
    assert walk.path == "/check-in/answers"
    walk.press("Save this check-in")

    assert walk.path == "/saved"
    told = checkin.history(service, present(service, walk_token(walk)), "readiness")
    assert [e.answers["matters"] for e in told] == [7]


def walk_token(walk):
    return urlsafe_b64decode(walk.phone.cookie + "=")


def test_answers_of_an_unkept_visit_start_a_new_one(walk, service, thursday):
    first_visit(walk, thursday.join_code)
    walk.press("Continue", days__as_wanted="4").press("Continue", urges__days="0")
    sign_out_everywhere(service)
    walk.press("Save this check-in")
    assert walk.says("No words yet?")

    walk.press("Go on without words").press("Save this check-in")

    assert walk.says("You counted 4 days that went the way you wanted.")


def test_one_answer_survives_being_signed_out_too(weekly, service):
    sign_out_everywhere(service)
    weekly.press("Continue", days__as_wanted="5")

    assert weekly.status == 403
    assert ("days.as_wanted", "5") in weekly.form("Sign in").fields


def test_answers_survive_a_phone_that_lost_its_cookie(weekly, service):
    answered_weekly(weekly)
    weekly.phone.client.delete_cookie("__Host-t")
    weekly.press("Save this check-in")

    assert weekly.status == 403
    assert weekly.page.heading == "You are signed out. Your answers are still here."
    assert ("urges.strongest", "6") in weekly.form("Sign in").fields


def test_earlier_answers_come_along_when_a_first_visit_ends(walk, clock, thursday):
    first_visit(walk, thursday.join_code)
    walk.press("Continue", days__as_wanted="4")
    clock.pass_(minutes=31)
    walk.press("Continue", urges__days="3")
    assert walk.status == 403
    assert walk.says("Your goal and your group do not come along")

    walk.press("Go on without words")

    sent = dict(walk.form("Save this check-in").fields)
    assert (sent["days.as_wanted"], sent["urges.days"]) == ("4", "3")


def test_a_check_in_saved_before_is_not_offered_again_at_the_door(
    app, service, thursday
):
    ana, code = enrol_with_words(service, thursday.join_code)
    walk = Walk(Phone(app).hold(ana.token)).open("/check-in").press("Start")
    walk.press("Continue", days__as_wanted="4").press("Continue", urges__days="0")
    form = walk.form("Save this check-in")
    walk.send(form, "Save this check-in")
    sign_out_everywhere(service)
    walk.send(form, "Save this check-in")

    walk.press("Sign in", words=code.text, remember="no")

    assert walk.path == "/saved"


def test_who_signed_in_anew_beside_it_sends_the_page_again(weekly, service, ana):
    answered_weekly(weekly)
    with service.store.write() as connection:
        token = sessions.opened(
            service, connection, ana.id, ana.seed, Remember.NO, shared=False
        )
    weekly.phone.hold(token)
    weekly.press("Save this check-in").press("Send again")

    assert weekly.path == "/saved"
