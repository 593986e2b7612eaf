"""Mistakes of an instrument file, in plain words and with their place.

It only words what the schema found; it must never decide what is right.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]

_PLAIN = {
    "missing": "is missing",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "dict_type": "must be a table",
    "mapping_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
}
_WITH_FIGURE = {
    "greater_than": ("gt", "must be above {}"),
    "greater_than_equal": ("ge", "must be {} or more"),
    "less_than": ("lt", "must be below {}"),
    "less_than_equal": ("le", "must be {} or less"),
    "too_short": ("min_length", "needs at least {}"),
    "too_long": ("max_length", "may have at most {}"),
    "string_too_short": ("min_length", "needs at least {} letter"),
    "string_too_long": ("max_length", "may have at most {} letters"),
    "literal_error": ("expected", "must be {}"),
    "enum": ("expected", "must be {}"),
}


def schema_mistakes(
    error: ValidationError, document: Mapping[str, Any], known: Sequence[str] = ()
) -> tuple[str, ...]:
    """Word every mistake that the schema found, in the order of the file's places."""
    found: dict[Place, list[str]] = {}
    for details in error.errors():
        place = _place(details["loc"], document, details["type"] == "missing")
        words = _words(details, known)
        if words not in found.setdefault(place, []):
            found[place].append(words)
    return tuple(
        worded(place, ", or ".join(words), document) for place, words in found.items()
    )


def worded(place: Place, words: str, document: Mapping[str, Any]) -> str:
    """Put a place before a mistake, with the id of the part where it has one."""
    path = ".".join(str(step) for step in place)
    name = _id_at(place[:2], document)
    return f"{path} ({name}): {words}" if name else f"{path}: {words}"


def _place(
    loc: tuple[int | str, ...], document: Mapping[str, Any], missing: bool
) -> Place:
    """Drop what pydantic adds to a place, such as the names of alternatives."""
    place: list[str | int] = []
    here: Any = document
    for step in loc:
        inside = (isinstance(here, Mapping) and step in here) or (
            isinstance(here, list) and isinstance(step, int) and step < len(here)
        )
        if not inside:
            return (*place, step) if missing else tuple(place)
        here = here[step]
        place.append(step)
    return tuple(place)


def _words(details: ErrorDetails, known: Sequence[str]) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "extra_forbidden":
        name = str(details["loc"][-1])
        near = get_close_matches(name, known, n=1)
        hint = f", did you mean “{near[0]}”?" if near else ""
        return f"is not a word of this format{hint}"
    if kind == "string_pattern_mismatch":
        return "must be small letters and figures, and start with a letter"
    if kind in _WITH_FIGURE:
        name, pattern = _WITH_FIGURE[kind]
        return pattern.format(context.get(name))
    return _PLAIN.get(kind, details["msg"][:1].lower() + details["msg"][1:])


def _id_at(place: Place, document: Mapping[str, Any]) -> str | None:
    here: Any = document
    for step in place:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    name = here.get("id") if isinstance(here, Mapping) and len(place) == 2 else None
    return name if isinstance(name, str) else None
