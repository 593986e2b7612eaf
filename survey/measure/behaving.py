"""How the questions behave: whether a scale has room, holds together, and stays put.

First answers alone count, so that whoever answers often does not speak for the others.
"""

from dataclasses import dataclass, field

from survey.measure.answer import Missing, Outside
from survey.measure.instrument import Instrument
from survey.measure.scale import Scale
from survey.measure.scoring import item_score
from survey.measure.study import Gone, Occasion, Record, Value

FEWEST_ITEMS = 3
RETEST_WEEKS = 4
"""Later than so, a difference is rather a change than a wobble."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Hold counts of people: what is known of a scale beside its two coefficients.

    `floor` and `ceiling` stand at the lowest and the highest score at first, and
    `again` answered a second time within four weeks.
    """

    people: int
    floor: int
    ceiling: int
    again: int


@dataclass(slots=True)
class Sheet:
    """Gather the first answers to one scale, and the next ones if they come soon.

    `whole` has the items of who answered each, for alpha, `pairs` scores for a retest.
    """

    instrument: Instrument
    scale: Scale
    versions: frozenset[int]
    scores: list[float] = field(default_factory=list)
    whole: list[list[float]] = field(default_factory=list)
    pairs: list[tuple[float, float]] = field(default_factory=list)

    def take(self, record: Record) -> None:
        """Read one more person."""
        name = f"score.{self.scale.id}"
        scored = [
            (each, float(score))
            for each in record.occasions
            if each.instrument == self.instrument.id
            and each.version in self.versions
            and isinstance(score := each.values.get(name), (int, float))
        ]
        if not scored:
            return
        first, score = scored[0]
        self.scores.append(score)
        items = self._items(first)
        if items is not None:
            self.whole.append(items)
        if len(scored) > 1 and scored[1][0].when - first.when <= RETEST_WEEKS:
            self.pairs.append((score, scored[1][1]))

    def behaviour(self) -> Behaviour:
        """Work out what is known so far."""
        low, high = self.scale.range
        return Behaviour(
            people=len(self.scores),
            floor=sum(score == low for score in self.scores),
            ceiling=sum(score == high for score in self.scores),
            again=len(self.pairs),
        )

    def _items(self, occasion: Occasion) -> list[float] | None:
        found = []
        for name in self.scale.items:
            score = item_score(self.instrument.item(name), _plain(occasion, name))
            if score is None:
                return None
            found.append(score)
        return found


def sheets(instrument: Instrument, versions: frozenset[int]) -> list[Sheet]:
    """Return an empty sheet for each scale that is made of items enough."""
    return [
        Sheet(instrument, scale, versions)
        for scale in instrument.scales
        if len(scale.items) >= FEWEST_ITEMS
    ]


def _plain(occasion: Occasion, name: str) -> int | Outside | Missing:
    value: Value = occasion.values.get(name, Missing.NOT_ASKED)
    if isinstance(value, Gone):
        return Missing.NOT_ASKED
    return int(value) if isinstance(value, float) else value
