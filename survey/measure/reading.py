"""Turn what a form posted into answers.

What is not exactly an allowed answer is refused with its reason, never repaired.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from survey.measure.answer import Answer, Answers, Missing, Outside
from survey.measure.asking import Facts, complete
from survey.measure.fitting import BadAnswers, Reason, misfit, misfits
from survey.measure.instrument import Instrument
from survey.measure.item import Item

_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,6}", re.ASCII)

NOTHING_KNOWN: Answers = {}


def read(
    instrument: Instrument,
    posted: Mapping[str, Sequence[str]],
    facts: Facts,
    *,
    only: Collection[str] | None = None,
    known: Answers = NOTHING_KNOWN,
) -> dict[str, Answer]:
    """Read posted strings into the answers of the items in `only`, or of all.

    Answers given earlier in the sitting come in as `known`; conditions look at them.
    An item that was asked and not posted is skipped. Raise BadAnswers.
    """
    wanted = [item for item in instrument.items if only is None or item.id in only]
    names = {item.id for item in wanted}
    problems: dict[str, Reason] = {
        name: "unknown_item" for name in posted if name not in names
    }
    given = dict(known)
    for item in wanted:
        try:
            given[item.id] = _answer(item, posted.get(item.id, ()))
        except _Refused as refused:
            problems[item.id] = refused.reason
    settled = complete(instrument, given, facts, {*names, *known})
    for name, reason in misfits(instrument, settled).items():
        if name in names:
            problems.setdefault(name, reason)
    if problems:
        raise BadAnswers(problems)
    return {item.id: settled[item.id] for item in wanted}


class _Refused(Exception):
    """Carry the reason why a posted answer was refused."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def _answer(item: Item, strings: Sequence[str]) -> Answer:
    if item.type == "number":
        # a keyboard leaves spaces where a tile leaves none
        strings = [string.strip() for string in strings]
    filled = [string for string in strings if string]
    if not filled:
        return Missing.SKIPPED
    if item.type == "several":
        return _several(item, filled)
    if len(filled) > 1:
        raise _Refused("too_many")
    return _single(item, filled[0])


def _single(item: Item, string: str) -> Answer:
    answer = _said(item, string)
    if answer is None:
        answer = _number(string)
    reason = misfit(item, answer)
    if reason:
        raise _Refused(reason)
    return answer


def _several(item: Item, strings: Sequence[str]) -> Answer:
    said = [_said(item, string) for string in strings]
    if any(answer is not None for answer in said):
        if len(strings) > 1:
            raise _Refused("too_many")
        return said[0] or Missing.SKIPPED
    chosen = tuple(sorted({_number(string) for string in strings}))
    reason = misfit(item, chosen)
    if reason:
        raise _Refused(reason)
    return chosen


def _said(item: Item, string: str) -> Answer | None:
    if string == Missing.RATHER_NOT_SAY:
        return Missing.RATHER_NOT_SAY
    if string == Missing.NOT_APPLICABLE and item.not_applicable:
        return Missing.NOT_APPLICABLE
    codes = {outside.code for outside in item.outside}
    return Outside(string) if string in codes else None


def _number(string: str) -> int:
    if not _NUMBER.fullmatch(string):
        raise _Refused("not_a_choice")
    return int(string)
