"""Every page is for everybody: dark or light, right to left, in forced colours."""

import pytest

from tests.journeys.test_first_visit import first_check_in, keep_words, nothing_amiss

STRANGER = ("/", "/join", "/sign-in", "/help", "/about", "/privacy", "/urge")
OWN = (
    "/",
    "/check-in",
    "/saved",
    "/trend",
    "/trend/urges",
    "/trend/urges/explore",
    "/group",
    "/group/meeting",
    "/notes",
    "/goal",
    "/sharing",
    "/devices",
    "/my-data",
    "/reminders",
    "/erase",
    "/leave-group",
    "/words/spare",
    "/words/new",
    "/sign-out",
)
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
    "right to left": {"forced_colors": "none"},
}

SETTLED = """new Promise(drawn => requestAnimationFrame(() => setTimeout(() =>
  Promise.all(document.getAnimations().map(each => each.finished)).then(() => drawn())
)))"""
"""Wait until the page is drawn in other colours."""


@pytest.mark.browser
def test_no_page_bars_anybody(phones, site):
    found = []
    with phones() as phone:
        for path in STRANGER:
            phone.open(path)
            found += barriers(phone, path)
        first_check_in(phone, site.group.join_code)
        keep_words(phone)
        for path in OWN:
            phone.open(path)
            found += barriers(phone, f"own {path}")
        phone.open("/check-in")
        phone.press("Start")
        found += barriers(phone, "question")

    assert found == []
    nothing_amiss(phone)


def barriers(phone, name):
    """Return what bars somebody from a page in each mode, and how far it sticks out."""
    found = []
    for mode, media in MODES.items():
        phone.page.emulate_media(**media)
        phone.page.evaluate(SETTLED)
        if mode == "right to left":
            phone.page.evaluate("document.documentElement.dir = 'rtl'")
        wide = phone.sideways()
        amiss = phone.barriers() + ([f"{wide} px too wide"] if wide > 0 else [])
        found += [f"{name}, {mode}: {what}" for what in amiss]
    return found
