"""Somebody looks for a person in a file of rows: E2 of the reference, and more.

They hold the attendance sheet, which tells in which weeks that person checked in, and
they were told three answers. Against ours they know even more: which three points of
the file would help most, and the right band at each. They work from what they know and
from the file, with nothing of ours between.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from survey.measure.study import Gone, Record
from survey.privacy.deidentify import Standard

TOLD = 3
OUTER = 10 / 3
"""Where low ends, and as far from the top where high begins."""

Point = tuple[str, int]
"""A measure and the place of a period."""
Course = Mapping[Point, int]


@dataclass(frozen=True, slots=True)
class Found:
    """How a search ended: rows that fit at the least, and what is known of one more.

    `sure` says that all rows that fit agree at some point which was not told.
    """

    fit: int
    sure: bool = False

    @property
    def chance(self) -> float:
        """Return how likely the right row is taken; nothing fits, nothing is taken."""
        return 1 / self.fit if self.fit else 0


def in_naive(random: Random, people: Sequence[Record]) -> list[Found]:
    """Search a file of exact answers by week, under ids that say nothing."""
    weeks = [_answers(one) for one in people]
    attended = Counter(frozenset(one) for one in weeks)
    found = []
    for one in weeks:
        told = random.sample(sorted(one), k=min(TOLD, len(one)))
        fit = attended[frozenset(one)]
        if fit > 1:
            fit = sum(
                each.keys() == one.keys() and all(each[w] == one[w] for w in told)
                for each in weeks
            )
        found.append(Found(fit))
    return found


def in_ours(people: Iterable[Record], file: Standard) -> list[Found]:
    """Search one of ours for everybody who is in it, with the most telling points."""
    rows = read(file)
    search = _Search(list(rows.values()))
    return [
        search.worst(rows[one.id][0], knowledge(one, file))
        for one in people
        if one.id in rows
    ]


def certain(people: Iterable[Record], file: Standard) -> tuple[int, int]:
    """Let every person be looked for, in the file or not; say how often one is certain.

    Certain is who was told some points and finds that all rows that fit agree at
    another. Returned with how often that is wrong. For files without a profile.
    """
    search = _Search(list(read(file).values()))
    sure = wrong = 0
    for one in people:
        course = knowledge(one, file)
        for point, band in search.guesses((), course):
            sure += 1
            wrong += band != course[point]
    return sure, wrong


def read(file: Standard) -> dict[str, tuple[object, Course]]:
    """Give what a file says: by id the profile, and the band at each point."""
    return {
        record.id: (tuple(record.profile.values()), _course(record))
        for record in file.records()
    }


def knowledge(person: Record, file: Standard) -> Course:
    """Work out what a file would say of a person from all that they answered."""
    course: dict[Point, int] = {}
    for measure in (one for one in file.variables if one.instrument):
        answers = [
            (occasion.when, value)
            for occasion in person.occasions
            for key, value in occasion.values.items()
            if occasion.instrument == measure.instrument
            and isinstance(value, float)
            and key.split(".")[1] == measure.key.split(".")[1]
        ]
        if not answers:
            continue
        began, first = answers[0]
        name = measure.instrument
        course[name, 0] = _third(first)
        for place, period in enumerate(file.periods[1:], start=1):
            weeks = range(began + period.first, began + (period.last or 0) + 1)
            inside = [value for when, value in answers if when in weeks]
            if inside:
                course[name, place] = _third(inside[-1])
    return course


class _Search:
    """Count rows that agree with what is known, each kind of knowledge once."""

    def __init__(self, rows: Sequence[tuple[object, Course]]) -> None:
        self.rows = rows
        self.seen: dict[tuple[Point, ...], dict[object, list[Course]]] = {}

    def worst(self, profile: object, course: Course) -> Found:
        """Try every three points, and fewer where one is to be guessed from them."""
        points = sorted(course)
        fit = min(
            len(self._fitting(profile, course, told))
            for told in combinations(points, min(TOLD, len(points)))
        )
        return Found(fit, any(self.guesses(profile, course)))

    def guesses(self, profile: object, course: Course) -> Iterator[tuple[Point, int]]:
        """Give the points at which all rows agree that fit three others."""
        points = sorted(course)
        for told in combinations(points, max(0, min(TOLD, len(points) - 1))):
            fitting = self._fitting(profile, course, told)
            for point in points:
                bands = {row[point] for row in fitting}
                if point not in told and len(bands) == 1:
                    yield point, bands.pop()

    def _fitting(
        self, profile: object, course: Course, told: tuple[Point, ...]
    ) -> list[Course]:
        if told not in self.seen:
            self.seen[told] = {}
            for other, row in self.rows:
                if set(told) <= row.keys():
                    clue = _clue(other, row, told)
                    self.seen[told].setdefault(clue, []).append(row)
        return self.seen[told].get(_clue(profile, course, told), [])


def _clue(profile: object, course: Course, told: tuple[Point, ...]) -> object:
    """Put together what is known: who they are, when they answered, what was told."""
    return profile, tuple(sorted(course)), tuple(course[point] for point in told)


def _course(record: Record) -> Course:
    return {
        (occasion.instrument, occasion.when): value
        for occasion in record.occasions
        for value in occasion.values.values()
        if isinstance(value, int) and value != Gone.NO_RESPONSE
    }


def _answers(person: Record) -> dict[int, object]:
    """Return the answers on the first measure by week."""
    first = person.occasions[0].instrument
    return {
        occasion.when: next(iter(occasion.values.values()))
        for occasion in person.occasions
        if occasion.instrument == first
    }


def _third(value: float) -> int:
    return 1 if value < OUTER else 3 if value > 10 - OUTER else 2


def chance(found: Iterable[Found]) -> float:
    """Return the share of searches that would end at the right row."""
    listed = list(found)
    return sum(one.chance for one in listed) / len(listed) if listed else 0
