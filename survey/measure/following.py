"""Follow people from their own start: who came back in which window, and with what.

A window is a span of weeks since a person's first score on the same measure. Everything
is worked out from records, one person after another; what is kept of each is a few
numbers, and nothing in here is rounded or shown to anybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.measure.attrition import Absent
from survey.measure.change import UsualRange, usual_range
from survey.measure.study import Record


class Window(NamedTuple):
    """Name a span of weeks after the start, and the week that it is about."""

    first: int
    last: int
    aim: float

    @property
    def span(self) -> tuple[int, int]:
        """Return its first and its last week, as a plan writes them."""
        return self.first, self.last


WINDOWS = (Window(9, 16, 13), Window(20, 32, 26), Window(44, 60, 52))
"""About three, six and twelve months. Of several scores the nearest to the middle
counts, of two equally near the earlier."""


class Person(NamedTuple):
    """Hold one record, and how many weeks lie between its first response and now."""

    record: Record
    weeks: int


@dataclass(frozen=True, slots=True)
class Measure:
    """Say which figure is followed: `name` is instrument.domain, values are 0 to 10.

    `rising` says that higher is better, None that neither is; `points` are those of a
    reliable change. Only these versions of the instrument may be compared.
    """

    name: str
    versions: frozenset[int]
    rising: bool | None
    points: float | None = None

    @property
    def instrument(self) -> str:
        """Return the id of its instrument."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """Return the key of its values in a record."""
        return f"domain.{self.name.partition('.')[2]}"


@dataclass(frozen=True, slots=True)
class Followed:
    """Hold one person's way: the score at the start, then one entry per window.

    `latest` has for each window the last score until its end, that of the entry if
    there is one; None where there is none after the start. `usual` has the person's own
    usual range until then, if there is.
    """

    start: float
    entries: tuple[float | Absent, ...]
    latest: tuple[float | None, ...]
    usual: tuple[UsualRange | None, ...]

    def last(self, window: int) -> float:
        """Return the last score that is known at a window, counted from 0."""
        latest = self.latest[window]
        return self.start if latest is None else latest


class _Entry(NamedTuple):
    score: float | Absent
    latest: float | None = None
    usual: UsualRange | None = None


@dataclass(slots=True)
class Following:
    """Hold everybody who has a first score on one measure."""

    measure: Measure
    windows: tuple[Window, ...]
    people: list[Followed] = field(default_factory=list)

    def take(self, person: Person) -> None:
        """Follow one more person; whoever has no first score counts nowhere."""
        scored = list(_scored(person.record, self.measure))
        if not scored:
            return
        start, value = scored[0]
        last_seen = max(each.when for each in person.record.occasions)
        found = [
            self._entry(scored, window, start, (last_seen, person.weeks))
            for window in self.windows
        ]
        self.people.append(Followed(value, *zip(*found, strict=True)))

    def _entry(
        self,
        scored: Sequence[tuple[int, float]],
        window: Window,
        start: int,
        until: tuple[int, int],
    ) -> _Entry:
        last_seen, weeks = until
        if start + window.last > weeks:
            # a window still open would count those alone who came early
            return _Entry(Absent.NOT_DUE)
        known = [each for each in scored if each[0] - start <= window.last]
        inside = [
            place
            for place, (when, _) in enumerate(known)
            if when - start >= window.first
        ]
        if not inside:
            came = last_seen >= start + window.first
            latest = known[-1][1] if len(known) > 1 else None
            return _Entry(Absent.AWAY if came else Absent.STOPPED, latest)
        aim = start + window.aim
        place = min(inside, key=lambda place: abs(known[place][0] - aim))
        score = known[place][1]
        return _Entry(score, score, usual_range([value for _, value in known[:place]]))


def windows(planned: tuple[int, int] | None) -> tuple[Window, ...]:
    """Return what is looked at: the plan's own window in place of what it overlaps."""
    if planned is None:
        return WINDOWS
    first, last = planned
    own = Window(first, last, (first + last) / 2)
    others = (w for w in WINDOWS if w.last < first or w.first > last)
    return tuple(sorted((own, *others)))


def _scored(record: Record, measure: Measure) -> Iterator[tuple[int, float]]:
    """Give week and value of each score that may be compared, in order."""
    for each in record.occasions:
        if each.instrument == measure.instrument and each.version in measure.versions:
            value = each.values.get(measure.key)
            if isinstance(value, (int, float)):
                yield each.when, float(value)
