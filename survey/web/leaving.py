"""Leave in a hurry: a plain link that works without JavaScript and cannot be forged.

Reading ends only if the person's own page was left, not because another site showed
the link somewhere; the way out itself is open to everybody.
"""

import hmac

from flask import redirect, request
from werkzeug.wrappers import Response

from survey import sessions
from survey.person import Remember, Token
from survey.web import context, cookies, logs

CLEAR = '"cache", "storage"'


def link() -> str:
    """Return the way out; for who has a session it carries a mark of that session."""
    known = cookies.current()
    return f"/exit?k={_mark(known)}" if known else "/exit"


def leave() -> Response:
    """End what must end on this phone, and go to a harmless page in any case."""
    known, away = cookies.current(), context.exit_url()
    if known and _is_meant(known):
        fresh = _stop(known)
        if fresh:
            cookies.carry(fresh, Remember.WRITE)
        else:
            cookies.forget()
    response = redirect(away, 303)
    if known:
        response.headers["Clear-Site-Data"] = CLEAR
    return response


def _stop(known: Token) -> Token | None:
    """Stop reading; return the new cookie of a phone that stays remembered."""
    try:
        return sessions.stop_reading(context.service(), known)
    except Exception as error:  # noqa: BLE001  # nobody may be held back on the way out
        logs.failure(error)
        return None


def _is_meant(known: Token) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sent = request.args.get("k", "")
    return hmac.compare_digest(sent.encode(), _mark(known).encode())


def _mark(known: Token) -> str:
    key = context.service().keys.session_key
    return hmac.digest(key, b"exit" + known, "sha256").hex()[:32]
