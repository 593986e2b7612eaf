"""Seven words stand on one page until they are typed back, and nowhere after."""

import pytest
from sqlalchemy import select

from survey import keeping, signin
from survey.person import Remember
from survey.privacy.codes import parse
from survey.records.tables import KeySlot, Participant, Session
from tests.cast import present
from tests.web.phone import Phone
from tests.web.walk import Walk, count, first_check_in, keep_words, words_shown


@pytest.fixture
def visitor(walk, thursday):
    """Give somebody who has got something back and may keep it."""
    return first_check_in(walk, thursday.join_code)


def state(service):
    with service.store.read() as connection:
        return connection.execute(select(Participant.state)).scalar_one()


def remembered(service):
    with service.store.read() as connection:
        return connection.execute(select(Session.remember)).scalar_one()


def test_keeping_leads_over_the_words_to_sharing(visitor, service):
    visitor.follow("Keep my check-ins")
    words = words_shown(visitor)
    assert len(words) == 7

    visitor.press("Keep my check-ins", second=words[1][:3], sixth=words[5].upper())

    assert visitor.path == "/sharing"
    assert state(service) == "kept"
    assert remembered(service) == "write"


@pytest.mark.parametrize("remember", ["no", "write", "read"])
def test_the_phone_is_remembered_as_chosen(visitor, service, remember):
    keep_words(visitor, remember)

    assert remembered(service) == remember


def test_a_shared_phone_is_not_remembered_unless_asked(walk, thursday, service):
    first_check_in(
        walk, thursday.join_code, phone="Somebody else’s, or a shared one"
    ).follow("Keep my check-ins")
    assert ("remember", "no") in walk.form("Keep my check-ins").fields


WRONG = {
    "other words": lambda words: (words[5], words[1]),
    "two letters": lambda words: (words[1][:2], words[5]),
    "nothing": lambda _words: ("", ""),
    "very long": lambda _words: ("x" * 5000, "y"),
}


@pytest.mark.parametrize("typed", WRONG.values(), ids=list(WRONG))
def test_wrong_words_keep_nothing_and_stay_on_the_page(visitor, service, typed):
    words = words_shown(visitor.open("/words"))
    second, sixth = typed(words)
    visitor.press("Keep my check-ins", second=second, sixth=sixth)

    assert visitor.status == 422
    assert words_shown(visitor) == words
    assert state(service) == "unkept"
    assert count(service, KeySlot) == 0


def test_a_choice_that_is_none_keeps_nothing(visitor, service):
    words = words_shown(visitor.open("/words"))
    visitor.press(
        "Keep my check-ins", second=words[1], sixth=words[5], remember="forever"
    )

    assert visitor.status == 422
    assert state(service) == "unkept"


def test_words_that_waited_too_long_are_new_and_said_to_be(visitor, service, clock):
    words = words_shown(visitor.open("/words"))
    with service.store.write() as connection:
        connection.execute(Session.metadata.tables["draft"].delete())

    visitor.press("Keep my check-ins", second=words[1], sixth=words[5])

    assert visitor.says("Time ran out, so the words below are new.")
    assert words_shown(visitor) != words
    assert state(service) == "unkept"


def test_what_is_kept_and_who_could_get_at_it_is_said_beforehand(visitor):
    for _ in range(2):
        assert visitor.says("What is not locked: a random number")
        assert visitor.says("If a court orders it")
        visitor.open("/words")


def test_kept_words_are_never_shown_again(visitor, service):
    words = keep_words(visitor)

    for path in ("/words", "/devices", "/my-data", "/", "/sharing"):
        visitor.open(path)
        assert not any(word in visitor.page.text.split() for word in words)


def test_the_words_page_makes_no_second_slot_for_who_has_words(visitor, service):
    keep_words(visitor)
    visitor.open("/words")

    assert "Keep my check-ins" not in visitor.page.links
    assert count(service, KeySlot) == 1


def test_spare_words_open_the_same_page(visitor, service):
    own = keep_words(visitor)
    spare = words_shown(visitor.open("/words/spare"))
    visitor.press(
        "Use these spare words", second=spare[1], sixth=spare[5], words=" ".join(own)
    )
    assert visitor.says("You have spare words too")

    token = signin.sign_in(service, parse(" ".join(spare)), Remember.NO)

    assert keeping.has_spare(service, present(service, token))


@pytest.mark.parametrize("kept", [True, False])
def test_new_words_end_the_old_and_spare_ones_as_chosen(visitor, service, kept):
    old = keep_words(visitor)
    typed = " ".join(old)
    spare = words_shown(visitor.open("/words/spare"))
    visitor.press("Use these spare words", second=spare[1], sixth=spare[5], words=typed)
    new = words_shown(visitor.open("/words/new"))
    choice = {"words": typed} | ({"keep_spare": "y"} if kept else {})
    visitor.press("Use these words from now on", second=new[1], sixth=new[5], **choice)
    assert visitor.path == "/words"

    for words, opens in ((old, False), (spare, kept), (new, True)):
        if opens:
            signin.sign_in(service, parse(" ".join(words)), Remember.NO)
        else:
            with pytest.raises(signin.WrongCode):
                signin.sign_in(service, parse(" ".join(words)), Remember.NO)


NOT_THE_OWNER = {
    "no words": "",
    "words that are none": "maple maple maple",
    "words of nobody": "zebra yogurt wasp vinegar uncle tulip sugar",
}


@pytest.mark.parametrize("typed", NOT_THE_OWNER.values(), ids=list(NOT_THE_OWNER))
@pytest.mark.parametrize("path", ["/words/spare", "/words/new"])
def test_a_phone_left_open_is_no_lasting_way_in(visitor, service, path, typed):
    keep_words(visitor)
    shown = words_shown(visitor.open(path))
    (button,) = (b for form in visitor.page.forms for b in form.buttons)
    visitor.press(button, second=shown[1], sixth=shown[5], words=typed)

    assert visitor.status == 422
    assert count(service, KeySlot) == 1
    with pytest.raises(signin.WrongCode):
        signin.sign_in(service, parse(" ".join(shown)), Remember.NO)


@pytest.mark.parametrize("path", ["/words/spare", "/words/new"])
def test_wrong_words_change_nothing(visitor, service, path):
    keep_words(visitor)
    visitor.open(path)
    (button,) = (b for form in visitor.page.forms for b in form.buttons)
    visitor.press(button, second="maple", sixth="maple")

    assert visitor.status == 422
    assert count(service, KeySlot) == 1


def test_a_first_visit_that_ended_is_said_to_have_kept_nothing(visitor, clock):
    words = words_shown(visitor.open("/words"))
    clock.pass_(minutes=31)
    visitor.press("Keep my check-ins", second=words[1], sixth=words[5])

    assert visitor.status == 403
    assert visitor.page.heading == "Your visit had ended"
    assert visitor.says("Nothing of it was kept")
    assert words[1] not in visitor.page.html
    assert visitor.follow("Start anew").path == "/join"


def test_words_typed_back_wrongly_are_not_repeated(visitor):
    visitor.open("/words")
    visitor.press("Keep my check-ins", second="zzzwrong", sixth="zzzwrong")

    assert visitor.status == 422
    assert "zzzwrong" not in visitor.page.html


def test_somebody_unkept_has_no_spare_words(visitor):
    assert visitor.open("/words/spare").path == "/words"


def test_a_stranger_sees_no_words(app):
    assert Walk(Phone(app)).open("/words").path.startswith("/sign-in")
