"""Single elements of a FHIR resource, read without trust in their shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from survey.interop.texts import plain

Json = Mapping[str, Any]

SHAPE = "urn:tidemark:shape"
"""Our own mark on a question that we wrote out: how it was shown."""


def objects(value: object) -> list[Json]:
    """List the objects of what should be a list of objects."""
    entries = value if isinstance(value, list) else []
    return [one for one in entries if isinstance(one, dict)]


def extensions(element: Json) -> Iterator[tuple[str, Json]]:
    """Walk the extensions of an element: address and extension."""
    for one in objects(element.get("extension")):
        yield str(one.get("url", "")), one


def codes(element: Json) -> tuple[str, ...]:
    """List the codes of an element."""
    codes = (one.get("code") for one in objects(element.get("code")))
    return tuple(code for code in codes if isinstance(code, str))


def bound(item: Json, name: str) -> int | None:
    """Give a whole number that an extension states."""
    for url, one in extensions(item):
        if url.endswith(name):
            for key in ("valueInteger", "valueDecimal"):
                value = one.get(key)
                if isinstance(value, int | float) and value == value // 1:
                    return int(value)
    return None


def hidden(item: Json) -> bool:
    """Say whether an item is never shown."""
    return any(
        url.endswith("/questionnaire-hidden") and one.get("valueBoolean") is True
        for url, one in extensions(item)
    )


def computed(item: Json) -> bool:
    """Say whether a program works the item out."""
    return any(url.endswith("calculatedExpression") for url, _ in extensions(item))


def shape(item: Json) -> str:
    """Give our own mark on an item that we wrote out."""
    ours = (one for url, one in extensions(item) if url == SHAPE)
    return plain(next(ours, {}).get("valueCode"))


def help_of(item: Json) -> str:
    """Give the words that hang below a question."""
    shown = (one for one in objects(item.get("item")) if not asks(one))
    return plain(next(shown, {}).get("text"))


def asks(item: Json) -> bool:
    """Say whether an item is more than words to show."""
    return item.get("type") != "display"


def true(value: object) -> bool:
    """Read a flag; files write it as a text too."""
    return value is True or value == "true"
