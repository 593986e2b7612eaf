"""A whole number is typed, with its unit beside it; all else is said to be none."""

from pathlib import Path

import pytest

from survey import drafts, programme
from tests.cast import present

MORE = """
[[schedule]]
instrument = "meetings"
beside = "life"
"""


@pytest.fixture
def counting(ana_walk, service, ana):
    """Give Ana in front of how many meetings she went to."""
    text = (Path(__file__).parents[1] / "programme.toml").read_text(encoding="utf-8")
    programme.apply(service, text + MORE)
    parts = [drafts.Part(service.instruments.current("meetings"))]
    drafts.keep(service, ana, drafts.start(service, ana, parts))
    return ana_walk.open("/check-in/meetings/1")


def posted(service, ana):
    return drafts.load(service, present(service, ana.token)).posted["meetings"]


def test_the_keyboard_is_one_for_figures_and_the_unit_stands_beside(counting):
    assert 'inputmode="numeric"' in counting.page.html
    assert counting.says("meetings")


@pytest.mark.parametrize("typed", ["4", " 4", "4 ", "0", "99"])
def test_a_number_is_taken_and_comes_back(counting, service, ana, typed):
    counting.press("Continue", meetings__count=typed)

    assert counting.path == "/check-in/answers"
    assert counting.says(typed.strip())
    again = counting.open("/check-in/meetings/1")
    assert f'value="{typed.strip()}"' in again.page.html


@pytest.mark.parametrize("typed", ["many", "-1", "100", "4.5", "1e1", "9" * 8])
def test_what_is_no_such_number_is_named_and_stays_to_be_put_right(counting, typed):
    counting.press("Continue", meetings__count=typed)

    assert counting.status == 422
    assert counting.says("Type a number from 0 to 99.")
    assert f'value="{typed}"' in counting.page.html


def test_a_number_or_nothing_to_say_but_not_both(counting):
    counting.press("Continue", meetings__count=["4", "rather_not_say"])

    assert counting.status == 422
    assert counting.says("Type a number, or tick a box, but not both.")


def test_rather_not_say_stands_beside_an_empty_field(counting):
    counting.press("Continue", meetings__count=["", "rather_not_say"])

    assert counting.path == "/check-in/answers"
    assert counting.says("I’d rather not say")
