"""From a question of a file to words that a person can be asked.

What would not be the question any more (a gap, no words at an answer, a text cut off)
is refused with its place.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from survey.interop.questionnaire import (
    LONGEST_TEXT,
    Option,
    Question,
    Refused,
    Remark,
)
from survey.interop.texts import gap, short

MOST_TILES = 11
_NUMBERED = re.compile(r"(-?\d+)(?:\s*[-–=:.)]?\s+(.+)|\s*[–=:.)]\s*(.+))?")
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([A-Za-z]{2}))?")
_NAMED = {
    "english": "en",
    "spanish": "es",
    "french": "fr",
    "german": "de",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
    "polish": "pl",
}


def words(question: Question) -> dict[str, Any]:
    """Give text, label and hint of a question, or raise Refused."""
    wrong = [*_wrong(question)]
    if wrong:
        raise Refused(*(Remark(question.place, *each) for each in wrong))
    # what we wrote out ourselves stands once above the set, not at each question
    above = "" if question.shape or question.stem == question.text else question.stem
    hint = " ".join(filter(None, (above, question.hint, _typed_ends(question))))
    told = {"text": question.text, "label": short(question.text)}
    return {**told, "hint": hint} if hint else told


def answers(numbered: Sequence[tuple[Option, int]]) -> dict[str, Any]:
    """Give type and answers: tiles where the words are numbers, else choices."""
    along = tiles(numbered)
    if along is not None:
        return {"type": "scale", "anchors": along}
    return {"type": "single", "choices": choices(numbered)}


def choices(numbered: Sequence[tuple[Option, int]]) -> list[dict[str, Any]]:
    """Give answers as choices, in the order of the file."""
    return [{"value": number, "label": option.label} for option, number in numbered]


def ends(question: Question) -> dict[int, str]:
    """Give the words at both ends of a range, where the file has them."""
    said = ((question.low, question.low_words), (question.high, question.high_words))
    return {value: words for value, words in said if value is not None and words}


def tiles(numbered: Sequence[tuple[Option, int]]) -> dict[int, str] | None:
    """Give the words along a row of numbers; None if it is a list of choices."""
    values = [number for _, number in numbered]
    if len(values) < 3 or any(b - a != 1 for a, b in pairwise(values)):
        return None
    along: dict[int, str] = {}
    for option, number in numbered:
        match = _NUMBERED.fullmatch(option.label)
        if match is None or int(match[1]) != number:
            return None
        said = match[2] or match[3]
        if said:
            along[number] = said
    return along if len(along) < len(values) else None


def language(stated: str) -> str | None:
    """Read the name of a language, such as “de-CH” or “English (en)”."""
    name = stated.strip()
    within = re.search(r"\(([^)]+)\)", name)
    match = _TAG.fullmatch(within[1] if within else name)
    if match:
        return f"{match[1]}-{match[2].upper()}" if match[2] else match[1]
    return _NAMED.get(name.lower())


def _typed_ends(question: Question) -> str:
    """Say what both ends mean where a number is typed and no tile carries words."""
    span = (question.high or 0) - (question.low or 0)
    if question.kind != "range" or span < MOST_TILES:
        return ""
    return ", ".join(f"{value} = {said}" for value, said in ends(question).items())


def _wrong(question: Question) -> list[tuple[str, str]]:
    found = []
    if not question.text:
        found.append(("has no text.", "Write the question in the file."))
    labels = [option.label for option in question.options]
    if not all(labels):
        found.append(("has an answer without words.", "Write them in the file."))
    elif len(set(labels)) < len(labels):
        found.append(("has two answers with the same words.", "Tell them apart."))
    texts = (question.text, question.stem, question.hint, *labels)
    for text in texts:
        hole = gap(text[:LONGEST_TEXT])
        if hole:
            says = f"has a gap that another program fills in: {hole}."
            found.append((says, "Write out what stands there."))
        if len(text) > LONGEST_TEXT:
            says = f"has a text of {len(text)} characters; {LONGEST_TEXT} are the most."
            found.append((says, "Shorten it in the file."))
    if len(question.stem) + len(question.hint) >= LONGEST_TEXT:
        found.append(("has too long a text above it.", "Shorten it in the file."))
    return list(dict.fromkeys(found))
