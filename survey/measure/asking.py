"""Which items are asked, and what follows by rule for those that are not.

A condition that cannot be known, because its item was skipped, stops nothing: the
item is asked. A fact that is not known (the goal) stops the items that need it.
"""

from collections.abc import Collection, Mapping

from survey.measure.answer import Answer, Answers, Missing, Outside
from survey.measure.instrument import Instrument
from survey.measure.item import Condition, Item

Facts = Mapping[str, str]
"""What is known besides answers: today only {"goal": "cut_down"} and its like."""


def asked(
    instrument: Instrument,
    answers: Answers,
    facts: Facts,
    only: Collection[str] | None = None,
) -> tuple[Item, ...]:
    """List the items to show, in order, given the answers so far."""
    settled = complete(instrument, answers, facts, only)
    return tuple(
        item
        for item in instrument.items
        if _wanted(item, only)
        and _applies(item, settled, facts)
        and not implied_zero(instrument, item.id, settled)
    )


def complete(
    instrument: Instrument,
    answers: Answers,
    facts: Facts,
    only: Collection[str] | None = None,
) -> dict[str, Answer]:
    """Answer every item of the instrument: as given, by rule, or as not asked."""
    settled: dict[str, Answer] = {}
    for item in instrument.items:
        if not _wanted(item, only):
            settled[item.id] = Missing.NOT_ASKED
        elif implied_zero(instrument, item.id, settled):
            settled[item.id] = 0
        elif _applies(item, settled, facts):
            settled[item.id] = answers.get(item.id, Missing.NOT_ASKED)
        else:
            settled[item.id] = _by_rule(item)
    return settled


def implied_zero(instrument: Instrument, item_id: str, known: Answers) -> bool:
    """Say whether other answers settle that an item counts as nought.

    Source: as in AUDIT, question 1 "never" ends it; Babor and others 2001, WHO manual.
    """
    return any(
        item_id in rule.items and all(_is_so(each, known) for each in rule.when)
        for rule in instrument.implied_zeros
    )


def _is_so(condition: Condition, known: Answers) -> bool:
    answer = known.get(condition.item or "")
    return type(answer) is int and condition.holds(answer)


def _wanted(item: Item, only: Collection[str] | None) -> bool:
    return only is None or item.id in only


def _applies(item: Item, settled: Answers, facts: Facts) -> bool:
    return all(_holds(condition, settled, facts) for condition in item.when)


def _holds(condition: Condition, settled: Answers, facts: Facts) -> bool:
    if condition.fact is not None:
        fact = facts.get(condition.fact)
        return fact is not None and condition.holds(fact)
    match settled.get(condition.item or "", Missing.NOT_ASKED):
        case Missing():
            return True
        case Outside(code):
            return condition.holds(code)
        case tuple() as chosen:
            return any(map(condition.holds, chosen))
        case number:
            return condition.holds(number)


def _by_rule(item: Item) -> Answer:
    if isinstance(item.otherwise, int):
        return item.otherwise
    return Missing(item.otherwise)
