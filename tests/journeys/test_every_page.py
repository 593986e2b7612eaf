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
    "light": {},
    "dark": {"scheme": "dark"},
    "right-to-left": {},
    "forced-colours": {"forced": True},
}


@pytest.mark.browser
@pytest.mark.parametrize("mode", MODES)
def test_no_page_bars_anybody(phones, site, mode):
    found = {}
    with phones(**MODES[mode]) as phone:
        for path in STRANGER:
            found[path] = look(phone, path, mode)
        first_check_in(phone, site.group.join_code)
        keep_words(phone)
        for path in OWN:
            found[f"own {path}"] = look(phone, path, mode)
        phone.open("/check-in")
        phone.press("Start")
        found["question"] = look(phone, None, mode)

    assert {path: what for path, what in found.items() if what} == {}
    nothing_amiss(phone)


def look(phone, path, mode):
    """Open a page; return what bars somebody from it, and how far it sticks out."""
    if path is not None:
        phone.open(path)
    if mode == "right-to-left":
        phone.page.evaluate("document.documentElement.dir = 'rtl'")
    wide = phone.sideways()
    return phone.barriers() + ([f"{wide} px too wide"] if wide > 0 else [])
