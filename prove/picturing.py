"""Pictures of the pages of a group, to be looked at: `./dev prove picturing`.

On a phone, a laptop and paper, with results and with the picture resting. They are
kept in instance/pictures; that nothing went wrong on the way is all a machine can say.
"""

import sys
from base64 import urlsafe_b64encode

from playwright.sync_api import Browser, sync_playwright

from prove import databases, deployment
from prove.deployment import ROOT, Deployment
from prove.table import Row, show
from survey import groups
from survey.person import Remember
from tests import releases
from tests.cast import enrol
from tests.journeys.phone import SMALL, chromium, phone

ALBUM = ROOT / "instance" / "pictures"
SCREENS = {"phone": SMALL, "laptop": {"width": 1280, "height": 800}}
PAGES = {"group": "/group", "meeting": "/group/meeting"}
CLOSER = {"closer": f"/group/explore/{releases.CALM}"}
DRAWN = ".barlayer .point"


def pictured() -> list[Row]:
    """Take every picture from a real server."""
    ALBUM.mkdir(parents=True, exist_ok=True)
    with databases.folder() as folder, sync_playwright() as started:
        made = deployment.make(folder)
        members = _members(made)
        browser = chromium(started)
        with made.running(workers=1):
            rows = [
                _looked_at(browser, made.address, token, which, screen)
                for which, token in members.items()
                for screen in SCREENS
            ]
        browser.close()
        made.service.store.engine.dispose()
    return rows


def _members(made: Deployment) -> dict[str, bytes]:
    """Let somebody be in a group with results, and somebody in one without."""
    service, shown = made.service, made.group
    rests = groups.open_group(service, "harbour", "south", "monday")
    releases.own(service, shown)
    releases.place(service, rests, "pool", "pool", "pool")
    for domain in releases.OWN:
        releases.release(service, "pool", "south", domain, [None] * 11)
    return {
        which: enrol(service, group.join_code, Remember.READ).token
        for which, group in (("shown", shown), ("resting", rests))
    }


def _looked_at(
    browser: Browser, address: str, token: bytes, which: str, screen: str
) -> Row:
    """Open the pages of one member on one screen, and keep how they look."""
    pages = PAGES | (CLOSER if which == "shown" else {})
    with phone(browser, address) as held:
        held.page.set_viewport_size(SCREENS[screen])
        written = urlsafe_b64encode(token).decode().rstrip("=")
        safe = address.replace("http:", "https:")
        cookie = {"name": "__Host-t", "value": written, "url": safe, "secure": True}
        held.page.context.add_cookies([cookie])
        for name, path in pages.items():
            held.open(path)
            if path in CLOSER.values():
                held.page.wait_for_selector(DRAWN)
            held.picture(ALBUM, f"{which}-{screen}-{name}")
            if held.sideways() > 0:
                held.errors.append(f"{path} is too wide")
        if screen == "laptop":
            held.open(PAGES["meeting"])
            paper = ALBUM / f"{which}-paper-meeting.pdf"
            held.page.pdf(path=paper, prefer_css_page_size=True)
    wrong = held.errors + held.foreign
    return Row(
        f"{', '.join(pages)}: {which}, on a {screen}",
        "pictures, and nothing amiss",
        "; ".join(wrong) or f"kept as {which}-{screen}-*",
        not wrong,
    )


if __name__ == "__main__":
    sys.exit(show("The pages of a group, to be looked at", [pictured]))
