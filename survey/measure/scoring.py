"""Scores, always computed anew from the answers as they were given.

Nothing here is stored, and nothing here knows whose answers they are.
"""

from statistics import fmean

from survey.measure.answer import Answer, Answers, Missing
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.scale import Domain, Scale

STEPS = 10
"""Domains lie on 0 to 10, whatever the range of their source."""


def scores(instrument: Instrument, answers: Answers) -> dict[str, float | None]:
    """Score every scale; None where its missing rule says that there is no score."""
    return {scale.id: _score(scale, instrument, answers) for scale in instrument.scales}


def domains(instrument: Instrument, answers: Answers) -> dict[str, float | None]:
    """Give every domain as `instrument.domain`, from 0 to 10, turned as it says."""
    return {
        f"{instrument.id}.{domain.id}": _domain(domain, instrument, answers)
        for domain in instrument.domains
    }


def figure(instrument: Instrument, name: str, answers: Answers) -> float | None:
    """Give the score of the item or the scale that has this id."""
    for item in instrument.items:
        if item.id == name:
            return item_score(item, answers.get(name, Missing.NOT_ASKED))
    return scores(instrument, answers).get(name)


def item_score(item: Item, answer: Answer) -> float | None:
    """Score one answer: recoded from the source code first, then reversed once."""
    if item.unscored or not isinstance(answer, int):
        return None
    score = item.recode.get(answer, float(answer))
    return item.reverse[0] + item.reverse[1] - score if item.reverse else score


def decile(instrument: Instrument, scale_id: str, score: float | None) -> int | None:
    """Look a score up in the published table of its scale; None if there is none."""
    if score is None:
        return None
    for table in instrument.percentiles:
        if table.scale == scale_id:
            for low, high, rank in table.rows:
                if low <= score <= high:
                    return rank
    return None


def _score(scale: Scale, instrument: Instrument, answers: Answers) -> float | None:
    found = [
        item_score(instrument.item(name), answers.get(name, Missing.NOT_ASKED))
        for name in scale.items
    ]
    answered = [score for score in found if score is not None]
    allowed = scale.missing.max_missing if scale.missing.rule == "prorate" else 0
    if not answered or len(found) - len(answered) > allowed:
        return None
    if scale.score.method == "sum":
        return sum(answered) * (len(found) / len(answered))
    return fmean(answered)


def _domain(domain: Domain, instrument: Instrument, answers: Answers) -> float | None:
    name = domain.source.item or domain.source.scale or ""
    value = figure(instrument, name, answers)
    if value is None:
        return None
    low, high = domain.range
    share = (value - low) / (high - low)
    return STEPS * (1 - share if domain.turned_over else share)
