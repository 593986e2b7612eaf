"""Words in the language of the page, as plain text with a type."""

from flask_babel import gettext


def _(words: str, **names: object) -> str:
    """Return words in the language of the page, with names filled in."""
    return str(gettext(words, **names))
