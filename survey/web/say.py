"""Words in the language of the page, as plain text with a type."""

from flask_babel import get_translations, gettext


def _(words: str, **names: object) -> str:
    """Return words in the language of the page, with names filled in."""
    return str(gettext(words, **names))


def speak(words: str, one: str | None, count: int | None) -> str:
    """Return an instrument's own words, with nothing filled in yet."""
    known = get_translations()
    if one is None or count is None:
        return str(known.ugettext(words))
    return str(known.ungettext(one, words, count))
