"""Try each value of somebody's answer against a whole report that was told.

The attacker knows every other answer of everybody, and draws every figure anew, the
intervals too, as the aggregator would have drawn them.
"""

from dataclasses import replace
from random import Random

from survey.measure.attrition import Absent
from survey.measure.change import UsualRange
from survey.measure.following import WINDOWS, Followed, Following, Measure
from survey.measure.scoring import STEPS
from survey.privacy import telling
from survey.privacy.report import Figure, Part
from survey.privacy.rounded import Mean
from survey.privacy.telling import START, Page, Place

LIFE = Measure("life.mean", frozenset({1}), rising=True, points=2.0)


def followed(
    start: float, *entries: float | Absent, usual: UsualRange | None = None
) -> Followed:
    """Give somebody whose last score at each window is the one before it, if any."""
    latest: list[float | None] = []
    known: float | None = None
    for entry in entries:
        known = known if isinstance(entry, Absent) else entry
        latest.append(known)
    return Followed(start, entries, tuple(latest), (usual,) * len(entries))


def crowd(size: int, seed: int = 1, away: float = 0.2) -> Following:
    """Give made-up people who are a little better each time, some of them gone."""
    random, people = Random(seed), []
    for _ in range(size):
        start = float(min(10, max(0, round(random.gauss(4.5, 1.8)))))
        entries = [
            Absent.STOPPED
            if random.random() < away * turn
            else float(min(10, max(0, round(start + random.gauss(1, 1.5)))))
            for turn in (1, 2, 3)
        ]
        people.append(followed(start, *entries))
    return Following(LIFE, WINDOWS, people)


def _told(page: Page, following: Following) -> dict[Place, Figure | Part]:
    """Tell the same figures, as coarse, of other people."""
    told: dict[Place, Figure | Part] = {}
    again = telling.drawn(following)
    for place, figure in page.items():
        other = replace(again[place], grain=figure.grain)
        if isinstance(other, Mean) and isinstance(figure, Mean) and not figure.ends:
            other = replace(other, ends=None)
        told[place] = other.told
    return told


def possible(page: Page, following: Following, turn: int, at: int) -> int:
    """Count the values of one answer of one person with which all is told just so.

    `at` is START or the place of a window; whoever has no answer there has eleven.
    """
    person = following.people[turn]
    if at != START and isinstance(person.entries[at], Absent):
        return STEPS + 1
    shown = _told(page, following)
    left = 0
    for value in map(float, range(STEPS + 1)):
        entries = [*person.entries]
        if at != START:
            entries[at] = value
        start = value if at == START else person.start
        people = [*following.people]
        people[turn] = followed(start, *entries)
        left += _told(page, replace(following, people=people)) == shown
    return left
