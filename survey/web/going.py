"""Where to go next: only ever to a page of our own, and by GET."""

import re

from flask import redirect
from werkzeug.wrappers import Response

_OWN_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9/_.?=&%~-]{0,300}")
_NOT_AFTER_SIGN_IN = ("/exit", "/sign-out", "/sign-in")


def see_other(path: str) -> Response:
    """Return a redirect after which the browser asks by GET."""
    return redirect(path, 303)


def safe_next(path: str | None) -> str:
    """Return a path of our own to go on to; the start page if in doubt."""
    if path is None or not _OWN_PATH.fullmatch(path):
        return "/"
    return "/" if path.startswith(_NOT_AFTER_SIGN_IN) else path
