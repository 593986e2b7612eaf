"""The door names a mistake by its place, and tells a stranger nothing."""

import pytest

from survey.person import Remember
from survey.privacy.words import WORDS
from survey.signin import FREE_TRIES
from tests.cast import enrol_with_words
from tests.web.phone import Phone
from tests.web.walk import Walk


@pytest.fixture
def code(service, thursday):
    """Give the words of somebody who is away."""
    return enrol_with_words(service, thursday.join_code, Remember.NO)[1]


def typed(walk, words, **more):
    return walk.open("/sign-in").press("Sign in", words=words, **more)


@pytest.mark.parametrize("remember", ["no", "write", "read"])
def test_words_open_the_page_and_the_phone_is_remembered_as_chosen(
    walk, code, remember
):
    typed(walk, code.text, remember=remember)

    assert walk.path == "/"
    assert walk.open("/trend").status == 200
    cookie = walk.phone.client.get_cookie("__Host-t")
    assert (cookie.max_age is None) == (remember == "no")


def test_three_letters_of_each_word_in_any_dress_are_enough(walk, code):
    short = ", ".join(f"{n}. {w[:3].upper()}" for n, w in enumerate(code.words, 1))
    typed(walk, short)

    assert walk.path == "/"


def test_it_leads_on_to_where_somebody_wanted_to_go(walk, code):
    walk.open("/notes")
    assert walk.path == "/sign-in?next=/notes"
    walk.press("Sign in", words=code.text)

    assert walk.path == "/notes"


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example", "/\\evil"])
def test_it_never_leads_to_another_site(walk, code, where):
    walk.open("/sign-in").press("Sign in", words=code.text, next=where)

    assert walk.path == "/"


def test_a_word_that_is_none_is_named_by_its_place(walk, code):
    words = list(code.words)
    words[2] = WORDS[100] + "q"
    typed(walk, " ".join(words))

    assert walk.status == 422
    assert walk.says(f"Word 3 is not in our list. Did you mean {WORDS[100]}")
    assert not walk.says("Word 2")


MISTAKES = {
    "nothing": ("", "Seven words are needed; here are 0."),
    "too few": ("maple maple", "Seven words are needed; here are 2."),
    "too many": ("maple " * 8, "Seven words are needed; here are more than that."),
    "too long": ("m" * 3000, "Seven words are needed; here are more than that."),
    "too short": ("ma " * 7, "Word 1 needs its first three letters at least."),
    "no words": ("🌊 " * 7, "Seven words are needed; here are 0."),
}


@pytest.mark.parametrize(("words", "said"), MISTAKES.values(), ids=list(MISTAKES))
def test_what_is_no_code_is_said_so(walk, words, said):
    typed(walk, words)

    assert walk.status == 422
    assert walk.says(said)


def test_the_page_repeats_words_in_the_field_alone(walk, code):
    words = [*code.words[:6], "zzzzz"]
    typed(walk, " ".join(words))

    outside = walk.page.html.split("<textarea")[0]
    outside += walk.page.html.split("</textarea>")[1]
    assert not any(word in outside for word in words)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda words: [*words[:6], words[0]],
        lambda words: words[:6],
        lambda words: [*words, words[0]],
    ],
    ids=["wrong", "too few", "too many"],
)
def test_words_without_a_slip_to_mend_are_not_repeated(walk, code, spoil):
    words = spoil(list(code.words))
    typed(walk, " ".join(words))

    assert walk.status == 422
    assert walk.form("Sign in").fields[1] == ("words", "")
    assert " ".join(words[:3]) not in walk.page.html


def test_words_are_not_repeated_while_the_door_rests(walk, code):
    for _ in range(FREE_TRIES + 1):
        typed(walk, " ".join([*code.words[:6], WORDS[0]]))

    assert walk.status == 429
    assert walk.form("Sign in").fields[1] == ("words", "")
    assert " ".join(code.words[:3]) not in walk.page.html


def test_unknown_wrong_and_right_words_of_another_look_alike(walk, code):
    unknown = " ".join(WORDS[:7])
    wrong = " ".join([*code.words[:6], WORDS[0]])

    pages = [typed(walk, words).page.html for words in (unknown, wrong)]
    plain = [page.split("<textarea")[0] for page in pages]

    assert plain[0] == plain[1]
    assert walk.says("These words open nothing here.")


def test_too_many_guesses_rest_for_some_minutes(walk, code):
    wrong = " ".join([*code.words[:6], WORDS[0]])
    for _ in range(FREE_TRIES):
        typed(walk, wrong)
    typed(walk, code.text)

    assert walk.status == 429
    assert walk.says("try again in about 5 min.")
    assert int(walk.answer.headers["Retry-After"]) <= 300


def test_a_crowd_at_the_door_is_asked_to_try_again(walk, service, code):
    while service.gate.acquire(blocking=False):
        pass
    typed(walk, code.text)

    assert walk.status == 503
    assert walk.answer.headers["Retry-After"] == "2"
    assert walk.form("Sign in").fields[1] == ("words", "")


def test_a_phone_is_asked_what_it_keeps(walk, code):
    typed(walk, code.text, remember="for ever")

    assert walk.status == 422
    assert walk.says("Choose one of these.")


def test_signing_out_forgets_the_phone(walk, code):
    typed(walk, code.text, remember="read").open("/sign-out").press("Sign out")

    assert walk.page.heading == "You have left"
    assert walk.phone.cookie in (None, "")
    assert walk.open("/trend").path.startswith("/sign-in")


def test_closing_the_page_leaves_the_phone_remembered_for_check_ins(walk, code):
    typed(walk, code.text, remember="write").open("/sign-out")
    walk.press("Close my page, stay remembered")

    assert walk.open("/trend").status == 403
    assert walk.open("/check-in").status == 200


def test_leaving_clears_what_the_browser_holds(app, code):
    phone = Phone(app)
    walk = typed(Walk(phone), code.text)
    token = dict(walk.open("/sign-out").form("Sign out").fields)
    answer = phone.send("/sign-out", token)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_somebody_unkept_is_told_what_leaving_erases(walk, thursday):
    from tests.web.walk import first_check_in

    first_check_in(walk, thursday.join_code).follow("Not now")
    assert walk.says("Everything of this visit is erased when it ends.")
    walk.press("Leave")

    assert walk.page.heading == "You have left"
