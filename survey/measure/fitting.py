"""Whether an answer is one that an item allows.

It only tests; it must never change an answer so that it fits.
"""

from collections.abc import Mapping
from typing import Literal

from survey.measure.answer import Answer, Answers, Missing, Outside
from survey.measure.instrument import Instrument
from survey.measure.item import Item

Reason = Literal[
    "not_a_choice", "out_of_range", "too_many", "unknown_item", "above_other"
]


class BadAnswers(Exception):
    """Report every answer that its item does not allow."""

    def __init__(self, problems: Mapping[str, Reason]) -> None:
        # The message names items and reasons alone: an answer must not reach a log.
        super().__init__(", ".join(f"{name}: {why}" for name, why in problems.items()))
        self.problems = dict(problems)


def misfits(instrument: Instrument, answers: Answers) -> dict[str, Reason]:
    """Find the reason, per item, why an answer cannot stand."""
    known = {item.id for item in instrument.items}
    found: dict[str, Reason] = {
        name: "unknown_item" for name in answers if name not in known
    }
    for item in instrument.items:
        if item.id in answers:
            reason = misfit(item, answers[item.id]) or _above(item, answers)
            if reason:
                found[item.id] = reason
    return found


def misfit(item: Item, answer: Answer) -> Reason | None:
    """Find the reason why an item does not allow an answer, looked at by itself."""
    match answer:
        case Missing():
            return None
        case Outside(code):
            known = any(outside.code == code for outside in item.outside)
            return None if known else "not_a_choice"
        case tuple():
            return _several(item, answer)
    if item.type == "several" or isinstance(answer, bool):
        return "not_a_choice"
    if answer in item.values:
        return None
    return "not_a_choice" if item.choices else "out_of_range"


def _several(item: Item, answer: tuple[int, ...]) -> Reason | None:
    if item.type != "several":
        return "too_many"
    in_order = answer == tuple(sorted(set(answer)))
    allowed = set(answer) <= set(item.values)
    return None if answer and in_order and allowed else "not_a_choice"


def _above(item: Item, answers: Answers) -> Reason | None:
    if item.not_above is None:
        return None
    mine, other = answers[item.id], answers.get(item.not_above)
    if isinstance(mine, int) and isinstance(other, int) and mine > other:
        return "above_other"
    return None
