"""From an invitation to a poster on paper, by somebody who never saw it.

On a phone of 320 x 568, by thumb and by keyboard, with a passkey and with a password,
with and without scripts. Screens and taps are counted; axe, which is a script, looks at
each screen.
"""

from itertools import product

from playwright.sync_api import Browser, sync_playwright

from prove import databases, deployment, suite
from prove.deployment import Deployment
from prove.table import Row
from survey import invitations
from survey.invitations import Wanted
from survey.staff import Role
from tests.journeys.first_poster import Walk, pages_of, walk
from tests.journeys.phone import chromium, phone

MOST_SCREENS, MINUTES = 12, 5
WAYS = [*product((True, False), (True, False), (True,)), (False, False, False)]
"""With a passkey or a password, by keyboard or by thumb, with scripts or without."""


def first_posters() -> list[Row]:
    """Walk each way on a real server; then look at every page of the staff."""
    with databases.folder() as folder, sync_playwright() as started:
        made = deployment.make(folder)
        browser = chromium(started)
        with made.running(workers=1):
            rows = [
                _walked(browser, made, number, passkey=passkey, by_keyboard=keys, js=js)
                for number, (passkey, keys, js) in enumerate(WAYS)
            ]
        browser.close()
        made.service.store.engine.dispose()
    return [*rows, _every_page()]


def _walked(
    browser: Browser,
    made: Deployment,
    number: int,
    *,
    passkey: bool,
    by_keyboard: bool,
    js: bool,
) -> Row:
    wanted = Wanted(f"Nia {number}", Role.FACILITATOR, "harbour/north/new")
    written = invitations.make(made.service, None, wanted).written
    # a number has no passkeys
    address = made.address.replace("127.0.0.1", "localhost")
    with phone(browser, address, js=js) as held:
        took = walk(
            held,
            f"/staff/invitation?link={written}",
            f"group-{number}",
            **({} if js else {"look": lambda _phone, _name: []}),
            passkey=passkey,
            by_keyboard=by_keyboard,
        )
        amiss = [*held.errors, *held.foreign, *took.barriers]
    way = "a passkey" if passkey else "a password and six digits"
    hand = "by keyboard alone" if by_keyboard else "by thumb"
    return Row(
        f"invitation to printed poster: {way}, {hand}{'' if js else ', no script'}",
        f"a PDF, < {MOST_SCREENS} screens, < {MINUTES} min, axe finds nothing",
        _told(took, amiss),
        holds=not amiss
        and len(took.screens) < MOST_SCREENS
        and took.minutes < MINUTES
        and pages_of(took.sheet) == 1,
    )


def _told(took: Walk, amiss: list[str]) -> str:
    counted = (
        f"{len(took.screens)} screens, {took.taps} taps, {took.letters} letters, "
        f"{took.words} words to read: about {took.minutes:.1f} min for a slow reader, "
        f"{pages_of(took.sheet)} page"
    )
    return "; ".join([counted, *amiss])


def _every_page() -> Row:
    return suite.tests(
        "every page of the staff in four modes: axe finds nothing; sheets fit",
        "tests/journeys/test_staff_pages.py",
        "tests/journeys/test_staff_paper.py",
    )
