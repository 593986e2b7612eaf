"""What a person decides happens at once, and nothing is decided for them."""

from datetime import date

import pytest
from sqlalchemy import update

from survey import consent
from survey.person import Remember
from survey.records.queries import exports
from survey.records.tables import EvaluationKey, EvaluationSeal
from tests.cast import check_in, enrol, enrol_with_words, present
from tests.exports import put_request
from tests.web.phone import Phone
from tests.web.walk import Walk, count


def choice(service, person, purpose):
    found = {c.purpose: c for c in consent.sharing(service, person)}
    return found[purpose].answer


def decide(walk, purpose, button):
    """Press a button of one purpose's form."""
    forms = [f for f in walk.page.forms if ("purpose", purpose) in f.fields]
    return walk.send(forms[0], button)


def test_both_are_off_and_ask_me_later_comes_first(ana_walk, service, ana):
    ana_walk.open("/sharing")

    html = ana_walk.page.html
    assert html.index("Ask me later") < html.index("May your check-ins count")
    assert ana_walk.says("Not shared. You have not decided yet.")
    assert "checked" not in html
    assert choice(service, ana, "group") == "unasked"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_the_sharing_page_writes_nothing(ana_phone, service, ana, method):
    before = consent.sharing(service, ana)

    ana_phone.client.open("/sharing", method=method, headers=ana_phone.headers)

    assert consent.sharing(service, ana) == before


def test_ask_me_later_is_counted_and_shares_nothing(ana_walk, service, ana):
    ana_walk.open("/sharing").press("Ask me later")

    assert ana_walk.path == "/"
    found = consent.sharing(service, ana)
    assert [(c.answer, c.asked) for c in found] == [("later", 1)] * 2
    assert not consent.ask_now(service, ana)


def test_who_answers_one_question_was_asked_the_other_too(ana_walk, service, ana):
    decide(ana_walk.open("/sharing"), "group", "No")

    found = {c.purpose: (c.answer, c.asked) for c in consent.sharing(service, ana)}
    assert found["group"][0] == "no"
    assert found["study"] == ("later", 1)


@pytest.mark.parametrize("purpose", consent.PURPOSES)
def test_a_yes_seals_from_today_and_a_no_drops_the_seals_at_once(
    ana_walk, service, ana, purpose
):
    check_in(service, ana)
    decide(ana_walk.open("/sharing"), purpose, "Yes, from today")
    assert ana_walk.says("You said yes.")
    assert count(service, EvaluationSeal) == 0
    check_in(service, ana)
    assert count(service, EvaluationSeal) == 2

    decide(ana_walk, purpose, "No longer")

    assert ana_walk.says("You said no.")
    assert count(service, EvaluationSeal) == 0


@pytest.mark.parametrize(
    ("purpose", "button"),
    [
        ("group", "Yes, and my earlier check-ins too"),
        ("study", "Yes, from my first check-in here"),
    ],
)
def test_a_yes_can_reach_back(ana_walk, service, ana, purpose, button):
    check_in(service, ana)
    decide(ana_walk.open("/sharing"), purpose, button)

    assert count(service, EvaluationSeal) == 2


@pytest.mark.parametrize(
    "sent", [{"answer": "maybe"}, {"purpose": "police", "answer": "yes"}, {}]
)
def test_an_answer_that_is_none_changes_nothing(ana_walk, service, ana, sent):
    ana_walk.open("/sharing")
    token = dict(ana_walk.page.forms[0].fields)["csrf_token"]
    answer = ana_walk.phone.send(
        "/sharing", {"csrf_token": token, "purpose": "group", **sent}
    )

    assert answer.status_code == 422
    assert choice(service, ana, "group") == "unasked"


def test_without_a_trusted_key_a_yes_is_not_taken(ana_walk, service, ana):
    with service.store.write() as connection:
        connection.execute(update(EvaluationKey).values(public_key=b"e" * 32))
    decide(ana_walk.open("/sharing"), "group", "Yes, from today")

    assert ana_walk.status == 409
    assert ana_walk.says("Nothing was changed.")
    assert choice(service, ana, "group") == "unasked"


