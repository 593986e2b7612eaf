"""Imported words as they are kept, and how they are laid over a scoring key.

Only words are kept: figures stay in the key's file, so that a score has one home.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from survey.measure.instrument import Instrument, from_document
from survey.measure.instruments import Library, UnknownInstrument
from survey.measure.item import Choice, Item
from survey.measure.written import Id, InstrumentId, Whole, Words, Written


class ItemWords(Written):
    """Hold the words of one item.

    `points` stands where several answers share a number of the key: the answer as it
    is kept, and the number it counts as.
    """

    id: Id
    type: Literal["scale", "count", "number", "single", "several"]
    text: Words
    label: Words
    hint: Words | None = None
    choices: tuple[Choice, ...] = ()
    anchors: Mapping[Whole, Words] = {}
    points: Mapping[Whole, Whole] = {}


class KeyWords(Written):
    """Hold the words of one version of one scoring key, in one language."""

    key: InstrumentId
    version: Annotated[int, Field(ge=1)]
    language: str
    items: tuple[ItemWords, ...]


class NoSuchItem(Exception):
    """Words belong to another version of a key."""


def kept(words: KeyWords | Mapping[str, Any]) -> str:
    """Write words of a key, or the document of a plain instrument, as it is kept."""
    if isinstance(words, KeyWords):
        document = {"words": words.model_dump(mode="json", exclude_defaults=True)}
    else:
        document = {"plain": dict(words)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def read(text: str, files: Library) -> Instrument | None:
    """Return the instrument that is asked; None if its key is not there any more."""
    document = json.loads(text)
    if "plain" in document:
        plain = from_document(document["plain"], "plain")
        return None if plain.id in files else plain
    words = KeyWords.model_validate(document["words"], strict=False)
    try:
        return lay(files.version(words.key, words.version), words)
    except (UnknownInstrument, NoSuchItem):
        return None


def lay(key: Instrument, words: KeyWords) -> Instrument:
    """Return a key with its words, ready to be asked.

    Items that are not scored may be without words: they are not asked.
    """
    by_id = {one.id: one for one in words.items}
    known = {item.id for item in key.items}
    needed = {item.id for item in key.items if not item.unscored}
    if not needed <= by_id.keys() <= known:
        raise NoSuchItem(f"{key.id}: the words are those of another version")
    items = tuple(_laid(i, by_id[i.id]) for i in key.items if i.id in by_id)
    return key.model_copy(update={"items": items, "lang": words.language})


def _laid(item: Item, words: ItemWords) -> Item:
    told: dict[str, Any] = {
        "type": words.type,
        "text": words.text,
        "label": item.label or words.label,
        "hint": words.hint,
        "choices": words.choices,
        "anchors": words.anchors,
    }
    if words.choices:
        told |= {"min": None, "max": None, "steps": ()}
    if words.points:
        recode = {own: item.recode.get(p, float(p)) for own, p in words.points.items()}
        told |= {"recode": recode}
    return item.model_copy(update=told)
