"""Mistakes of single items that a schema cannot see: ranges, words, conditions.

A check only reports; it must never mend what an author wrote.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from survey.measure.answer import Missing
from survey.measure.item import Condition, Item
from survey.measure.pieces import Mistakes, Pieces
from survey.measure.written import Goal

Slips = Iterator[tuple[str, str]]
RANGED = frozenset({"scale", "count", "number"})
"""Types that are answered by a whole number in a range."""


def item_mistakes(pieces: Pieces) -> Mistakes:
    """Report what is wrong with items, looked at one by one."""
    for place, item in pieces.items.items():
        for check in (_form, _steps, _range, _outside, _scoring):
            for key, words in check(item):
                yield ("item", place, key), words
        if pieces.kind == "own":
            for key, words in _own_words(item):
                yield ("item", place, key), words
        if pieces.kind == "key":
            for key, words in _key_words(item):
                yield ("item", place, key), words


def condition_mistakes(pieces: Pieces) -> Mistakes:
    """Report items that lean on other items in a way that cannot work."""
    ids = pieces.ids("item")
    for place, item in pieces.items.items():
        earlier = ids[:place]
        for number, condition in enumerate(item.when):
            for words in _condition(condition, earlier, pieces):
                yield ("item", place, "when", number), words
        if item.not_above is not None:
            slip = _reference(item.not_above, earlier, ids)
            other = pieces.item(item.not_above)
            if slip is None and (item.min is None or (other and other.min is None)):
                slip = "compares items that are not whole numbers on a range"
            if slip:
                yield ("item", place, "not_above"), slip


def implied_mistakes(pieces: Pieces) -> Mistakes:
    """Report answers that settle others in a way that cannot work."""
    ids = pieces.ids("item")
    for place, rule in pieces.implied.items():
        for name in rule.items:
            item = pieces.item(name)
            if name not in ids:
                yield ("implied_zero", place, "items"), f"there is no item “{name}”"
            elif item and 0 not in item.values:
                yield ("implied_zero", place, "items"), f"“{name}” cannot be nought"
        first = min((ids.index(n) for n in rule.items if n in ids), default=0)
        for number, condition in enumerate(rule.when):
            for words in _condition(condition, ids[:first], pieces):
                yield ("implied_zero", place, "when", number), words


def _form(item: Item) -> Slips:
    if item.type in RANGED:
        if item.min is None:
            yield "min", "is missing"
        if item.max is None:
            yield "max", "is missing"
        if item.choices:
            yield "choices", f"a {item.type} has a range, not choices"
    else:
        if len(item.choices) < 2:
            yield "choices", "needs at least 2"
        if item.min is not None or item.max is not None:
            yield "min", "a question with choices has no range"
        if item.anchors:
            yield "anchors", "a question with choices has no anchors"
    if len({choice.value for choice in item.choices}) < len(item.choices):
        yield "choices", "two choices have the same value"
    if len({choice.label for choice in item.choices}) < len(item.choices):
        yield "choices", "two choices have the same words"


def _steps(item: Item) -> Slips:
    if item.steps and item.type not in {"scale", "count"}:
        yield "steps", "belong to a scale or a count"
    elif item.steps and (item.steps[0], item.steps[-1]) != (item.min, item.max):
        yield "steps", "must begin at min and end at max"
    elif any(b <= a for a, b in pairwise(item.steps)):
        yield "steps", "must rise"
    if item.unit and item.type != "number":
        yield "unit", "belongs to a number that is typed"
    if item.anchors and item.type == "number":
        yield "anchors", "a number that is typed has a unit, not anchors"


def _range(item: Item) -> Slips:
    if item.min is not None and item.max is not None and item.min >= item.max:
        yield "max", f"must be above min ({item.min})"
        return
    for value in item.anchors:
        if item.values and value not in item.values:
            yield "anchors", f"{value} is outside the range {item.min} to {item.max}"
    box = item.help_box
    if box and box.at_least > box.at_most:
        yield "help_box", "at_least is above at_most"
    elif box and not {box.at_least, box.at_most} <= set(item.values):
        yield "help_box", "names an answer that cannot be given"
    if item.otherwise != "not_asked" and not item.when:
        yield "otherwise", "has no condition (when) that could fail"
    if isinstance(item.otherwise, int) and item.otherwise not in item.values:
        yield "otherwise", f"{item.otherwise} cannot be answered here"


def _outside(item: Item) -> Slips:
    codes = [outside.code for outside in item.outside]
    if len(set(codes)) < len(codes):
        yield "outside", "two answers have the same code"
    for code in codes:
        if code in {reason.value for reason in Missing}:
            yield "outside", f"{code} is the name of a missing reason"
    if item.outside and item.type == "several":
        yield "outside", "a question with several choices takes them all as choices"


def _scoring(item: Item) -> Slips:
    for value in item.recode:
        if value not in item.values:
            yield "recode", f"{value} cannot be answered here"
    if item.reverse and item.reverse[0] >= item.reverse[1]:
        yield "reverse", "the first figure must be below the second"
    elif item.reverse:
        scores = [item.recode.get(value, value) for value in item.values]
        if any(not item.reverse[0] <= score <= item.reverse[1] for score in scores):
            yield "reverse", "does not hold every score of the item"
    if item.type == "several" and (item.recode or item.reverse):
        yield "recode", "a question with several choices has no score"


def _own_words(item: Item) -> Slips:
    if item.text is None:
        yield "text", "is missing"
    if item.label is None:
        yield "label", "is missing"
    if item.type == "number":
        if item.unit is None:
            yield "unit", "is missing"
        return
    for end in (item.min, item.max):
        if end is not None and end not in item.anchors:
            yield "anchors", f"the end {end} has no words"


def _key_words(item: Item) -> Slips:
    for key in ("text", "hint", "anchors", "choices", "outside", "not_applicable"):
        if getattr(item, key):
            yield key, "a scoring key holds no wording: it is imported"
    if item.help_box and item.help_box.heading:
        yield "help_box", "a scoring key holds no wording: drop the heading"


def _condition(
    condition: Condition, earlier: list[object], pieces: Pieces
) -> Iterator[str]:
    if (condition.item is None) == (condition.fact is None):
        yield "names either an item or a fact"
        return
    if condition == Condition(item=condition.item, fact=condition.fact):
        yield "says nothing: give one_of, at_least or at_most"
    low, high = condition.at_least, condition.at_most
    if low is not None and high is not None and low > high:
        yield "at_least is above at_most"
    if condition.fact:
        if low is not None or high is not None:
            yield "a goal has no range: use one_of"
        for value in condition.one_of or ():
            if value not in get_args(Goal):
                yield f"{value} is no goal: {', '.join(get_args(Goal))}"
        return
    words = _reference(condition.item, earlier, pieces.ids("item"))
    if words:
        yield words
        return
    other = pieces.item(condition.item)
    if other and not _possible(condition, other):
        yield f"can never hold: {condition.item} has no such answer"


def _possible(condition: Condition, other: Item) -> bool:
    codes = (outside.code for outside in other.outside)
    return any(map(condition.holds, other.values)) or any(map(condition.holds, codes))


def _reference(
    wanted: str | None, earlier: list[object], ids: list[object]
) -> str | None:
    if wanted not in ids:
        return f"there is no item “{wanted}”"
    if wanted not in earlier:
        return f"“{wanted}” does not come earlier"
    return None
