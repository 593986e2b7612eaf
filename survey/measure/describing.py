"""What a codebook says about a column besides its name: words, scoring, source, terms.

All of it is copied from the instrument. The words of a questionnaire that is not ours
stay in the house, whatever its licence says: only its title, the titles of its
scales, codes and figures are told.
"""

from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.naming import LONGEST_VALUE_LABEL, cut
from survey.measure.scale import Domain, MissingRule, Scale


def of_instrument(instrument: Instrument) -> dict[str, str]:
    """Tell where a set comes from and on which terms."""
    licence = instrument.licence
    told = {
        "instrument": instrument.title,
        "recall": instrument.recall,
        "comparability": instrument.comparability,
        "validated": "yes" if instrument.validated else "no",
        "source": "worded for this project",
        "licence": "as this software: AGPL-3.0-or-later",
    }
    if licence:
        told |= {
            "source": licence.source,
            "licence": licence.status,
            "licence_holder": licence.holder,
            "licence_terms": licence.terms,
        }
    elif instrument.kind != "own":
        told |= {"source": "brought by this deployment", "licence": "ask its owner"}
    return told


def of_item(instrument: Instrument, item: Item) -> dict[str, str]:
    """Tell what was asked and how its answer becomes a score."""
    told = of_instrument(instrument) | {"polarity": item.polarity.value}
    if instrument.kind == "own":
        told["question"] = item.text or ""
        told["unit"] = item.unit or ""
    if item.recall:
        told["recall"] = item.recall
    if item.recode:
        pairs = sorted(item.recode.items())
        told["recode"] = "; ".join(f"{old} becomes {new:g}" for old, new in pairs)
    if item.reverse:
        low, high = item.reverse
        told["reversed"] = f"in scores: {low + high} minus the answer"
    if instrument.codes:
        told["codes"] = " ".join(instrument.codes.items.get(item.id, ()))
    if item.unscored:
        told["scoring"] = "not scored"
    return {key: said for key, said in told.items() if said}


def of_scale(instrument: Instrument, scale: Scale) -> dict[str, str]:
    """Tell what a score is made of."""
    return of_instrument(instrument) | {
        "polarity": scale.polarity.value,
        "scoring": _scoring(scale),
        "missing_rule": _rule(scale.missing),
    }


def of_domain(instrument: Instrument, domain: Domain) -> dict[str, str]:
    """Tell what a domain is taken from."""
    low, high = domain.range
    turned = ", turned over" if domain.turned_over else ""
    source = domain.source.item or domain.source.scale
    return of_instrument(instrument) | {
        "polarity": domain.polarity.value,
        "scoring": f"{source}, {low} to {high}, put on 0 to 10{turned}",
    }


def value_labels(instrument: Instrument, item: Item) -> dict[int, str]:
    """Give the words of answers, if they are ours."""
    if instrument.kind != "own":
        return {}
    words = {choice.value: choice.label for choice in item.choices}
    said = words | dict(item.anchors)
    return {value: cut(label, LONGEST_VALUE_LABEL) for value, label in said.items()}


def outside(instrument: Instrument, item: Item) -> dict[str, str]:
    """Give the codes of answers beside the scale, with words if they are ours."""
    ours = instrument.kind == "own"
    return {
        one.code: cut(one.label if ours else one.code, LONGEST_VALUE_LABEL)
        for one in item.outside
    }


def _scoring(scale: Scale) -> str:
    score = scale.score
    parts = [
        f"{score.weights[part]:g} × {part}" if part in score.weights else part
        for part in scale.parts
    ]
    said = f"{score.method} of {', '.join(parts)}"
    if score.times != 1:
        said += f"; times {score.times:g}"
    if score.plus:
        said += f"; plus {score.plus:g}"
    if score.table:
        said += "; then by the published table"
    return said


def _rule(missing: MissingRule) -> str:
    match missing.rule:
        case "require_all":
            said = "no score unless all are answered"
        case "zero":
            said = "a blank counts as nought"
        case "prorate":
            said = (
                f"up to {missing.max_missing} blank, replaced by the mean of the rest"
            )
    return said if missing.status == "confirmed" else f"{said} (rule not confirmed)"
