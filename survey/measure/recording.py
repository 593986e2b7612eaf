"""What one response becomes in a record: answers as given, scores, domains.

Source of the keys: `study`. Everything is computed anew from the version that asked.
"""

from survey.measure import scoring
from survey.measure.answer import Answer, Answers, Missing, Outside
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.study import Gone, Value


def values(instrument: Instrument, answers: Answers) -> dict[str, Value]:
    """Return every value that a response has, by its key."""
    found: dict[str, Value] = {"set.version": instrument.version}
    for item in instrument.items:
        answer = answers.get(item.id, Missing.NOT_ASKED)
        if item.type == "several":
            found |= _choices(item, answer)
        elif not isinstance(answer, tuple):
            found[item.id] = answer
    for name, score in scoring.scores(instrument, answers).items():
        found[f"score.{name}"] = Gone.NOT_COMPUTED if score is None else score
    for name, level in scoring.domains(instrument, answers).items():
        domain = name.partition(".")[2]
        found[f"domain.{domain}"] = Gone.NOT_COMPUTED if level is None else level
    return found


def _choices(item: Item, answer: Answer) -> dict[str, Value]:
    """Return one figure for each choice of an item that takes several."""
    if isinstance(answer, Missing | Outside):
        return {f"{item.id}.{choice.value}": answer for choice in item.choices}
    taken = answer if isinstance(answer, tuple) else (answer,)
    return {
        f"{item.id}.{choice.value}": int(choice.value in taken)
        for choice in item.choices
    }
