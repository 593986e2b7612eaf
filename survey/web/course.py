"""One measure of one person over the weeks, drawn so that up is the better way.

Where a week is missing there is a gap, and another goal starts another line: nothing
is drawn between two answers that do not belong together.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask_babel import format_date

from survey.measure.change import UsualRange

WEEK = 7


@dataclass(frozen=True, slots=True)
class Point:
    """What one week says; `value` is None where a set was done without an answer."""

    week: date
    value: float | None
    said: str = ""
    """How the table shows it: the person's own figure, before any turning over."""
    note: str = ""

    @property
    def height(self) -> float:
        """Return the value of a point that is known to have one."""
        return 0.0 if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Course:
    """One measure over time.

    `turns` are the weeks from which another goal holds. A week that is not there was
    not answered: the line does not cross it where `every` weeks were expected.
    """

    name: str
    points: tuple[Point, ...]
    low: float = 0
    high: float = 10
    top: str = ""
    bottom: str = ""
    turns: tuple[date, ...] = ()
    usual: UsualRange | None = None
    every: int = 1
    upside_down: bool = False
    """Whether the fewest stand on top, because fewer is what the person wants."""
    lightly: bool = False
    """Whether it is drawn with a quiet line, as the lesser of two measures."""

    @property
    def turned(self) -> tuple[date, ...]:
        """List the turns that lie inside the course, where a line can show them."""
        if not self.points:
            return ()
        first, last = self.points[0].week, self.points[-1].week
        return tuple(turn for turn in self.turns if first < turn <= last)

    def since_turn(self) -> list[Point]:
        """List the answered points under the goal that holds at the end."""
        last = max((turn for turn in self.turned), default=date.min)
        return [p for p in self.points if p.value is not None and p.week >= last]

    def within(self, value: float) -> float:
        """Return a value, or the end of the scale that it lies beyond."""
        return min(max(value, self.low), self.high)

    def lines(self) -> list[list[Point]]:
        """Part the answered points where a week is missing or another goal begins."""
        answered = [point for point in self.points if point.value is not None]
        lines = [answered[:1]] if answered else []
        unanswered = [point.week for point in self.points if point.value is None]
        for before, point in pairwise(answered):
            apart = (point.week - before.week).days > WEEK * self.every
            turned = any(before.week < turn <= point.week for turn in self.turns)
            silent = any(before.week < week < point.week for week in unanswered)
            if apart or turned or silent:
                lines.append([point])
            else:
                lines[-1].append(point)
        return lines


def in_words(week: date) -> str:
    """Return a week's first day, in the language of the page."""
    return str(format_date(week, "d MMM"))


def in_full(day: date) -> str:
    """Return a day with its year, for what is kept on paper."""
    return str(format_date(day, "d MMM y"))
