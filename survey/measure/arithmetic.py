"""The arithmetic of scores, and nothing that is not needed by a published rule.

Small pure functions on figures: none knows an item, a person or a file. None in, None
out: what is not known is never made up.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean

from survey.measure.scale import MissingRule

Known = Sequence[float | None]

Z = {90: 1.645, 95: 1.96}
"""How many standard errors a confidence level takes."""


def turned(score: float, low: float, high: float) -> float:
    """Turn a score over within its range: lowest becomes highest.

    Source: Likert 1932, Archives of Psychology 140, 1-55 (items keyed the other way).
    """
    return low + high - score


def allowed(scores: Known, rule: MissingRule) -> list[float] | None:
    """Give the scores to work with under a missing rule; None if there is no score.

    Source of `zero`: the scored CES-D of the HELP study counts a blank as nought
    (Samet and others 2003, Addiction 98(4), 509-516; data in mosaicData, HELPfull).
    """
    answered = [score for score in scores if score is not None]
    missing = len(scores) - len(answered)
    if not answered:
        return None
    if rule.rule == "zero":
        return answered + [0.0] * missing
    if rule.rule == "require_all" and missing:
        return None
    return None if missing > rule.max_missing else answered


def summed(scores: Sequence[float], items: int) -> float:
    """Add up; where items are left out, as if they were answered like the others.

    Source: the mean of the answered items times their number, CORE System Trust,
    “What's in a name (1): scoring CORE measures”; Barkham and others 2013,
    Counselling and Psychotherapy Research 13(1), 3-13.
    """
    return sum(scores) * (items / len(scores))


def averaged(scores: Sequence[float]) -> float:
    """Give the mean of the items answered."""
    return fmean(scores)


def moved(figure: float, times: float, plus: float) -> float:
    """Give `times` × figure + `plus`, for scores on another range.

    Source: as WHO-5 (sum × 4), Topp and others 2015, Psychotherapy and Psychosomatics
    84(3), 167-176; PWI-A (mean × 10), International Wellbeing Group 2013.
    """
    return times * figure + plus


def looked_up(figure: float, table: Mapping[int, float]) -> float | None:
    """Give the published figure for a raw score; None between two raw scores.

    Source: as SWEMWBS, Stewart-Brown and others 2009, Health and Quality of Life
    Outcomes 7:15.
    """
    return table.get(int(figure)) if float(figure).is_integer() else None


def weighed(
    parts: Mapping[str, float | None], weights: Mapping[str, float]
) -> float | None:
    """Add scales up, each times its weight (1 where none is given).

    Source: as readiness in URICA, C + A + M − PC, Carbonari & DiClemente 2000,
    Journal of Consulting and Clinical Psychology 68(5), 810-819.
    """
    known = {name: part for name, part in parts.items() if part is not None}
    if len(known) < len(parts):
        return None
    return sum(weights.get(name, 1.0) * part for name, part in known.items())


def stage(parts: Known) -> int | None:
    """Give the place, from 0, of the highest scale; of equal ones the later.

    Source: Rollnick, Heather, Gold & Hall 1992, British Journal of Addiction 87(5),
    743-754 (Readiness to Change Questionnaire).
    """
    if not parts or any(part is None for part in parts):
        return None
    known = [part for part in parts if part is not None]
    return max(place for place, part in enumerate(known) if part == max(known))


def begun(rows: Sequence[tuple[float, str]], score: float) -> str | None:
    """Give the name of the last band that begins at a score or below it."""
    return next((name for low, name in reversed(rows) if score >= low), None)


def error_of_difference(sd: float, r: float) -> float:
    """Compute the standard error of a difference of two scores: SD × √2 × √(1 − r).

    Source: Jacobson & Truax 1991, Journal of Consulting and Clinical Psychology 59(1),
    12-19 (S_diff).
    """
    return sd * sqrt(2) * sqrt(1 - r)


def smallest_reliable_change(sd: float, r: float, ci: int) -> float:
    """Compute the change beyond what error alone explains, in points of the scale.

    Source: Jacobson & Truax 1991, as above: z × S_diff.
    """
    return Z[ci] * error_of_difference(sd, r)
