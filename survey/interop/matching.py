"""Which question of a file is which item of a scoring key.

First what the map says, then codes and names, last the order, and that only where
numbers agree and no code speaks against it. A title is never believed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.interop.declaring import Map
from survey.interop.questionnaire import Question
from survey.measure.instrument import Instrument
from survey.measure.item import Item


@dataclass(frozen=True, slots=True)
class Matched:
    """Hold what belongs together, and what is left on either side."""

    pairs: Mapping[str, Question]
    missing: tuple[Item, ...]
    extra: tuple[Question, ...]
    by_code: int
    by_order: tuple[str, ...]


def match(key: Instrument, questions: Sequence[Question], said: Map) -> Matched:
    """Find the question of each item."""
    by_link = {question.link: question for question in questions}
    pairs = {
        one.item: by_link[link]
        for link, one in said.question.items()
        if one.item and link in by_link
    }
    coded = _by_code(key, [q for q in questions if q not in pairs.values()])
    pairs = {**coded, **pairs}
    left = [q for q in questions if q.askable and q not in pairs.values()]
    open_ = [item for item in key.items if item.id not in pairs]
    ordered = _by_order(key, open_, left)
    pairs |= ordered
    return Matched(
        pairs=pairs,
        missing=tuple(item for item in key.items if item.id not in pairs),
        extra=tuple(q for q in left if q not in ordered.values()),
        by_code=len(coded),
        by_order=tuple(ordered),
    )


def _by_code(key: Instrument, questions: Sequence[Question]) -> dict[str, Question]:
    """Match names that one question and one item alone have in common."""
    known = key.codes.items if key.codes else {}
    found: dict[str, Question] = {}
    for item in key.items:
        names = {item.id, *known.get(item.id, ())}
        same = [question for question in questions if question.names & names]
        asked = [question for question in same if question.askable] or same
        if len(asked) == 1:
            found[item.id] = asked[0]
    return found


def _by_order(
    key: Instrument, items: Sequence[Item], questions: Sequence[Question]
) -> dict[str, Question]:
    scored = [item for item in items if not item.unscored]
    for wanted in (items, scored):
        if wanted and len(wanted) == len(questions):
            pairs = list(zip(wanted, questions, strict=True))
            if not any(spoken_against(key, item, q) for item, q in pairs):
                return {item.id: question for item, question in pairs}
    return {}


def spoken_against(key: Instrument, item: Item, question: Question) -> bool:
    """Say whether both have codes of the same system and these differ.

    A code of LOINC looks like 44250-9.
    """
    known = key.codes.items.get(item.id, ()) if key.codes else ()
    wanted, found = (set(filter(_loinc, names)) for names in (known, question.names))
    return bool(wanted and found and not wanted & found)


def _loinc(code: str) -> bool:
    figures, dash, check = code.rpartition("-")
    return bool(dash) and figures.isdecimal() and len(check) == 1 and check.isdecimal()
