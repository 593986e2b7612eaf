"""Going back after leaving shows nothing, also from the pages a browser keeps.

Chromium keeps left pages in memory and shows them again without asking anybody.
Playwright turns that off; these tests turn it on again.
"""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from survey.person import Remember
from survey.service import Service
from survey.web import app_around
from tests.cast import check_in, enrol
from tests.web.phone import Phone

pytestmark = pytest.mark.browser

AWAY = "/healthz"
SMALL = {"width": 320, "height": 568}
A_WHILE = 700
"""Milliseconds in which a kept page would be shown."""
SCRIPT = pytest.mark.parametrize("js", [True, False], ids=["script", "no-script"])
READ = "Days that went the way you wanted"


@pytest.fixture
def database_url(tmp_path: Path, migrated_sqlite: bytes) -> str:
    """Give SQLite alone: what a browser keeps has nothing to do with the database."""
    path = tmp_path / "tidemark.sqlite"
    path.write_bytes(migrated_sqlite)
    return f"sqlite:///{path}"


@pytest.fixture
def app(service: Service, caplog: pytest.LogCaptureFixture) -> Flask:
    caplog.set_level(logging.ERROR, "werkzeug")
    return app_around(service)


@pytest.fixture
def address(app: Flask, service: Service) -> Iterator[str]:
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    # for a browser this is another site, and no name has to be looked up for it
    away = {"exit_url": f"http://127.0.0.1:{server.port}{AWAY}"}
    look = service.settings.look.model_copy(update=away)
    settings = service.settings.model_copy(update={"look": look})
    object.__setattr__(service, "settings", settings)
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def opened(keeping_browser: Browser) -> Iterator[list[BrowserContext]]:
    """Close what a test opened."""
    contexts: list[BrowserContext] = []
    yield contexts
    for context in contexts:
        context.close()


@pytest.fixture
def reading(keeping_browser, opened, address, app, service, thursday):
    """Give a phone on which Ana looks at her trend, remembered as asked."""

    def read(remember: Remember, *, js: bool) -> Page:
        ana = enrol(service, thursday.join_code, remember)
        check_in(service, ana)
        context = keeping_browser.new_context(viewport=SMALL, java_script_enabled=js)
        opened.append(context)
        written = Phone(app).hold(ana.token).cookie or ""
        safe = address.replace("http:", "https:")
        cookie = {"name": "__Host-t", "value": written, "url": safe, "secure": True}
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(f"{address}/about")
        page.goto(f"{address}/trend/days")
        assert READ in page.inner_text("body")
        return page

    return read


def go_back(page: Page) -> str:
    """Go back, wait as long as a kept page would need, and return what is shown."""
    page.go_back(wait_until="commit")
    page.wait_for_timeout(A_WHILE)
    return page.inner_text("body")


def test_this_browser_does_show_a_left_page_without_asking(reading, address) -> None:
    page = reading(Remember.WRITE, js=False)
    page.goto(address.replace("localhost", "127.0.0.1") + AWAY)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    shown = go_back(page)

    assert READ in shown
    assert asked == []


@SCRIPT
@pytest.mark.parametrize("remember", list(Remember))
def test_the_way_out_leaves_nothing_to_go_back_to(reading, remember, js) -> None:
    page = reading(remember, js=js)
    page.locator(".exit").click()
    page.wait_for_url(f"http://127.0.0.1:*{AWAY}")

    shown = go_back(page)

    assert READ not in shown


@SCRIPT
@pytest.mark.parametrize("remember", [Remember.WRITE, Remember.READ])
def test_a_page_closed_on_a_remembered_phone_is_not_gone_back_to(
    reading, address, remember, js
) -> None:
    page = reading(remember, js=js)
    page.goto(f"{address}/sign-out")
    page.get_by_role("button", name="Close my page, stay remembered").click()
    page.wait_for_url(f"{address}/")

    shown = [go_back(page), go_back(page)]

    assert not any(READ in each for each in shown)


@SCRIPT
def test_who_signed_out_is_not_gone_back_to(reading, address, js) -> None:
    page = reading(Remember.NO, js=js)
    page.goto(f"{address}/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{address}/sign-out")

    shown = [go_back(page), go_back(page)]

    assert not any(READ in each for each in shown)
