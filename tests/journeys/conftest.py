"""A real server and a real browser, once for all journeys of a worker."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from prove import databases, deployment
from prove.deployment import Deployment
from tests.journeys.phone import Phone, chromium, phone

Phones = Callable[..., AbstractContextManager[Phone]]


@pytest.fixture(scope="session")
def site() -> Iterator[Deployment]:
    """Run a deployment on SQLite with one programme and one open group."""
    with databases.folder() as folder:
        made = deployment.make(folder)
        with made.running(workers=1):
            yield made
        made.service.store.engine.dispose()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Give what starts browsers."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start the browser."""
    started = chromium(playwright)
    yield started
    started.close()


@pytest.fixture(scope="session")
def keeping_browser(playwright: Playwright) -> Iterator[Browser]:
    """Start a browser that keeps left pages in memory, to go back to at once."""
    started = chromium(playwright, keeps_pages=True)
    yield started
    started.close()


@pytest.fixture
def phones(browser: Browser, site: Deployment) -> Phones:
    """Give phones that look at the site."""
    return partial(phone, browser, site.address)
