"""The beginning of a map for a file that does not agree with a key.

It is a proposal by order and must be read by a person: it is printed, never applied.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Protocol

from survey.interop.matching import Matched
from survey.interop.questionnaire import Question
from survey.measure.instrument import Instrument
from survey.measure.item import Item


class _Named(Protocol):
    @property
    def item(self) -> str: ...


def suggestion(key: Instrument, matched: Matched, differences: Iterable[_Named]) -> str:
    """Write a map that says what the differences ask for, as far as it can be told."""
    lines = [f'key = "{key.id}"']
    if matched.extra and not any(not item.unscored for item in matched.missing):
        names = ", ".join(quoted(each.link) for each in matched.extra)
        lines.append(f"leave_out = [{names}]  # if they are no part of it")
    asked = [
        (key.item(name), matched.pairs[name])
        for name in dict.fromkeys(one.item for one in differences)
        if name in matched.pairs
    ]
    lines += _choices([pair for pair in asked if pair[1].kind == "single"])
    for item, question in asked:
        lines += _numbers(item, question)
    return "\n".join(lines) + "\n" if len(lines) > 1 else ""


def _choices(asked: Sequence[tuple[Item, Question]]) -> list[str]:
    """Leave room for the words of answers that the file does not carry."""
    wordless = [item.values for item, question in asked if not question.options]
    if not wordless or any(values != wordless[0] for values in wordless):
        return []
    return ["", "[choices]", *(f'{value} = "…"' for value in wordless[0])]


def _numbers(item: Item, question: Question) -> list[str]:
    values, options = item.values, question.options
    if not options or len(options) != len(values):
        return []
    said = [
        f"{quoted(option.code)} = {value}  # {option.label}"
        for option, value in zip(options, values, strict=True)
    ]
    head = f"[question.{quoted(question.link)}.answers]  # is this right?"
    return ["", head, *said]


def quoted(name: str) -> str:
    """Write a name of the file so that TOML reads the same name again."""
    return json.dumps(name, ensure_ascii=False)
