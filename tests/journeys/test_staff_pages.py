"""The pages of people who run groups, on the phone of one who never saw them."""

import pytest

from survey import links
from survey.staff import Role
from survey.web import cookies
from tests.journeys.first_poster import press_by_key
from tests.journeys.test_every_page import barriers
from tests.journeys.test_first_visit import nothing_amiss

MEETINGS = "/staff/groups/harbour/thursday/meetings"
PAGES = (
    "/staff",
    MEETINGS,
    "/staff/groups/harbour/thursday",
    "/staff/groups/harbour/thursday/code",
    "/staff/groups/harbour/thursday/pause",
    "/staff/groups/harbour/thursday/close",
    "/staff/groups/harbour/thursday/leave",
    "/staff/growth",
    "/staff/groups/harbour/thursday/poster",
    "/staff/groups/new",
    "/staff/cards",
    "/staff/evidence",
    "/staff/practice",
    "/staff/practice/shown",
    "/staff/practice/rests",
    "/staff/practice/rests/meeting",
    "/staff/practice/shown/explore/days.as_wanted",
    "/staff/practice/pack",
    "/staff/practice/report",
    "/staff/instruments",
    "/staff/instruments/urges",
    "/staff/programmes/harbour/in-force",
    "/staff/programmes/harbour/preview/0",
    "/staff/audit",
    "/staff/exports",
)


@pytest.fixture
def door(site):
    """Make a link for Fay, who also organises the north hall and runs the host."""
    links.make(site.service, Role.OPERATOR, "harbour", "Fay")
    links.make(site.service, Role.ORGANISER, "harbour/north", "Fay")
    link = links.make(site.service, Role.FACILITATOR, "harbour/thursday", "Fay")
    return f"/staff/sign-in?link={cookies.written(link.token)}"


@pytest.mark.browser
def test_no_page_of_the_staff_bars_anybody(phones, door):
    with phones() as phone:
        phone.open(door)
        found = barriers(phone, "sign-in")
        phone.press("Sign in")
        for path in PAGES:
            phone.open(path)
            found += barriers(phone, path)

    assert found == []
    nothing_amiss(phone)


@pytest.mark.browser
@pytest.mark.parametrize("js", [True, False])
def test_a_meeting_is_two_taps_and_a_number_below_is_typed_without_a_script(
    phones, door, js
):
    with phones(js=js) as phone:
        phone.open(door)
        phone.press("Sign in")
        phone.page.get_by_role("link", name="We met this week").or_(
            phone.page.get_by_role("link", name="Change")
        ).first.click()
        phone.press("12")
        assert phone.says("Heads counted: 12.")

        phone.press("Change")
        phone.page.get_by_label("Another number").fill("31")
        phone.press("Keep")
        assert phone.says("Heads counted: 31.")
        phone.press("Take back")
        assert phone.says("We met this week")


@pytest.mark.browser
def test_fay_gets_in_and_records_a_meeting_by_keyboard_alone(phones, door):
    with phones() as phone:
        phone.open(door)
        press_by_key(phone, "Sign in")
        press_by_key(phone, "We met this week: thursday")
        press_by_key(phone, "9")

        assert phone.says("Heads counted: 9.")
        phone.press("Take back")
