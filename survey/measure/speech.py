"""Mistakes in sentences of feedback: names that nothing fills, comparisons of nothing.

A check only reports; it must never mend what an author wrote.
"""

from collections.abc import Iterator

from survey.measure.item import Item
from survey.measure.pieces import Mistakes, Pieces
from survey.measure.scale import Scale
from survey.measure.sentence import COMPARED, GIVEN, RANKED, Sentence
from survey.measure.written import Polarity


def sentence_mistakes(pieces: Pieces) -> Mistakes:
    """Report sentences that could never be said, or not as they are written."""
    for place, item in pieces.items.items():
        if item.id in GIVEN:
            yield ("item", place, "id"), f"“{item.id}” means something in sentences"
    for place, sentence in pieces.feedback.items():
        for key, words in _of(sentence, pieces):
            yield ("feedback", place, key), words
        for key, words in _where(sentence, pieces):
            yield ("feedback", place, key), words
        for number, words in _say(sentence, pieces):
            yield ("feedback", place, "say", number), words


def _of(sentence: Sentence, pieces: Pieces) -> Iterator[tuple[str, str]]:
    needs = sentence.when in COMPARED or sentence.when.endswith("_usual")
    if sentence.of is None:
        if needs:
            yield "of", "is missing: name the item or the scale that is looked at"
        return
    if pieces.unknown("item", sentence.of) and pieces.unknown("scale", sentence.of):
        yield "of", f"there is no item or scale “{sentence.of}”"
        return
    origin: Item | Scale | None = pieces.item(sentence.of) or pieces.scale(sentence.of)
    if isinstance(origin, Item) and origin.type == "several":
        yield "of", f"“{sentence.of}” is no figure"
    if sentence.when in {"better", "harder"} and _directionless(origin):
        yield "of", f"neither way is better on “{sentence.of}”"


def _directionless(origin: Item | Scale | None) -> bool:
    if isinstance(origin, Item) and origin.polarity_by_goal:
        return True
    return origin is not None and origin.polarity is Polarity.NEUTRAL


def _where(sentence: Sentence, pieces: Pieces) -> Iterator[tuple[str, str]]:
    for name, (low, high) in sentence.where.items():
        item = pieces.item(name)
        if pieces.unknown("item", name):
            yield "where", f"there is no item “{name}”"
        elif low > high:
            yield "where", f"{name}: the first figure is above the second"
        elif item and not any(low <= value <= high for value in item.values):
            yield "where", f"{name}: no answer lies between {low} and {high}"


def _say(sentence: Sentence, pieces: Pieces) -> Iterator[tuple[int, str]]:
    for number, phrase in enumerate(sentence.say):
        try:
            names = phrase.names
        except ValueError:
            yield number, "a brace is left open"
            continue
        for name in sorted(names):
            if name not in GIVEN and pieces.unknown("item", name):
                yield number, f"nothing is called “{name}”"
        if names & GIVEN and sentence.of is None:
            yield number, "uses a figure of something: name it in “of”"
        if names & RANKED and sentence.of and not pieces.scale(sentence.of):
            yield number, "ranks the items of a scale: name a scale in “of”"
        if (phrase.one is None) != (phrase.count is None):
            yield number, "“one” and “count” belong together"
        if phrase.count in RANKED:
            yield number, f"“{phrase.count}” is no number to count by"
