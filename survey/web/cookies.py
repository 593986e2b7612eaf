"""The three cookies there are: two opaque tokens, and the language of the page.

A participant's phone carries one token, a browser of the staff another: whoever is both
stays two people to us. None carries anything about a person. A page without a form
sets none.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import cast

from flask import Response, g, request

from survey.person import Remember, Token
from survey.sessions import WRITE_FOR

TOKEN = "__Host-t"  # noqa: S105  # the name of a cookie
STAFF = "__Host-s"
LANGUAGE = "__Host-l"
YEAR = 365 * 24 * 3600

# 32 bytes in base64url: the last of 43 letters holds four bits
_WRITTEN = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_LASTS = {Remember.NO: None, Remember.WRITE: WRITE_FOR, Remember.READ: WRITE_FOR}


def current() -> Token | None:
    """Return the token of this request, or None if it brought nothing like one."""
    if "token" not in g:
        g.token = read(request.cookies.get(TOKEN, ""))
    return cast("Token | None", g.token)


def staff() -> Token | None:
    """Return the token of a browser of the staff, or None."""
    return read(request.cookies.get(STAFF, ""))


def read(text: str) -> Token | None:
    """Return a token from how it is written, or None if it is nothing like one."""
    well_formed = _WRITTEN.fullmatch(text)
    return Token(urlsafe_b64decode(text + "=")) if well_formed else None


def written(token: Token) -> str:
    """Return a token as a cookie or an address carries it."""
    return urlsafe_b64encode(token).decode().rstrip("=")


def carry(token: Token, remember: Remember = Remember.NO) -> None:
    """Have the phone carry a token: for this visit, or as long as it is remembered."""
    g.token = token
    g.token_to_send = (token, _LASTS[remember])
    g.pop("person", None)


def forget() -> None:
    """Have the phone drop its token."""
    g.token = g.person = None
    g.token_to_send = (None, 0)


def carry_staff(token: Token | None) -> None:
    """Have a browser of the staff carry a token until it is closed, or drop it."""
    g.staff_to_send = token


def write(response: Response) -> None:
    """Put onto the response what the phone is to carry from now on, if it changes."""
    token, lasts = g.get("token_to_send") or _renewed()
    if token:
        _set(response, TOKEN, written(token), lasts)
    elif lasts == 0:
        _set(response, TOKEN, "", 0)
    if "staff_to_send" in g:
        token = g.staff_to_send
        _set(response, STAFF, written(token) if token else "", None if token else 0)
    if "language_to_send" in g:
        _set(response, LANGUAGE, g.language_to_send, YEAR)


def _renewed() -> tuple[Token | None, int | None]:
    """Let a remembered phone's cookie last on from each time it sends something."""
    person = g.get("person")
    if request.method == "POST" and person and person.remember is not Remember.NO:
        return person.token, _LASTS[person.remember]
    return None, None


def _set(response: Response, name: str, value: str, lasts: int | None) -> None:
    response.set_cookie(
        name, value, max_age=lasts, secure=True, httponly=True, samesite="Lax", path="/"
    )
