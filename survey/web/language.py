"""Which language a page speaks, and which way it is written.

The choice lies in a cookie of its own, never in a participant's row.
"""

from typing import cast

from babel import Locale
from flask import Flask, g, request
from flask_babel import Babel, get_locale

from survey.settings import Settings
from survey.web import context, cookies


def install(app: Flask, settings: Settings) -> None:
    """Have every text go through the translations of this deployment."""
    app.config["BABEL_DEFAULT_LOCALE"] = settings.look.languages[0]
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=chosen)


def offered() -> tuple[str, ...]:
    """Return the languages of this deployment, the first one by default."""
    return context.service().settings.look.languages


def chosen() -> str:
    """Return the language for this request: chosen, else the browser's, else ours."""
    wanted = g.get("language_to_send") or request.cookies.get(cookies.LANGUAGE)
    if wanted in offered():
        return cast(str, wanted)
    tags = [name.replace("_", "-") for name in offered()]
    found = request.accept_languages.best_match(tags, tags[0])
    return found.replace("-", "_")


def choose(wanted: str) -> bool:
    """Remember a language on this phone; return whether it is one of ours."""
    if wanted not in offered():
        return False
    g.language_to_send = wanted
    return True


def locale() -> Locale:
    """Return the locale of this page; English where there is no request."""
    return get_locale() or Locale("en")


def tag() -> str:
    """Return the language as HTML names it."""
    return str(locale()).replace("_", "-")


def direction() -> str:
    """Return which way the language is written: "ltr" or "rtl"."""
    return locale().text_direction


def own_name(language: str) -> str:
    """Return what a language calls itself."""
    parsed = Locale.parse(language)
    name = parsed.get_display_name(parsed)
    return name[:1].upper() + name[1:] if name else language
