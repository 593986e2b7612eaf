"""Ways in of the staff in a real browser: a passkey, and digits without a script."""

import re

import pytest

from survey import invitations
from survey.invitations import Wanted
from survey.staff import Role
from tests.journeys.first_poster import PASSWORD, give_passkeys, six
from tests.journeys.test_first_visit import nothing_amiss

pytestmark = pytest.mark.browser


@pytest.fixture
def invited(site):
    """Give the path of a fresh invitation for somebody."""

    def make(name, role=Role.FACILITATOR, place="harbour/thursday"):
        wanted = Wanted(name, role, place)
        made = invitations.make(site.service, None, wanted)
        return f"/staff/invitation?link={made.written}"

    return make


@pytest.fixture
def named(site):
    """Give the address of the site by a name: a number has no passkeys."""
    return site.address.replace("127.0.0.1", "localhost")


def look(phone, found, name):
    wide = phone.sideways()
    found[name] = phone.barriers() + ([f"{wide} px too wide"] if wide > 0 else [])


def test_a_passkey_begins_an_account_and_signs_in_again(phones, named, invited):
    found = {}
    with phones() as phone:
        phone.address = named
        give_passkeys(phone)
        phone.open(invited("Pia"))
        look(phone, found, "invitation")
        phone.press("Use a passkey")
        assert phone.says("Hello, Pia")
        screens = len(phone.pages)

        phone.open("/staff/account")
        look(phone, found, "account")
        phone.open("/staff")
        phone.press("Sign out")
        look(phone, found, "door")
        phone.press("Use my passkey")
        assert phone.says("Hello, Pia")
        phone.open("/staff/prove?next=/staff/account")
        look(phone, found, "again")
        phone.press("Use my passkey")
        assert phone.says("Passkey")
        nothing_amiss(phone)

    assert screens <= 3
    assert {name: what for name, what in found.items() if what} == {}


def test_a_phone_that_is_not_unlocked_is_told_and_can_go_on(phones, named, invited):
    with phones() as phone:
        phone.address = named
        give_passkeys(phone, by_its_owner=False)
        phone.open(invited("Ida"))
        phone.page.get_by_role("button", name="Use a passkey").click()

        phone.page.get_by_text("That did not work.").wait_for()
        phone.press("Use a password and an app with six digits")
        assert phone.says("You sign in as Ida")


def test_without_script_a_password_and_six_digits_do(phones, invited):
    with phones(js=False) as phone:
        phone.open(invited("Uma", Role.ORGANISER, "harbour/north"))
        assert not phone.page.get_by_role("button", name="Use a passkey").is_visible()
        phone.press("Use a password and an app with six digits")
        secret = phone.page.locator("code.apart").inner_text()
        phone.page.fill("#password", PASSWORD)
        phone.page.fill("#digits", six(secret))
        phone.press("Keep both")
        codes = phone.page.locator("ol.codes li").all_inner_texts()
        phone.press("I have them")
        assert phone.says("Hello, Uma")
        phone.press("Invite people")
        phone.page.fill("#name", "Zoe")
        phone.press("Make a link")
        assert re.search(r"/staff/invitation\?link=[\w-]{43}", phone.page.content())

        phone.open("/staff")
        phone.press("Sign out")
        phone.page.fill("#name", "uma")
        phone.page.fill("#password", PASSWORD)
        phone.page.fill("#digits", codes[0])
        phone.press("Sign in")
        assert phone.says("Hello, Uma")
        nothing_amiss(phone)
    assert len(codes) == 8


def test_no_page_of_an_account_bars_anybody(phones, invited):
    found = {}
    with phones() as phone:
        phone.open(invited("Ali", Role.ORGANISER, "harbour/north"))
        look(phone, found, "invitation")
        phone.press("Use a password and an app with six digits")
        look(phone, found, "two steps")
        phone.press("Keep both")
        look(phone, found, "two steps, wrong")
        secret = phone.page.locator("code.apart").inner_text()
        phone.page.fill("#password", PASSWORD)
        phone.page.fill("#digits", six(secret))
        phone.press("Keep both")
        look(phone, found, "codes")
        for path in ("/staff/account", "/staff/account/password",
                     "/staff/account/passkey", "/staff/invitations"):  # fmt: skip
            phone.open(path)
            look(phone, found, path)
        phone.page.fill("#name", "Zoe")
        phone.press("Make a link")
        look(phone, found, "link made")
        phone.open(invited("Somebody"))
        look(phone, found, "invitation, signed in")
        phone.press("Yes, I will")
        phone.open("/staff/groups/harbour/thursday/hand-on")
        look(phone, found, "hand on")
        phone.page.fill("#name", "Kim")
        phone.press("Make a link")
        look(phone, found, "handed on")
        phone.open("/staff/invitation?link=nothing")
        look(phone, found, "spent")

    assert {name: what for name, what in found.items() if what} == {}
