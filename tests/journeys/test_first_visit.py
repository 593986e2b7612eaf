"""From a poster to something back, to seven words, to a trend that grows."""

import pytest

from tests.journeys.phone import Phone

MOST_SCREENS = 9
MOST_BYTES = 60_000


def answer(phone: Phone, *taps: str) -> None:
    """Answer questions one by one, as they come."""
    for tap in taps:
        phone.tap(tap)
        phone.press("Continue")


def first_check_in(phone: Phone, join_code: str) -> None:
    """Come in from a poster and get something back."""
    phone.open(f"/join/{join_code}")
    phone.press("Mine")
    phone.press("Start")
    phone.tap("Gambling")
    phone.tap("Cut down")
    phone.press("Continue")
    answer(phone, "4", "3", "6")
    phone.press("Save this check-in")


def keep_words(phone: Phone) -> list[str]:
    """Write the words down, type two of them back, and decide about sharing later."""
    phone.press("Keep my check-ins")
    words = [word.strip() for word in phone.page.locator("ol li").all_inner_texts()]
    phone.page.get_by_label("Word 2").fill(words[1])
    phone.page.get_by_label("Word 6").fill(words[5])
    phone.press("Keep my check-ins")
    return words


def nothing_amiss(phone: Phone, refusals: int = 0) -> None:
    """Hold that no other host was asked and nothing went wrong on the way.

    A form that was refused, as it should be, is an error to the browser's console.
    """
    refused = [error for error in phone.errors if "status of 422" in error]
    assert phone.foreign == []
    assert len(refused) == refusals
    assert [error for error in phone.errors if error not in refused] == []


@pytest.mark.browser
@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
def test_something_comes_back_within_nine_small_screens(phones, site, js):
    with phones(js=js) as phone:
        first_check_in(phone, site.group.join_code)

        assert phone.says("That is your starting point, and it is yours.")
        screens = [url for url in phone.pages if url.startswith("http")]
        assert len(dict.fromkeys(screens)) <= MOST_SCREENS
        assert 0 < phone.weight <= MOST_BYTES
        nothing_amiss(phone)


@pytest.mark.browser
@pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
def test_the_words_open_a_trend_that_grows_on_another_phone(phones, site, js):
    with phones(js=js) as phone:
        first_check_in(phone, site.group.join_code)
        words = keep_words(phone)
        phone.open("/check-in")
        phone.press("Start")
        answer(phone, "8", "4", "2")
        phone.press("Save this check-in")
        phone.open("/trend")
        assert phone.says("Calm")
        phone.open("/sign-out")
        phone.press("Sign out")
        phone.open("/trend")
        assert "sign-in" in phone.page.url
        nothing_amiss(phone)

    with phones(js=js) as other:
        other.open("/sign-in")
        box = other.page.get_by_label("Your seven words")
        box.fill(" ".join([*words[:2], "zzzzz", *words[3:]]))
        other.press("Sign in")
        assert other.says("Word 3 is not in our list")
        box.fill(" ".join(word[:3] for word in words))
        other.press("Sign in")
        other.open("/trend")

        assert other.says("Calm")
        nothing_amiss(other, refusals=1)


@pytest.mark.browser
def test_somebody_who_keeps_nothing_leaves_nothing(phones, site):
    with phones() as phone:
        first_check_in(phone, site.group.join_code)
        phone.press("Not now")
        phone.press("Leave")
        phone.open("/trend")

        assert "sign-in" in phone.page.url
        nothing_amiss(phone)


@pytest.mark.browser
def test_going_back_after_leaving_shows_nothing(phones, site):
    with phones() as phone:
        first_check_in(phone, site.group.join_code)
        keep_words(phone)
        phone.open("/trend")
        phone.open("/sign-out")
        phone.press("Sign out")
        phone.page.go_back()
        phone.page.go_back()

        assert not phone.says("Calm")


MOST_BYTES_OF_A_QUESTION = 14_000
WEIGHT = """[...performance.getEntriesByType('navigation'),
             ...performance.getEntriesByType('resource')]
            .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


@pytest.mark.browser
def test_the_first_question_weighs_next_to_nothing(phones, site):
    with phones() as phone:
        phone.open(f"/join/{site.group.join_code}")
        phone.press("Mine")
        phone.press("Start")
        phone.press("Skip this for now")
        weight = phone.page.evaluate(WEIGHT)

        assert "/check-in/" in phone.page.url
        assert 1_000 < weight <= MOST_BYTES_OF_A_QUESTION
