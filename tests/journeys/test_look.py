"""The look in a real browser: nothing inline, foreign, too wide or out of sight."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from survey.person import Person
from survey.service import Service
from survey.web import app_around
from tests.web import showroom
from tests.web.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("quiet")]

AWAY = "/healthz"
SMALL = {"width": 320, "height": 568}
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "rtl": {"locale": "ar"},
    "forced-colours": {"forced_colors": "active"},
}
QUESTIONS = ("life/mood", "meetings/count", "home/warning")
PAGES = ["/", "/help", "/about", "/privacy", "/urge", "/language", "/nowhere"]
PAGES += ["/show/everything", *(f"/show/question/{one}" for one in QUESTIONS)]


@pytest.fixture
def database_url(tmp_path: Path, migrated_sqlite: bytes) -> str:
    """Give SQLite alone: how a page looks has nothing to do with the database."""
    path = tmp_path / "tidemark.sqlite"
    path.write_bytes(migrated_sqlite)
    return f"sqlite:///{path}"


@pytest.fixture
def quiet() -> Iterator[None]:
    """Keep the test server from writing a line for each request."""
    logger = logging.getLogger("werkzeug")
    before, logger.level = logger.level, logging.ERROR
    yield
    logger.level = before


@pytest.fixture
def shown(service: Service) -> Flask:
    settle(service, languages=("en", "ar"))
    app = app_around(service)
    showroom.open_in(app, service)
    return app


def settle(service: Service, **look: Any) -> None:
    """Give a service another look."""
    new = service.settings.look.model_copy(update=look)
    settings = service.settings.model_copy(update={"look": new})
    object.__setattr__(service, "settings", settings)


@pytest.fixture
def address(shown: Flask, service: Service) -> Iterator[str]:
    server = make_server("localhost", 0, shown, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    # for a browser this is another site, and no name has to be looked up for it
    settle(service, exit_url=f"http://127.0.0.1:{server.port}{AWAY}")
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Watched:
    """A browser window that writes down whatever it should not have to say."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.said: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def _note(self, url: str) -> None:
        if not url.startswith((self.address + "/", "data:", "blob:")):
            self.said.append(f"asked for {url}")


@pytest.fixture
def window(browser: Browser, address: str, request: pytest.FixtureRequest):
    options = getattr(request, "param", {})
    context = browser.new_context(viewport=SMALL, **options)
    yield Watched(context, address)
    context.close()


def test_plotly_draws_under_our_policy_and_asks_nobody(window: Watched) -> None:
    page = window.open("/show/explore")

    page.wait_for_selector(".main-svg .scatterlayer .point")
    layers = page.locator(".main-svg").evaluate_all(
        "all => all.map(each => getComputedStyle(each).position)"
    )
    assert window.said == []
    assert set(layers) == {"absolute"}
    assert page.locator(".modebar, .plotly-notifier").count() == 0
    assert "Share" not in page.content()


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_same_page_has_picture_and_table(
    window: Watched,
) -> None:
    page = window.open("/show/explore")

    assert page.locator("svg.trend").is_visible()
    assert page.locator("tbody tr").count() == len(showroom.VALUES)


@pytest.mark.parametrize(
    "window", [{}, {"java_script_enabled": False}], indirect=True, ids=["js", "no-js"]
)
def test_question_and_continue_are_in_sight_on_the_smallest_phone(
    window: Watched, service: Service
) -> None:
    for name in ("days", "urges", "life", "readiness"):
        for item in service.instruments.current(name).items:
            page = window.open(f"/show/question/{name}/{item.id}")

            heading = page.locator("h1").bounding_box()
            button = page.locator(".go button").bounding_box()
            assert heading is not None
            assert heading["y"] >= 48
            assert button is not None
            assert button["y"] + button["height"] <= SMALL["height"]
            assert button["y"] >= heading["y"] + heading["height"]


def test_eleven_tiles_stand_four_in_a_row_and_are_big_enough(window: Watched) -> None:
    page = window.open("/show/question/life/mood")

    boxes = [tile.bounding_box() for tile in page.locator(".tile").all()]
    assert len(boxes) == 11
    assert all(box and box["width"] >= 48 and box["height"] >= 48 for box in boxes)
    rows = [box["y"] for box in boxes if box]
    assert [rows.count(y) for y in sorted(set(rows))] == [4, 4, 3]


def test_a_tap_on_a_tile_chooses_it(window: Watched) -> None:
    page = window.open("/show/question/life/mood")

    page.locator(".tile", has_text="7").click()

    assert page.locator('input[value="7"]').is_checked()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_small_phone_or_four_times_zoom(
    window: Watched, path: str
) -> None:
    page = window.open(path)
    wide = "document.documentElement.scrollWidth"
    tall = page.evaluate(wide)
    page.set_viewport_size({"width": 320, "height": 256})

    assert tall <= 320
    assert page.evaluate(wide) <= 320
    header = "getComputedStyle(document.querySelector('.top')).position"
    assert page.evaluate(header) == "static"


@pytest.mark.parametrize("window", MODES.values(), indirect=True, ids=MODES)
def test_axe_finds_nothing(window: Watched) -> None:
    axe = Axe()
    found = []
    for path in PAGES:
        page = window.open(path)
        results = axe.run(page)
        found += [
            f"{path}: {each['id']}: {[n['html'][:120] for n in each['nodes'][:3]]}"
            for each in results.response["violations"]
        ]

    assert found == []
    assert [each for each in window.said if "404" not in each] == []


def leave(window: Watched, how: str = "click") -> Page:
    """Go out, and wait until another site is shown."""
    if how == "click":
        window.page.locator(".exit").click()
    for _ in range(3 if how == "shift" else 0):
        window.page.keyboard.press("Shift")
    window.page.wait_for_url(f"http://127.0.0.1:*{AWAY}")
    return window.page


@pytest.mark.parametrize("how", ["click", "shift"])
def test_the_way_out_leaves_no_way_back(window: Watched, how: str) -> None:
    window.open("/help")
    window.open("/about")

    page = leave(window, how)
    page.go_back()

    assert page.url.endswith("/help")


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_back_does_not_show_what_ana_read(
    window: Watched, shown: Flask, ana: Person
) -> None:
    cookie = {"name": "__Host-t", "value": Phone(shown).hold(ana.token).cookie or ""}
    safe = window.address.replace("http:", "https:")
    window.page.context.add_cookies([{**cookie, "url": safe, "secure": True}])
    page = window.open("/")
    before = page.locator("h1").inner_text()

    leave(window).go_back()

    assert before == "Good to see you"
    assert page.locator("h1").inner_text() == "A few minutes for yourself"


@pytest.mark.parametrize("window", [{}, {"java_script_enabled": False}], indirect=True)
@pytest.mark.parametrize("question", ["life/mood", "home/warning"])
def test_people_to_call_are_there_at_once_and_go_again(
    window: Watched, question: str
) -> None:
    page = window.open(f"/show/question/{question}")
    box = page.locator(".at-once")

    assert not box.is_visible()
    page.locator('input[value="2"]').check()
    assert box.locator("a.call").first.is_visible()
    page.locator('input[value="rather_not_say"]').check()
    assert not box.is_visible()
