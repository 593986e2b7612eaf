"""Scores, always computed anew from the answers as they were given.

Nothing here is stored, and nothing here knows whose answers they are.
"""

from collections.abc import Mapping

from survey.measure import arithmetic
from survey.measure.answer import Answer, Answers, Missing
from survey.measure.asking import implied_zero
from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.scale import Domain, Scale

STEPS = 10
"""Domains lie on 0 to 10, whatever the range of their source."""

NOTHING_KNOWN: Mapping[str, str] = {}


def scores(instrument: Instrument, answers: Answers) -> dict[str, float | None]:
    """Score every scale; None where its missing rule says that there is no score."""
    found: dict[str, float | None] = {}
    for scale in instrument.scales:
        raw = (
            _of_scales(scale, found)
            if scale.score.of_scales
            else _of_items(scale, instrument, answers)
        )
        found[scale.id] = None if raw is None else _moved(scale, raw)
    return found


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
    return arithmetic.turned(score, *item.reverse) if item.reverse else score


def answered_as(item: Item, score: float) -> int | None:
    """Give the answer that has a score, for files that hold scores already.

    A file that recoded or reversed is read through this, so that nothing is turned
    twice. None if no answer, or more than one, has the score.
    """
    found = [value for value in item.values if item_score(item, value) == score]
    return found[0] if len(found) == 1 else None


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


def band(
    instrument: Instrument,
    table_id: str,
    score: float | None,
    known: Mapping[str, str] = NOTHING_KNOWN,
) -> str | None:
    """Name the band of a score in a published table; None if there is none.

    `known` may hold the sex or the substance that a table goes by; where it does not
    help, the table marked as fallback is taken.
    """
    tables = [table for table in instrument.bands if table.id == table_id]
    fitting = [t for t in tables if t.value == known.get(t.by)]
    for table in fitting or [t for t in tables if t.fallback]:
        return None if score is None else arithmetic.begun(table.rows, score)
    return None


def reliable_points(instrument: Instrument, domain: Domain) -> float | None:
    """Give the points, on 0 to 10, from which a change of a domain is reliable.

    None for a domain without a published figure that is in force.
    """
    low, high = domain.range
    for block in instrument.rc:
        if block.in_force and block.scale == domain.source.scale and block.points:
            return block.points / (high - low) * STEPS
    return None


def _of_items(scale: Scale, instrument: Instrument, answers: Answers) -> float | None:
    found = [
        item_score(instrument.item(name), _settled(instrument, name, answers))
        for name in scale.items
    ]
    known = arithmetic.allowed(found, scale.missing)
    if known is None:
        return None
    if scale.score.method == "sum":
        return arithmetic.summed(known, len(found))
    return arithmetic.averaged(known)


def _settled(instrument: Instrument, name: str, answers: Answers) -> Answer:
    answer = answers.get(name, Missing.NOT_ASKED)
    left_open = isinstance(answer, Missing)
    return 0 if left_open and implied_zero(instrument, name, answers) else answer


def _of_scales(scale: Scale, found: Mapping[str, float | None]) -> float | None:
    parts = {name: found[name] for name in scale.scales}
    if scale.score.method == "stage":
        return arithmetic.stage(list(parts.values()))
    return arithmetic.weighed(parts, scale.score.weights)


def _moved(scale: Scale, raw: float) -> float | None:
    if scale.score.table:
        return arithmetic.looked_up(raw, scale.score.table)
    return arithmetic.moved(raw, scale.score.times, scale.score.plus)


def _domain(domain: Domain, instrument: Instrument, answers: Answers) -> float | None:
    name = domain.source.item or domain.source.scale or ""
    value = figure(instrument, name, answers)
    if value is None:
        return None
    low, high = domain.range
    share = (value - low) / (high - low)
    return STEPS * (1 - share if domain.turned_over else share)
