"""Hold a questionnaire file against a scoring key, before a word of it is in force.

Compared are number and codes of the questions, number, codes and order of the answers,
ranges, and whether turning over has been done in the file already. What does not agree
comes back as a table with the cure for each line and the beginning of a map.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey.interop import reversing
from survey.interop.declaring import Map
from survey.interop.matching import Matched, match
from survey.interop.questionnaire import Question, Questionnaire, Refused, Remark
from survey.interop.same_answers import Disagrees, Values, agreed
from survey.interop.suggesting import suggestion
from survey.measure.instrument import Instrument

UNSAID = "nobody can tell whether its numbers are turned over already"


@dataclass(frozen=True, slots=True)
class Difference:
    """Say what differs between a question of the file and an item of the key."""

    item: str
    place: str
    file: str
    key: str
    cure: str


class Differs(Refused):
    """A file and a key do not agree; nothing of the file was taken."""

    def __init__(
        self, key: Instrument, differences: tuple[Difference, ...], map_text: str
    ) -> None:
        """Take every difference, and a map to begin with."""
        super().__init__(
            *(
                Remark(
                    f"{key.id} {one.item}".strip() + f", {one.place}" * bool(one.place),
                    f"file: {one.file}; key: {one.key}.",
                    one.cure,
                )
                for one in differences
            )
        )
        self.key = key
        self.differences = differences
        self.map_text = map_text


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold which question is which item, and each answer's number in the key."""

    key: Instrument
    pairs: Mapping[str, Question]
    values: Mapping[str, Values]
    notes: tuple[Remark, ...]
    by_order: bool
    panel: bool | None
    """Whether the file names the key's LOINC panel; None if it names none."""


def compare(read: Questionnaire, key: Instrument, said: Map) -> Agreement:
    """Return how a file and a key agree, or raise Differs with the whole table."""
    matched = match(key, read.questions, said)
    found = [*_stranger(read, key, matched), *_missing(key, matched), *_extra(matched)]
    values: dict[str, Values] = {}
    for item in key.items:
        question = matched.pairs.get(item.id)
        if question is None:
            continue
        try:
            values[item.id] = agreed(key, item, question)
        except Disagrees as reason:
            found.append(
                Difference(
                    item.id, question.place, reason.file, reason.key, reason.cure
                )
            )
    settled, unsaid = reversing.settled(key, values, said.ordinals)
    for name in unsaid:
        place = matched.pairs[name].place
        cure = 'Say in the map: ordinals = "source", or "scored" if they are.'
        found.append(Difference(name, place, UNSAID, "turned over once", cure))
    if found:
        raise Differs(key, tuple(found), suggestion(key, matched, found))
    return Agreement(
        key=key,
        pairs=matched.pairs,
        values=settled,
        notes=(*read.notes, *_notes(read, key, matched)),
        by_order=bool(matched.by_order),
        panel=_panel(read, key),
    )


def _stranger(
    read: Questionnaire, key: Instrument, matched: Matched
) -> Iterator[Difference]:
    """Report a file that calls itself something else and shares no code."""
    if _panel(read, key) is False and not matched.by_code:
        panel = key.codes.loinc_panel if key.codes else ""
        cure = "That is another instrument: numbers alone make it no match."
        yield Difference("", "", ", ".join(read.codes), panel or "", cure)


def _missing(key: Instrument, matched: Matched) -> Iterator[Difference]:
    known = key.codes.items if key.codes else {}
    for item in matched.missing:
        if not item.unscored:
            names = ", ".join(known.get(item.id, ())) or item.id
            cure = f'Name its question in a map: [question."NAME"] item = "{item.id}"'
            yield Difference(item.id, "", "no such question", names, cure)


def _extra(matched: Matched) -> Iterator[Difference]:
    lost = any(not item.unscored for item in matched.missing)
    for each in matched.extra:
        cure = f'If it is no part of it, say in a map: leave_out = ["{each.link}"]'
        if lost:
            name = f'[question."{each.link}"] item = "…"'
            cure = f'{name}, or leave_out = ["{each.link}"]'
        yield Difference("", each.place, "a question more", "no such item", cure)


def _notes(read: Questionnaire, key: Instrument, matched: Matched) -> Iterator[Remark]:
    if matched.by_order:
        names = ", ".join(matched.by_order)
        yield Remark("", f"Matched by order alone: {names}. Look at the preview.")
    if _panel(read, key) is False:
        codes = ", ".join(read.codes)
        says = f"The file calls itself {codes}, which is not {key.id}; the rest agrees."
        yield Remark("", says)
    for item in matched.missing:
        yield Remark("", f"{item.id} is not scored and not in the file: not asked.")
    if any(q.rules or q.unread for q in matched.pairs.values()):
        yield Remark("", f"Conditions follow the key {key.id}, not the file.")
    paired = {question.link for question in matched.pairs.values()}
    for question in read.questions:
        if question.link not in paired and not question.askable:
            yield Remark(question.place, f"not taken: {question.why_not}")


def _panel(read: Questionnaire, key: Instrument) -> bool | None:
    panel = key.codes.loinc_panel if key.codes else None
    codes = {code.strip("/") for code in read.codes}
    return panel in codes if panel and codes else None
