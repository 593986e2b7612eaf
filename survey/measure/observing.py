"""From the answers of one response to the values that a study counts."""

from survey.measure import scoring
from survey.measure.answer import Answer, Answers, Missing
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.study import Gone, Value


def observed(instrument: Instrument, answers: Answers) -> dict[str, Value]:
    """Give every answer, score and domain under the keys of `study`."""
    found: dict[str, Value] = {}
    for item in instrument.items:
        found |= _item(item, answers.get(item.id, Missing.NOT_ASKED))
    for scale, score in scoring.scores(instrument, answers).items():
        found[f"score.{scale}"] = _known(score)
    for domain, figure in scoring.domains(instrument, answers).items():
        found[f"domain.{domain.removeprefix(instrument.id + '.')}"] = _known(figure)
    return found


def _item(item: Item, answer: Answer) -> dict[str, Value]:
    if isinstance(answer, tuple):
        return {f"{item.id}.{one}": int(one in answer) for one in item.values}
    if item.type == "several":
        return {f"{item.id}.{one}": answer for one in item.values}
    return {item.id: answer}


def _known(figure: float | None) -> Value:
    return Gone.NOT_COMPUTED if figure is None else figure
