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
PAGES = ["/", "/help", "/about", "/privacy", "/urge", "/language", "/nowhere",
         "/show/everything", "/show/question/life/mood", "/show/question/meetings/count",
         "/show/question/home/warning"]  # fmt: skip


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
