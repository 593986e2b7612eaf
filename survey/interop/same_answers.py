"""Whether the answers of one question are the answers of one item of a key."""

from survey.interop.matching import spoken_against
from survey.interop.questionnaire import Option, Question
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.scoring import item_score

Values = tuple[tuple[Option, int], ...]
"""The answers in the order of the file, each with its number there."""


class Disagrees(Exception):
    """The file and the key say different things of one question."""

    def __init__(self, file: str, key: str, cure: str = "") -> None:
        super().__init__(file)
        self.file, self.key, self.cure = file, key, cure


def agreed(key: Instrument, item: Item, question: Question) -> Values:
    """Give each answer of a question with its number, or raise Disagrees.

    The numbers are those of the key, or its scores where a file has them: which of
    the two is settled for all questions together.
    """
    if spoken_against(key, item, question):
        known = ", ".join(key.codes.items[item.id]) if key.codes else ""
        cure = "That is another question: take a file of this instrument."
        raise Disagrees(", ".join(question.codes), known, cure)
    if not question.askable:
        raise Disagrees(question.why_not, listed(item), question.cure)
    if question.kind == "range":
        _same_range(item, question)
        return ()
    if (question.kind == "several") != (item.type == "several"):
        raise Disagrees("several answers at once", "one answer")
    return _same_list(key, item, question)


def scores(item: Item) -> dict[float, int]:
    """Give the answer of an item for each score; where two share one, the first."""
    found: dict[float, int] = {}
    for value in item.values:
        score = item_score(item.model_copy(update={"unscored": False}), value)
        if score is not None:
            found.setdefault(score, value)
    return found


def listed(item: Item) -> str:
    """Say which answers an item has."""
    values = item.values
    if len(values) > 2 and list(values) == list(range(values[0], values[-1] + 1)):
        return f"{values[0]} to {values[-1]}"
    return ", ".join(map(str, values))


def _same_range(item: Item, question: Question) -> None:
    ends = question.low, question.high
    if ends != (min(item.values), max(item.values)):
        cure = "If it means the same, it needs answers that say so."
        raise Disagrees(f"{ends[0]} to {ends[1]}", listed(item), cure)


def _same_list(key: Instrument, item: Item, question: Question) -> Values:
    options = question.options
    found = [_number(key, option) for option in options]
    said = ", ".join("?" if number is None else str(number) for number in found)
    cure = f'Give each its number in a map: [question."{question.link}".answers]'
    numbers = [number for number in found if number is not None]
    if len(numbers) < len(found):
        raise Disagrees(f"answers {said}", listed(item), cure)
    for option in options:
        if _contradicts(key, option):
            words = f"“{option.code}” is {option.number}"
            known = key.codes.answers[option.code] if key.codes else ""
            raise Disagrees(words, f"{option.code} is {known}", cure)
    declared = all(option.declared is not None for option in options)
    if len(set(numbers)) < len(numbers) and not (declared and _alone(key, item)):
        raise Disagrees(f"answers {said}", listed(item), cure)
    if set(numbers) not in ({*item.values}, {*scores(item)}):
        raise Disagrees(f"answers {said}", listed(item), cure)
    return tuple(zip(options, numbers, strict=True))


def _number(key: Instrument, option: Option) -> int | None:
    if option.number is None and key.codes:
        return key.codes.answers.get(option.code)
    return option.number


def _contradicts(key: Instrument, option: Option) -> bool:
    """Say whether a published code of an answer stands for another number."""
    if key.codes is None or option.declared is not None or option.number is None:
        return False
    return key.codes.answers.get(option.code, option.number) != option.number


def _alone(key: Instrument, item: Item) -> bool:
    """Say whether nothing in the key leans on the numbers of an item's answers."""
    rules = [rule for one in key.items for rule in one.when]
    rules += [rule for zero in key.implied_zeros for rule in zero.when]
    return item.help_box is None and all(rule.item != item.id for rule in rules)
