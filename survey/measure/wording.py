"""Every text of an instrument that a person may read, with its place.

Translators, and the tests of plain language, work from this list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.measure.instrument import Instrument
from survey.measure.item import Item


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold one text, with its singular where a count decides between the two."""

    place: str
    text: str
    one: str | None = None


def wordings(instrument: Instrument) -> tuple[Wording, ...]:
    """List all texts in the order of the file."""
    return tuple(_head(instrument)) + tuple(_body(instrument))


def _head(instrument: Instrument) -> Iterator[Wording]:
    for key in ("title", "lead_in", "explain", "after"):
        text = getattr(instrument, key)
        if text:
            yield Wording(key, text)


def _body(instrument: Instrument) -> Iterator[Wording]:
    for item in instrument.items:
        yield from _item(item)
    for part, titled in (("scale", instrument.scales), ("domain", instrument.domains)):
        for one in titled:
            yield Wording(f"{part}.{one.id}.title", one.title)
    for sentence in instrument.feedback:
        for number, phrase in enumerate(sentence.say):
            place = f"feedback.{sentence.id}.say.{number}"
            yield Wording(place, phrase.text, phrase.one)


def _item(item: Item) -> Iterator[Wording]:
    place = f"item.{item.id}"
    for key in ("text", "label", "hint", "unit", "not_applicable"):
        text = getattr(item, key)
        if text:
            yield Wording(f"{place}.{key}", text)
    for value, words in item.anchors.items():
        yield Wording(f"{place}.anchors.{value}", words)
    for choice in item.choices:
        yield Wording(f"{place}.choices.{choice.value}", choice.label)
    for outside in item.outside:
        yield Wording(f"{place}.outside.{outside.code}", outside.label)
    if item.help_box and item.help_box.heading:
        yield Wording(f"{place}.help_box", item.help_box.heading)
