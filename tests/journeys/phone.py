"""A phone in somebody's hand: a small screen, a slow thumb, and a watchful eye.

It notes what a careful person would: every request to another host, every error of
the console, every breach of the page's own policy, and how many bytes came.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

SMALL = {"width": 320, "height": 568}
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

TOO_LOW = """Array.from(document.querySelectorAll(
    `main :is(button:not(.link), select, textarea,
      input:not([type=radio], [type=checkbox]))`
  )).filter(each => each.checkVisibility() && each.offsetHeight < 44)
  .map(each => each.outerHTML.slice(0, 90))"""
"""What a thumb is to find and is lower than 44 pixels; a link in a line may be."""

NO_BACK_CACHE = "--disable-back-forward-cache"
"""What Playwright adds on its own, and no browser in anybody's hand has."""


def chromium(playwright: Playwright, *, keeps_pages: bool = False) -> Browser:
    """Start the Chromium of the machine, never one that was downloaded.

    With `keeps_pages` it holds left pages in memory for going back, as phones do.
    """
    path = os.environ.get("TIDEMARK_TEST_CHROMIUM") or shutil.which("chromium")
    without = [NO_BACK_CACHE] if keeps_pages else []
    return playwright.chromium.launch(
        executable_path=path, args=LAUNCH, ignore_default_args=without
    )


@dataclass
class Phone:
    """One visit on one phone, and what was noticed during it."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    weight: int = 0

    def open(self, path: str) -> None:
        """Go to a page of the site."""
        self.page.goto(self.address + path)

    def press(self, name: str) -> None:
        """Press a button, or follow a link, by what it says."""
        page = self.page
        found = page.get_by_role("button", name=name).or_(
            page.get_by_role("link", name=name)
        )
        with page.expect_navigation():
            found.first.click()

    def tap(self, label: str) -> None:
        """Choose a radio or a box by its label, as a thumb does."""
        self.page.get_by_label(label, exact=True).first.check(force=True)

    def says(self, text: str) -> bool:
        """Return whether the page says this."""
        return text in self.page.inner_text("body")

    def picture(self, folder: Path, name: str) -> None:
        """Keep a picture of the whole page."""
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)

    def barriers(self) -> list[str]:
        """Return what axe finds on the page as it stands, and what is hard to hit."""
        found = Axe().run(self.page, options=AXE_RULES).response["violations"]
        amiss = [f"{rule['id']}: {rule['nodes'][0]['html'][:90]}" for rule in found]
        return amiss + [f"too low: {each}" for each in self.page.evaluate(TOO_LOW)]

    def sideways(self) -> int:
        """Return by how many pixels the page is wider than the screen."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - window.innerWidth"
            )
        )


@contextmanager
def phone(
    browser: Browser,
    address: str,
    *,
    js: bool = True,
    scheme: str = "light",
    forced: bool = False,
    locale: str = "en",
) -> Iterator[Phone]:
    """Give a fresh phone with no cookies."""
    context = browser.new_context(
        viewport=SMALL,
        java_script_enabled=js,
        color_scheme=scheme,
        forced_colors="active" if forced else "none",
        has_touch=True,
        locale=locale,
        service_workers="block",
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    held = Phone(page, address)
    _watch(held)
    yield held
    context.close()


def _watch(held: Phone) -> None:
    def on_request(request: object) -> None:
        url = getattr(request, "url", "")
        if not url.startswith((held.address, "data:")):
            held.foreign.append(url)

    def on_finished(request: object) -> None:
        sizes = request.sizes()
        held.weight += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    def on_console(message: object) -> None:
        if message.type in ("error", "warning"):
            held.errors.append(message.text)

    held.page.on("request", on_request)
    held.page.on("requestfinished", on_finished)
    held.page.on("console", on_console)
    held.page.on("pageerror", lambda error: held.errors.append(str(error)))
    held.page.on("framenavigated", lambda frame: held.pages.append(frame.url))
