"""Words as they stand in files, made plain: no markup, no gaps, no placeholders.

It must never change a word. What other programs would fill in is reported, because a
question with a gap in it is not the question.
"""

import re
from html import unescape

_BREAK = re.compile(r"<\s*(br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
LONGEST = 5000
"""Characters that are looked at: more than any text that is taken."""
_GAP = re.compile(
    r"\$\{[^}]*\}|\{\{?\s*[A-Za-z_][\w.]*\s*\}?\}|%\(\w+\)s"
    r"|\[[a-z][a-z0-9_]*(?:\([^)]*\))?\](?!\()"
)


def plain(text: object) -> str:
    """Give a text without markup, as one line; anything but text is nothing."""
    if not isinstance(text, str):
        return ""
    bare = _TAG.sub("", _BREAK.sub(" ", text[:LONGEST]))
    return _SPACE.sub(" ", _CONTROL.sub(" ", unescape(bare))).strip()


def gap(text: str) -> str | None:
    """Find a placeholder that another program would have filled in."""
    found = _GAP.search(text)
    return found[0] if found else None


def short(text: str, most: int = 60) -> str:
    """Give the beginning of a text, cut between words."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
