"""What a form sent, read once, strictly, and kept until it is safely stored.

A body that is too long or not UTF-8 is refused, but what can be read of it goes back
onto the page, so that nobody has to type it again.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote_to_bytes

from flask import g, request
from werkzeug.exceptions import RequestEntityTooLarge

LONGEST_FORM = 64 * 1024
"""Bytes of a form that is taken in."""
LONGEST_KEPT = 256 * 1024
"""Bytes of a form that is still given back to be shortened."""
MOST_FIELDS = 200
LONG = 2000
"""Characters from which a field is given back to be shortened."""
NEVER_KEPT = ("csrf_token", "password", "digits", "credential")
SECRET = ("words", "second", "sixth")
"""Fields that hold somebody's words: they come back empty, to be typed again."""


class TooMuch(Exception):
    """More was sent at once than a form may hold."""


class NotText(Exception):
    """What was sent is not UTF-8 text in the fields of a form."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it was sent; one to mend is shown, the others go along unseen.

    A field of words is shown empty: no page but its own ever holds them.
    """

    name: str
    value: str
    to_mend: bool = False

    @property
    def to_type_again(self) -> bool:
        """Return whether this held words of somebody's code."""
        return self.name in SECRET


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a form was going, and what it carried."""

    action: str
    fields: tuple[Field, ...]

    @property
    def to_type_again(self) -> bool:
        """Return whether words are to be typed again."""
        return any(field.to_type_again for field in self.fields)


def read() -> None:
    """Read the form of this request, or raise TooMuch or NotText."""
    if not request.content_length and not request.headers.get("Transfer-Encoding"):
        return
    if request.mimetype != "application/x-www-form-urlencoded":
        raise NotText
    request.max_content_length = LONGEST_KEPT
    try:
        body = request.get_data(cache=True)
    except RequestEntityTooLarge:
        raise TooMuch from None
    if body.count(b"&") >= MOST_FIELDS:
        raise TooMuch
    readable = body.decode(errors="replace")
    g.typed = tuple(parse_qsl(readable, keep_blank_values=True))
    if len(body) > LONGEST_FORM:
        raise TooMuch
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        raise NotText from None


def one(name: str) -> str:
    """Return the first value of a field, or an empty text."""
    found: str = request.form.get(name, "")
    return found


def kept(*, mend: bool = False) -> Kept | None:
    """Return what was typed, to be sent once more; None where that is not ours.

    `mend` shows what is too long or could not be read, for the person to put right.
    """
    sent = g.get("typed", ())
    if request.method != "POST" or not g.get("may_keep"):
        return None
    fields = tuple(
        Field(name, "" if name in SECRET else _legible(value), mend and _is_odd(value))
        for name, value in ((_legible(name), value) for name, value in sent)
        if name not in NEVER_KEPT
    )
    path = request.full_path if request.query_string else request.path
    return Kept(path, fields)


def _is_odd(value: str) -> bool:
    return len(value) > LONG or "\N{REPLACEMENT CHARACTER}" in value


def _legible(text: str) -> str:
    return text.replace("\N{REPLACEMENT CHARACTER}", "")