def test_both_texts_say_what_a_yes_means_before_the_button(ana_walk):
    html = ana_walk.open("/sharing").page.html

    assert html.index("apart from these pages") < html.index('value="yes"')
    assert html.index("rows of numbers") < html.rindex('value="yes"')
    assert ana_walk.says("Nobody so far.")


def test_phones_are_listed_and_another_one_can_be_signed_out(
    app, service, ana_walk, thursday
):
    ana, code = enrol_with_words(service, thursday.join_code, Remember.WRITE)
    other = Walk(Phone(app)).open("/sign-in").press("Sign in", words=code.text)
    walk = Walk(Phone(app).hold(ana.token)).open("/devices")
    assert walk.says("This phone")
    walk.press("Sign it out")

    assert not walk.says("Another phone")
    assert other.open("/trend").path.startswith("/sign-in")
    assert ana_walk.open("/trend").status == 200


def test_signing_out_this_phone_ends_here(app, service, thursday):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    walk = Walk(Phone(app).hold(ana.token)).open("/devices").press("Sign out here")

    assert walk.page.heading == "You have left"


def test_nobody_signs_out_the_phone_of_another(ana_walk, service, ben):
    ana_walk.open("/devices").press("Sign out here", device=ben.session_id.hex())

    assert present(service, ben.token)


def test_a_phone_that_only_sends_neither_names_nor_leaves_the_group(
    app, service, clock, thursday, monday
):
    ana = enrol(service, thursday.join_code, Remember.WRITE)
    reading = Walk(Phone(app).hold(ana.token)).open("/leave-group")
    forms = [(reading.form("Leave the group"), "Leave the group", {})]
    moving = reading.form("Move to this group"), "Move to this group"
    forms.append((*moving, {"code": monday.join_code}))
    clock.pass_(hours=3)
    walk = Walk(Phone(app).hold(ana.token))

    assert walk.open("/leave-group").status == 403
    assert not walk.says("thursday")
    assert not walk.open("/").says("thursday")
    for form, button, typed in forms:
        assert walk.send(form, button, **typed).status == 403
    assert present(service, ana.token).group_id == thursday.id


def test_a_group_is_left_and_another_joined(ana_walk, service, ana, monday):
    ana_walk.open("/leave-group")
    assert ana_walk.says("“thursday”")
    ana_walk.press("Leave the group")
    assert ana_walk.says("You are here on your own.")

    ana_walk.press("Add this group", code=monday.join_code.lower())

    assert ana_walk.says("“monday”")
    assert present(service, ana.token).group_id == monday.id


@pytest.mark.parametrize("code", ["", "x", "22222222", "<b>"])
def test_a_code_that_opens_no_group_changes_nothing(ana_walk, service, ana, code):
    ana_walk.open("/leave-group").press("Move to this group", code=code)

    assert ana_walk.status == 422
    assert present(service, ana.token).group_id == ana.group_id
    if code:
        assert ("code", code) in ana_walk.form("Move to this group").fields


def test_whoever_is_in_a_file_reads_who_got_it_and_what_for(ana_walk, service, ana):
    ana_walk.open("/sharing")
    assert ana_walk.says("Nobody so far.")
    consent.decide(service, ana, "study", "yes", reach_back=False)
    put_request(service, b"x" * 16, "harbour")
    with service.store.write() as connection:
        made = {"state": "built", "week": date(2026, 11, 2), "purpose": "A <b>paper"}
        exports.change(connection, b"x" * 16, **made)
        exports.add_members(connection, b"x" * 16, [ana.id], [1])

    ana_walk.open("/sharing")

    for words in ("2 Nov", "University of the Coast", "A &lt;b&gt;paper"):
        assert words in ana_walk.answer.text


def test_whoever_decides_about_the_picture_can_look_at_it_first(ana_walk):
    ana_walk.open("/sharing").follow("See what others see")

    assert ana_walk.says("How we are doing together")
