"""From an invitation to paper: a poster, and cards, as they are printed."""

import re

import pytest

from survey import invitations, links
from survey.invitations import Wanted
from survey.staff import Role
from survey.web import cookies
from tests.journeys.first_poster import pages_of, walk
from tests.journeys.test_first_visit import nothing_amiss

GROUP = "/staff/groups/harbour/thursday"
CM = 96 / 2.54
"""Pixels of a page of CSS."""
QUIET_ZONE = 8
"""Modules beside the square that belong to it, and are white."""
SHEETS = {
    f"{GROUP}/poster?size=a4": (210, 297, 4),
    f"{GROUP}/poster?size=a5": (148, 210, 3),
    "/staff/cards": (210, 297, 0),
}
"""Width and height of the paper in mm, and of the square in cm at least."""


@pytest.fixture
def door(site):
    """Make a link for Fay; return its address."""
    link = links.make(site.service, Role.FACILITATOR, "harbour/thursday", "Fay")
    return f"/staff/sign-in?link={cookies.written(link.token)}"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_sheet_is_one_page_black_on_white_with_nothing_cut_off(phones, door, scheme):
    with phones(scheme=scheme) as phone:
        phone.open(door)
        phone.press("Sign in")
        for path, (width, height, square) in SHEETS.items():
            phone.open(path)
            assert colours(phone) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]

            sheet = phone.page.pdf(prefer_css_page_size=True)
            assert pages_of(sheet) == 1, path
            assert paper_of(sheet) == (width, height), path

            put_on_paper(phone, width, height)
            assert cut_off(phone) <= 0, path
            assert square_in_cm(phone) >= square, path
            phone.page.emulate_media(media="null")


@pytest.mark.browser
def test_what_a_programme_can_say_for_itself_is_one_page(phones, door):
    with phones() as phone:
        phone.open(door)
        phone.press("Sign in")
        phone.open("/staff/practice/pack")
        sheet = phone.page.pdf(prefer_css_page_size=True)

    assert pages_of(sheet) == 1
    assert paper_of(sheet) == (210, 297)


@pytest.mark.browser
def test_who_never_saw_it_has_a_poster_after_five_screens_by_keyboard(phones, site):
    wanted = Wanted("Nia", Role.FACILITATOR, "harbour/north/new")
    made = invitations.make(site.service, None, wanted)
    with phones() as phone:
        phone.address = site.address.replace("127.0.0.1", "localhost")
        took = walk(
            phone,
            f"/staff/invitation?link={made.written}",
            "monday",
            passkey=True,
            by_keyboard=True,
        )
        nothing_amiss(phone)

    assert len(took.screens) == 5
    assert took.minutes < 5
    assert took.barriers == []
    assert pages_of(took.sheet) == 1


def colours(phone):
    """Return the colours of words and paper."""
    return phone.page.evaluate(
        "(at => [at.color, at.backgroundColor])"
        "(getComputedStyle(document.querySelector('.paper')))"
    )


def paper_of(sheet):
    """Return width and height of the only page of a PDF, in whole mm."""
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", sheet)
    return tuple(round(float(side) / 72 * 25.4) for side in box.groups())


def put_on_paper(phone, width, height):
    """Lay a page out as its printer does."""
    phone.page.set_viewport_size(
        {"width": round(width / 10 * CM), "height": round(height / 10 * CM)}
    )
    phone.page.emulate_media(media="print")


def cut_off(phone):
    """Return how many pixels of a sheet stick out of it."""
    return phone.page.evaluate(
        "(at => Math.max(at.scrollHeight - at.clientHeight,"
        " at.scrollWidth - at.clientWidth))(document.querySelector('.paper'))"
    )


def square_in_cm(phone):
    """Return how wide the black of a square is printed, or 0 without one."""
    found = phone.page.evaluate(
        "(at => at && [at.getBoundingClientRect().width, at.viewBox.baseVal.width])"
        "(document.querySelector('.paper svg'))"
    )
    if not found:
        return 0
    width, modules = found
    return width / CM * (modules - QUIET_ZONE) / modules
