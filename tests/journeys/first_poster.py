"""Somebody who never saw it: from an invitation to a poster on paper, and what it took.

They read what stands there and press what it says; nothing here knows an address.
"""

import re
from base64 import b32decode
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator

from survey.clock import SystemClock
from survey.privacy import passwords
from tests.journeys.phone import Phone

PASSWORD = "copper kettle by the door"
READS, TAP, TYPES = 150, 5, 1
"""A slow reader: words a minute, seconds to find and tap, seconds a letter.

Source: Brysbaert 2019, Journal of Memory and Language 109: most adults read 175 to 300
words a minute.
"""
MOST_TABS = 60
PRINTS = "window.print = () => { document.title = 'printed' }"

Look = Callable[[Phone, str], list[str]]
"""What looks at a screen of a name, and returns what bars somebody from it."""


def give_passkeys(phone: Phone, *, by_its_owner: bool = True) -> None:
    """Give a phone a place for passkeys, unlocked by its owner or by nobody."""
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": by_its_owner,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def six(secret: str) -> str:
    """Return what an app shows now for a secret as a page has it."""
    now = SystemClock().now().timestamp()
    return passwords.totp_digits(b32decode(secret.replace(" ", "")), int(now))


def tab_to(phone: Phone, is_there: Callable[[Locator], bool]) -> None:
    """Go by the Tab key alone until what has the focus is what was looked for."""
    for _ in range(MOST_TABS):
        phone.page.keyboard.press("Tab")
        if is_there(phone.page.locator(":focus")):
            return
    raise AssertionError("it is not to be reached by Tab")


def press_by_key(phone: Phone, name: str) -> None:
    """Go to a button or link by the Tab key, and press it."""
    tab_to(phone, lambda at: (at.text_content() or "").strip() == name)
    with phone.page.expect_navigation():
        phone.page.keyboard.press("Enter")


@dataclass
class Walk:
    """One walk, by thumb or by keyboard, and what was met on it."""

    phone: Phone
    by_keyboard: bool
    look: Look
    screens: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)
    taps: int = 0
    letters: int = 0
    words: int = 0
    sheet: bytes = b""

    @property
    def minutes(self) -> float:
        """Return how long a slow reader takes who reads everything."""
        hands = self.taps * TAP + self.letters * TYPES
        return self.words / READS + hands / 60

    def press(self, name: str) -> None:
        """Press something that leads to another screen, and look around there."""
        self.taps += 1
        if self.by_keyboard:
            press_by_key(self.phone, name)
        else:
            self.phone.press(name)
        self.arrive()

    def type(self, field_name: str, text: str) -> None:
        """Fill a field in."""
        self.taps += 1
        self.letters += len(text)
        page = self.phone.page
        if self.by_keyboard:
            tab_to(self.phone, lambda at: at.get_attribute("name") == field_name)
            page.keyboard.type(text)
        else:
            page.locator(f"input[name={field_name}]").fill(text)

    def arrive(self) -> None:
        """Read a screen; what stands under every page is read once."""
        page = self.phone.page
        heading = page.inner_text("h1")
        read = page.inner_text("body")
        if self.screens:
            read = read.replace(page.inner_text(".foot"), "")
        self.words += len(read.split())
        self.screens.append(heading)
        self.barriers += self.look(self.phone, heading)


def walk(
    phone: Phone,
    invitation: str,
    alias: str,
    look: Look = lambda phone, _name: phone.barriers(),
    *,
    passkey: bool,
    by_keyboard: bool,
) -> Walk:
    """Walk from an invitation to open a group up to its poster on paper."""
    took = Walk(phone, by_keyboard, look)
    if passkey:
        give_passkeys(phone)
    phone.open(invitation)
    took.arrive()
    if passkey:
        took.press("Use a passkey")
    else:
        took.press("Use a password and an app with six digits")
        took.type("password", PASSWORD)
        took.type("digits", six(phone.page.locator("code.apart").inner_text()))
        took.press("Keep both")
        took.press("I have them")
    took.press("Open a group")
    took.type("alias", alias)
    took.press("Open the group")
    took.press("Poster to print")
    took.taps += 1
    if phone.page.get_by_role("button", name="Print").is_visible():
        phone.page.evaluate(PRINTS)
        phone.page.get_by_role("button", name="Print").press("Enter")
        assert phone.page.title() == "printed"
    took.sheet = phone.page.pdf(prefer_css_page_size=True)
    return took


def pages_of(sheet: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", sheet))
