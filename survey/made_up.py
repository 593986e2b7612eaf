"""Made-up lives for the demo: what somebody who never was would have tapped.

The same seed gives the same lives. Nothing here draws a key: what this randomness
makes, anybody can make again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from survey.measure.answers import Answer, read
from survey.measure.instrument import Instrument
from survey.measure.instruments import Library
from survey.measure.rounds import Week, add_weeks
from survey.measure.schedule import Entry, Part, due

Said = tuple[tuple[Instrument, dict[str, Answer]], ...]
"""What one sitting holds."""

MISSED, SKIPPED, UNSAID = 0.12, 0.03, 0.01
"""Chances that a week is missed, an item skipped, an item rather not said."""
MOST_COUNTED = 13
"""Values that a made-up person goes through where a number is typed."""
LITTLE_SETS = 2
"""Sittings of one week at most: the set that is due, and a little one after it."""


@dataclass(frozen=True, slots=True)
class Life:
    """How somebody's weeks went, in outline."""

    goal: str
    starts: int
    hope: float
    slips: frozenset[int]
    away: range

    def wellness(self, number: int) -> float:
        """Return from 0 to 1 how a week went; it gets better, with steps back."""
        grown = self.hope + (0.9 - self.hope) * min(1.0, number / 24)
        return grown * (0.55 if number in self.slips else 1.0)


@dataclass(frozen=True, slots=True)
class Teller:
    """Let made-up people answer what is due in each week."""

    random: Random
    instruments: Library
    entries: Sequence[Entry]
    first: Week
    weeks: int

    def life(self, *, steady: bool = False) -> Life:
        """Draw the outline of a life; a steady one is never away."""
        goal = self.random.choice(("stop", "cut_down", "keep_up", "thinking"))
        starts = 0 if steady else self.random.choice((0, 0, 0, 1, 3, 6, 10))
        slips = self.random.sample(
            range(2, self.weeks), k=self.random.choice((1, 2, 4))
        )
        away = range(0)
        if not steady and self.random.random() < 0.3:
            gone = self.random.randrange(starts + 3, self.weeks - 1)
            away = range(gone, gone + self.random.choice((3, 7, 8, self.weeks)))
        hope = self.random.uniform(0.25, 0.6)
        return Life(
            "cut_down" if steady else goal, starts, hope, frozenset(slips), away
        )

    def tell(self, life: Life, *, steady: bool = False) -> list[tuple[Week, Said]]:
        """Return the sittings of a life, oldest first."""
        course = _Course(self, life)
        for number in range(life.starts, self.weeks):
            missed = self.random.random() < MISSED and number > life.starts
            if steady or not (missed or number in life.away):
                course.live(number)
        return course.told


@dataclass(slots=True)
class _Course:
    """One life as it is told, week by week."""

    teller: Teller
    life: Life
    done: dict[str, list[Week]] = field(default_factory=dict)
    told: list[tuple[Week, Said]] = field(default_factory=list)

    def live(self, number: int) -> None:
        """Answer what is due in a week."""
        teller = self.teller
        joined = add_weeks(teller.first, self.life.starts)
        week = add_weeks(teller.first, number)
        for _ in range(LITTLE_SETS):
            wanted = due(teller.entries, joined, self.done, week)
            if not wanted.parts:
                return
            said = tuple(self._answers(part, number) for part in wanted.parts)
            for part in wanted.parts:
                self.done.setdefault(part.instrument_id, []).append(week)
            self.told.append((week, said))

    def _answers(self, part: Part, number: int) -> tuple[Instrument, dict[str, Answer]]:
        instrument = self.teller.instruments.current(part.instrument_id)
        taps = _taps(instrument, self.life.wellness(number), self.teller.random)
        posted = {
            item.id: taps[item.id]
            for item in instrument.items
            if part.only is None or item.id in part.only
        }
        facts = {"goal": self.life.goal}
        return instrument, read(instrument, posted, facts, only=part.only)


def _taps(
    instrument: Instrument, wellness: float, random: Random
) -> Mapping[str, Sequence[str]]:
    """Tap something that fits for each item; a worse week is worse everywhere."""
    taps: dict[str, int] = {}
    for item in instrument.items:
        values = item.values
        share = min(1.0, max(0.0, random.gauss(wellness, 0.12)))
        if item.polarity != "higher_better" and instrument.id in {"days", "urges"}:
            share = 1 - share
        taps[item.id] = values[round(share * (min(len(values), MOST_COUNTED) - 1))]
        if item.not_above is not None:
            taps[item.id] = min(taps[item.id], taps[item.not_above])
    return {name: _said(value, random) for name, value in taps.items()}


def _said(value: int, random: Random) -> Sequence[str]:
    drawn = random.random()
    if drawn < UNSAID:
        return ("rather_not_say",)
    return ("",) if drawn < UNSAID + SKIPPED else (str(value),)
