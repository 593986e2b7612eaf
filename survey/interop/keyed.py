"""The words of a file that agrees with a scoring key."""

from typing import Any

from survey.interop import wording
from survey.interop.comparing import Agreement
from survey.interop.questionnaire import Refused, Remark
from survey.interop.worded import KeyWords
from survey.measure.item import Item

NO_LANGUAGE = "The file does not say its language; it is taken to be {}."


def words_of(
    agreement: Agreement, language: str
) -> tuple[KeyWords, tuple[Remark, ...]]:
    """Return the words to keep, and notes; raise Refused with every gap."""
    key, found = agreement.key, []
    wrong: list[Remark] = []
    for item in key.items:
        if item.id in agreement.pairs:
            try:
                found.append(_item(agreement, item))
            except Refused as refused:
                wrong += refused.remarks
    if wrong:
        raise Refused(*wrong)
    told = wording.language(language)
    tongue = told or key.lang
    notes = () if told else (Remark("", NO_LANGUAGE.format(tongue)),)
    words = KeyWords.model_validate(
        {"key": key.id, "version": key.version, "language": tongue, "items": found},
        strict=False,
    )
    return words, notes


def _item(agreement: Agreement, item: Item) -> dict[str, Any]:
    question = agreement.pairs[item.id]
    told = {"id": item.id, **wording.words(question)}
    numbered = agreement.values[item.id]
    if question.kind == "range":
        anchors = {} if item.type == "number" else wording.ends(question)
        return {**told, "type": item.type, "anchors": anchors}
    if len({number for _, number in numbered}) == len(numbered):
        return {**told, **wording.answers(numbered)}
    own = [(option, place) for place, (option, _) in enumerate(numbered)]
    points = {place: number for place, (_, number) in enumerate(numbered)}
    choices = wording.choices(own)
    return {**told, "type": "single", "choices": choices, "points": points}
