"""A phone's browser, as far as our pages can tell."""

import re
from base64 import urlsafe_b64encode
from html.parser import HTMLParser

from flask import Flask
from werkzeug.test import TestResponse

OURS = {"Sec-Fetch-Site": "same-origin"}
THEIRS = {"Sec-Fetch-Site": "cross-site"}
SILENT: dict[str, str] = {}
"""The headers of a browser too old to say where a request comes from."""


class Phone:
    """Open pages and send forms, with cookies, as a browser would."""

    def __init__(self, app: Flask, headers: dict[str, str] = OURS) -> None:
        self.client = app.test_client()
        self.headers = headers

    def hold(self, token: bytes) -> "Phone":
        """Carry a session's cookie from now on."""
        written = urlsafe_b64encode(token).decode().rstrip("=")
        self.client.set_cookie("__Host-t", written)
        return self

    def work(self, token: bytes) -> "Phone":
        """Carry the cookie of somebody who runs groups from now on."""
        written = urlsafe_b64encode(token).decode().rstrip("=")
        self.client.set_cookie("__Host-s", written)
        return self

    @property
    def cookie(self) -> str | None:
        found = self.client.get_cookie("__Host-t")
        return found.value if found else None

    def open(self, path: str, headers: dict[str, str] | None = None) -> TestResponse:
        return self.client.get(path, headers=self.headers | (headers or {}))

    def token(self, page: str = "/probe/anyone") -> str:
        """Open a page with a form, and return the token it carries."""
        return token_in(self.open(page).text)

    def send(self, path: str, fields: object, **headers: str) -> TestResponse:
        return self.client.post(path, data=fields, headers=self.headers | headers)


class Fields(HTMLParser):
    """The fields of the forms in a page: name and value, as they would be sent."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.shown: dict[str, str] = {}
        self.actions: list[str] = []
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.actions.append(given.get("action", ""))
        if tag == "input" and given.get("type") == "hidden":
            self.found.append((given["name"], given["value"]))
        if tag == "textarea":
            self._area = given["name"]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.shown[self._area] = self.shown.get(self._area, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def token_in(page: str) -> str:
    """Return the token that the form of a page carries."""
    found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]
