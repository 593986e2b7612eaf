"""The sheet: what an export of tier standard could tell of each person, in few bytes.

People come one at a time and are gone again. What stays of somebody is an id, a byte
for each thing they said about themselves, and a byte for each measure and span of
weeks. Every rougher view is made from these, so nobody is opened twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from survey.measure.banding import NONE, band
from survey.measure.study import Period, Record, Variable
from survey.privacy import categories
from survey.privacy.categories import Categories
from survey.privacy.shape import Shape
from survey.privacy.turn import GRACE_WEEKS

_NOTHING = bytes([NONE])


@dataclass(slots=True)
class Sheet:
    """Hold people: `rows` has the codes of the profile first, then bands by measure.

    `spans` are the finest ones. Measures count weeks from their own first answer.
    """

    measures: Sequence[Variable]
    profile: Sequence[Variable]
    spans: tuple[Period, ...]
    ids: list[str] = field(default_factory=list, repr=False)
    rows: list[bytes] = field(default_factory=list, repr=False)

    def take(self, records: Iterable[Record]) -> None:
        """Take in who answered any of the measures, in their order."""
        for record in records:
            course = b"".join(self._course(record, one) for one in self.measures)
            if any(course):
                said = (categories.code_of(one, record) for one in self.profile)
                self.ids.append(record.id)
                self.rows.append(bytes(said) + course)

    def told(self, shape: Shape, fewest: int) -> list[Categories]:
        """Say how finely a shape tells of each column of the profile."""
        fineness = categories.joined if shape.joined else categories.as_asked
        return [
            fineness(variable, Counter(row[at] for row in self.rows), fewest)
            for at, variable in enumerate(self.profile[: shape.profile])
        ]

    def view(self, shape: Shape, told: Sequence[Categories]) -> "View":
        """Give everybody's row as a shape has it."""
        places = (
            place
            for measure in range(shape.measures)
            for place in self._places(measure, shape.spans)
        )
        return View(self.rows, tuple(one.told for one in told), tuple(places))

    def _places(
        self, measure: int, spans: Iterable[Period]
    ) -> Iterator[tuple[int, int]]:
        start = len(self.profile) + measure * (1 + len(self.spans))
        yield start, start + 1
        for span in spans:
            inside = [
                start + at
                for at, fine in enumerate(self.spans, start=1)
                if _holds(span, fine.first) and _holds(span, fine.last or 0)
            ]
            yield inside[0], inside[-1] + 1

    def _course(self, record: Record, measure: Variable) -> bytes:
        """Give the bands of one measure: at its first answer, and in each span."""
        course = bytearray(1 + len(self.spans))
        # longer than this not everybody was followed
        end = (self.spans[-1].last or 0) + GRACE_WEEKS
        began: int | None = None
        for when, value in _values(record, measure):
            if when > end:
                continue
            if began is None:
                began, course[0] = when, band(value)
            for at, span in enumerate(self.spans, start=1):
                if _holds(span, when - began):
                    course[at] = band(value)
        return bytes(course)


@dataclass(frozen=True, slots=True)
class View:
    """Make rows rougher one by one, each time they are gone through.

    A span is told by the last answer in it.
    """

    rows: Sequence[bytes] = field(repr=False)
    told: tuple[bytes, ...]
    places: tuple[tuple[int, int], ...]

    def __iter__(self) -> Iterator[bytes]:
        """Give each row: codes of the profile, then bands."""
        for row in self.rows:
            said = [table[code] for table, code in zip(self.told, row, strict=False)]
            bands = [row[a:b].rstrip(_NOTHING)[-1:] or _NOTHING for a, b in self.places]
            yield bytes(said) + b"".join(bands)


def _holds(span: Period, week: int) -> bool:
    return span.first <= week and (span.last is None or week <= span.last)


def _values(record: Record, measure: Variable) -> Iterator[tuple[int, float]]:
    """Give the values of a measure in the order of their weeks."""
    key = measure.key.replace("band.", "domain.", 1)
    for occasion in record.occasions:
        value = occasion.values.get(key)
        if (
            occasion.instrument == measure.instrument
            and occasion.version in measure.versions
            and isinstance(value, int | float)
        ):
            yield occasion.when, value
