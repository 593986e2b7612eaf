"""The two cookies there are: an opaque token, and the language of the page.

Neither carries anything about a person. A page without a form sets none.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import cast

from flask import Response, g, request

from survey.person import Remember, Token
from survey.sessions import WRITE_FOR

TOKEN = "__Host-t"  # noqa: S105  # the name of a cookie
LANGUAGE = "__Host-l"
YEAR = 365 * 24 * 3600

# 32 bytes in base64url: the last of 43 letters holds four bits
_WRITTEN = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
_LASTS = {Remember.NO: None, Remember.WRITE: WRITE_FOR, Remember.READ: WRITE_FOR}


def current() -> Token | None:
    """Return the token of this request, or None if it brought nothing like one."""
    if "token" not in g:
        written = request.cookies.get(TOKEN, "")
        well_formed = _WRITTEN.fullmatch(written)
        g.token = Token(urlsafe_b64decode(written + "=")) if well_formed else None
    return cast("Token | None", g.token)


def carry(token: Token, remember: Remember = Remember.NO) -> None:
    """Have the phone carry a token: for this visit, or as long as it is remembered."""
    g.token = token
    g.token_to_send = (token, _LASTS[remember])
    g.pop("person", None)


def forget() -> None:
    """Have the phone drop its token."""
    g.token = g.person = None
    g.token_to_send = (None, 0)


def write(response: Response) -> None:
    """Put onto the response what the phone is to carry from now on, if it changes."""
    token, lasts = g.get("token_to_send") or _renewed()
    if token:
        written = urlsafe_b64encode(token).decode().rstrip("=")
        _set(response, TOKEN, written, lasts)
    elif lasts == 0:
        _set(response, TOKEN, "", 0)
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
