"""What deciding a round works on, and what it leaves to be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from survey.aggregator.gathering import Gathered
from survey.aggregator.ledger import Memory, Score
from survey.measure.rounds import Week
from survey.privacy.steps import Step, shift_of, step
from survey.privacy.tallying import Scale

Key = tuple[str, str, str]
"""Place, its id, and domain."""

Whose = tuple[bytes, str]
"""Person and domain."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A domain that is decided: its name, how to read it, what it compares with."""

    name: str
    scale: Scale
    measure: str


@dataclass(frozen=True, slots=True)
class Span:
    """What pictures are of: a round, a block or a quarter.

    `round` is the one that it ends with; `before` has the pages shown last of earlier
    spans of this kind, `written` those that this one has already.
    """

    kind: str
    number: int
    round: int
    week: Week
    before: Mapping[Key, str]
    written: Mapping[Key, str]


class Counted(NamedTuple):
    """Somebody who counts in a round, as the programme's level sees them."""

    person: bytes
    domain: str
    value: float
    step: Step
    site: str
    child: bytes | None


@dataclass(slots=True)
class Table:
    """What is known of a round, and what is to be written of it."""

    programme_id: str
    secret: bytes = field(repr=False)
    subjects: Sequence[Subject]
    gathered: Gathered
    memories: dict[Whose, Memory] = field(repr=False)
    rows: list[dict[str, Any]] = field(default_factory=list)
    changed: set[Whose] = field(default_factory=set)
    counted: list[Counted] = field(default_factory=list)
    spending: dict[int, int] = field(default_factory=dict)
    """Quarter, and what noise costs of its budget in thousandths of epsilon."""

    def step(self, person: bytes, subject: Subject, value: float) -> Step:
        """Return the step of a person's value."""
        shift = shift_of(self.secret, person, subject.name)
        return step(value, subject.scale.values, shift)

    def remember(
        self, person: bytes, subject: Subject, value: float, week: Week
    ) -> None:
        """Leave a score to be remembered."""
        score = Score(value, week)
        known = self.memories.get((person, subject.name))
        if known is None:
            self._leave((person, subject.name), Memory(subject.measure, score, score))
        else:
            fresh = known.with_score(subject.measure, score)
            self._leave((person, subject.name), fresh)

    def since(
        self, person: bytes, subject: Subject, unit: str, number: int
    ) -> int | None:
        """Return the round before this one since which somebody counts in a unit."""
        known = self.memories.get((person, subject.name))
        found = known.since.get(unit) if known else None
        return found if found is not None and found < number else None

    def counts(self, person: bytes, subject: Subject, unit: str, number: int) -> None:
        """Leave it to be remembered that somebody counts in a unit from now on."""
        known = self.memories.get((person, subject.name))
        if known is not None:
            self._leave((person, subject.name), known.counting(unit, number))

    def add_row(self, span: Span, key: Key, page: str) -> None:
        """Leave a release to be written, unless there is one; no page shows nothing."""
        if key in span.written:
            return
        place, place_id, domain = key
        self.rows.append(
            {
                "programme_id": self.programme_id,
                "place": place,
                "place_id": place_id,
                "span": span.kind,
                "number": span.number,
                "domain": domain,
                "state": "shown" if page else "not_shown",
                "page": page,
                "week": span.week,
            }
        )

    def _leave(self, whose: Whose, memory: Memory) -> None:
        if self.memories.get(whose) is not memory:
            self.memories[whose] = memory
            self.changed.add(whose)
