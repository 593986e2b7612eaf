"""Clinically significant change: reliably better, and back where others score.

Only for scales with a published population to come back to. Source of all of it:
Jacobson & Truax 1991, Journal of Consulting and Clinical Psychology 59(1), 12-19.
"""

from dataclasses import dataclass
from enum import StrEnum

from survey.measure.change import Change, reliable


class Standing(StrEnum):
    """Say what became of one person, in one of five ways."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    IN_RANGE_AT_START = "in_range_at_start"


@dataclass(frozen=True, slots=True)
class Population:
    """Hold what is published of the scores of some people."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Hold the three cut-offs of the source.

    `a` is two standard deviations beyond those with trouble, `b` within two of those
    without, `c` as likely on either side.
    """

    a: float
    b: float
    c: float


def cutoffs(troubled: Population, well: Population) -> Cutoffs:
    """Compute where people begin to score as those without trouble do."""
    way = 1 if well.mean > troubled.mean else -1
    both = troubled.sd + well.sd
    return Cutoffs(
        a=troubled.mean + way * 2 * troubled.sd,
        b=well.mean - way * 2 * well.sd,
        c=(well.sd * troubled.mean + troubled.sd * well.mean) / both,
    )


def standing(
    first: float, now: float, points: float, cutoff: float, *, rising: bool
) -> Standing:
    """Place one person by two scores, the reliable change and the cut-off of a scale.

    Who was in range at the start cannot come back to it and is counted apart, unless
    they are reliably worse: that is never hidden.
    """
    change = reliable(first, now, points, rising=rising)
    if change is Change.WORSE:
        return Standing.WORSE
    if in_range(first, cutoff, rising=rising):
        return Standing.IN_RANGE_AT_START
    if change is Change.SAME:
        return Standing.UNCHANGED
    if in_range(now, cutoff, rising=rising):
        return Standing.RECOVERED
    return Standing.IMPROVED


def in_range(score: float, cutoff: float, *, rising: bool) -> bool:
    """Say whether a score is one of people without trouble.

    A cut-off is the first score of its side, as published ones are: "11 and above" of
    a scale on which higher is worse is no longer in range.
    """
    return score >= cutoff if rising else score < cutoff
