"""Who came back and who did not, so that no figure speaks for those who were not there.

A course is one person's way through a study: the score at the start, then one entry
per occasion, a score or the reason why there is none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import nan, sqrt

from survey.measure.paired import Paired, paired
from survey.measure.spread import Summary, summary


class Absent(StrEnum):
    """Say why somebody has no score at an occasion."""

    NOT_DUE = "not_due"
    AWAY = "away"
    STOPPED = "stopped"
    NO_SCORE = "no_score"


Course = Sequence[float | Absent]


@dataclass(frozen=True, slots=True)
class Returned:
    """Count one occasion: who could have come, who came, and why the others did not.

    Who joined too lately for an occasion is in the reasons, not among the expected.
    """

    expected: int
    came: int
    reasons: Counter[Absent]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Hold one change counted twice: who came, and everybody at their last score."""

    completers: Paired
    carried_forward: Paired


@dataclass(frozen=True, slots=True)
class Apart:
    """Hold how those who stayed and those who left scored at the start.

    `difference` is standardised: stayed less left, over their pooled spread.
    """

    stayed: Summary
    left: Summary
    difference: float


def returned(courses: Iterable[Course]) -> tuple[Returned, ...]:
    """Count each occasion after the start; people without a first score count nowhere.

    Source: the flow of participants, CONSORT 2010, BMJ 340:c332, items 13a and 13b.
    """
    kept: list[Counter[Absent | None]] = []
    for course in courses:
        if isinstance(course[0], Absent):
            continue
        kept.extend(Counter() for _ in range(len(course) - 1 - len(kept)))
        for place, entry in enumerate(course[1:]):
            kept[place][entry if isinstance(entry, Absent) else None] += 1
    return tuple(_counted(found) for found in kept)


def last_known(course: Course, occasion: int) -> float | Absent:
    """Carry the last score forward to an occasion: an assumption, not an answer."""
    known = (e for e in reversed(course[: occasion + 1]) if not isinstance(e, Absent))
    return next(known, course[occasion])


def sensitivity(courses: Iterable[Course], occasion: int) -> Sensitivity | None:
    """Set those who came beside everybody at their last score; None if nobody came.

    Carrying forward is a line to look at, not a result: it takes for granted that
    nobody changed after they were last seen. Source: National Research Council 2010,
    The Prevention and Treatment of Missing Data in Clinical Trials, chapter 4.
    """
    came, everybody = [], []
    for course in courses:
        first, now = course[0], course[occasion]
        if isinstance(first, Absent) or now is Absent.NOT_DUE:
            continue
        last = last_known(course, occasion)
        if not isinstance(last, Absent):
            everybody.append((first, last))
        if not isinstance(now, Absent):
            came.append((first, now))
    return Sensitivity(paired(came), paired(everybody)) if came else None


def apart(stayed: Sequence[float], left: Sequence[float]) -> Apart | None:
    """Compare the first scores of two sets of people; None if one is empty.

    Source of the difference: Austin 2009, Statistics in Medicine 28, 3083-3107; more
    than 0.1 is worth a sentence.
    """
    if not stayed or not left:
        return None
    here, gone = summary(stayed), summary(left)
    spread = sqrt((here.sd**2 + gone.sd**2) / 2)
    return Apart(here, gone, (here.mean - gone.mean) / spread if spread else nan)


def _counted(found: Counter[Absent | None]) -> Returned:
    reasons = Counter({why: n for why, n in found.items() if why is not None})
    expected = found.total() - reasons[Absent.NOT_DUE]
    return Returned(expected, found[None], reasons)
