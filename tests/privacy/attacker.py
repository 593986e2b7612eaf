"""Somebody who knows everything about everybody else, and every rule.

They know all others' values and shifts, and want one person's value. They try each
value, and each shift if they do not know it, and keep those with which they would have
seen exactly what they saw: each page, and each silence.
"""

from dataclasses import dataclass
from functools import cache

from survey.privacy.disclosure import Contribution, Decision, protect
from survey.privacy.shown import Page
from survey.privacy.steps import SHIFTS, TOP, points, step


@dataclass(frozen=True)
class Look:
    """What an attacker has before a page: its kind, and what all others told.

    `others` are pairs of a unit and what that person's value was turned into.
    """

    kind: str
    others: tuple[tuple[bytes, int], ...]
    unit: bytes = b"ours"
    before: Page | None = None
    house: bool = False


class Ours:
    """Publish as Tidemark does."""

    shifts = SHIFTS

    def __init__(self, values=11):
        self.values = values
        self.points = range(points(values))
        self.told, self.page = cache(self._told), cache(self._page)

    def _told(self, point, shift):
        return step(point * TOP / self.points[-1], self.values, shift)

    def _page(self, look, *told):
        return protect(self.decision(look, *told))

    def decision(self, look, *told):
        people = [*look.others, *((look.unit, one) for one in told)]
        return Decision(
            look.kind,
            self.values,
            tuple(Contribution(unit, on) for unit, on in people),
            look.before,
            look.house,
        )


class Finer:
    """Publish the same bands and silences, but of values and not of steps."""

    shifts = (0,)
    points = range(11)

    def told(self, point, _shift):
        return point

    def page(self, look, *told):
        values = [*(value for _unit, value in look.others), *told]
        apart = len(values) - max(map(values.count, values))
        if len(values) < 8 or apart < 2:
            return None
        return 5 * sum(values) // (TOP * len(values))


def left(publisher, looks, point, shift, *, knows_shift):
    """List the values of one person that remain after some pages and silences."""
    pages = [{} for _ in looks]

    def seen(number, told):
        if told not in pages[number]:
            pages[number][told] = publisher.page(looks[number], told)
        return pages[number][told]

    real = [seen(i, publisher.told(point, shift)) for i in range(len(looks))]
    return {
        value
        for value in publisher.points
        for guess in ((shift,) if knows_shift else publisher.shifts)
        if all(
            seen(i, publisher.told(value, guess)) == page for i, page in enumerate(real)
        )
    }


def left_without(publisher, look, point, shift, friend):
    """List the same after one page for who lacks a second person, and the shift."""
    real = publisher.page(look, publisher.told(point, shift), friend)
    friends = {
        publisher.told(value, guess)
        for value in publisher.points
        for guess in publisher.shifts
    }
    told = {
        one
        for one in friends
        if any(publisher.page(look, one, other) == real for other in friends)
    }
    return {
        value
        for value in publisher.points
        for guess in publisher.shifts
        if publisher.told(value, guess) in told
    }
