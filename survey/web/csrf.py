"""Only our own pages may make a phone send something here.

Every unsafe request carries a token that only the phone's cookie yields, and none may
come from another site. A token that went stale on our own page loses nobody's words.
"""

import hmac
from typing import Any
from urllib.parse import urlsplit

from flask import g, request
from wtforms import Form as PlainForm
from wtforms.csrf.core import CSRF

from survey.person import Token
from survey.web import context, cookies, typed

FIELD = "csrf_token"


class ForeignRequest(Exception):
    """Another site made this phone send something."""


class StaleForm(Exception):
    """Our own page sent a form whose token belongs to an earlier visit."""


def token() -> str:
    """Return the token of this phone's forms, giving it a cookie if it has none."""
    known = _known()
    if known is None:
        known = Token(context.service().chance.draw(32))
        cookies.carry(known)
    return _token_of(known)


def refuse_foreign() -> None:
    """Raise ForeignRequest if the browser says that another site sent this."""
    ours = is_our_own()
    if ours is False:
        raise ForeignRequest
    g.may_keep = bool(ours)


def check() -> None:
    """Let a form of our own pass; raise StaleForm, or ForeignRequest if in doubt."""
    known = _known()
    sent = typed.one(FIELD)
    if known and hmac.compare_digest(sent.encode(), _token_of(known).encode()):
        g.may_keep = True
    elif g.may_keep:
        raise StaleForm
    else:
        raise ForeignRequest


def is_our_own() -> bool | None:
    """Say whether one of our own pages sent this; None if the browser says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return {"same-origin": True, "none": None}.get(site, False)
    origin = request.headers.get("Origin")
    if origin is None:
        return None
    public = urlsplit(context.service().settings.server.public_url).netloc
    return urlsplit(origin).netloc in (request.host, public)


def _known() -> Token | None:
    """Return the token that this page's forms are bound to."""
    return cookies.staff() if g.get("for_staff") else cookies.current()


def _token_of(known: Token) -> str:
    return hmac.digest(context.service().keys.session_key, known, "sha256").hex()


class _SameToken(CSRF):  # type: ignore[misc]  # wtforms is untyped
    """Hand the guard's token to wtforms."""

    def generate_csrf_token(self, _field: Any) -> str:
        """Return the token of this phone's forms."""
        return token()

    def validate_csrf_token(self, _form: Any, _field: Any) -> None:
        """Trust the guard, which has looked before any view ran."""


class Form(PlainForm):  # type: ignore[misc]  # wtforms is untyped
    """A form of ours: it carries the token, and the guard has checked it."""

    class Meta:
        """How wtforms is told so."""

        csrf = True
        csrf_class = _SameToken
        csrf_field_name = FIELD
