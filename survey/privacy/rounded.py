"""Figures that are told rounded, and whether one person could have moved them.

A mean close to where its rounding turns says something about everybody to whoever knows
all the others; so each figure can say whether it would have been told just so with
another value in place of one person's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, sqrt
from statistics import fmean

from survey.measure.bootstrap import bca
from survey.measure.scoring import STEPS
from survey.measure.spread import deviation
from survey.measure.statistics import Interval, wilson
from survey.privacy.report import Figure, Part
from survey.privacy.tallying import COARSE, COUNTS_TO, FINE, ROUGH, SHARES_TO, to_five

REACH, LEAN = 1.5, 2.5
"""What an end of an interval moves by where a mean moves by one: a draw that makes the
end holds a person more often the further out they are, by z standard errors. Source:
Efron & Tibshirani 1993, section 14.3; a test holds it against intervals drawn anew."""


NEAR = 3.0
"""As far, on 0 to 10, as three values next to each other lie from any score."""


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of values on 0 to 10, with its interval if that is told."""

    people: int
    value: float
    spread: float
    ends: Interval | None
    grain: int

    @classmethod
    def of(cls, values: Sequence[float], grain: int, *, ends: bool) -> "Mean":
        """Work it out; `grain` is percent of the range."""
        spread = deviation(values)
        interval = bca(values) if ends else None
        return cls(len(values), fmean(values), spread, interval, grain)

    @property
    def told(self) -> Figure:
        """Return it as it is told: the nearest, the ends outwards."""
        low, high = self._ends(0)
        return Figure(value=self._nearest(self.value), low=low, high=high)

    @property
    def firm(self) -> bool:
        """Say whether nobody's near values could have moved it."""
        return all(self._alike(step / self.people, STEPS) for step in (-NEAR, NEAR))

    def same(self, was: float, now: float) -> bool:
        """Say whether it would be told alike with another value in one's place."""
        out = max(abs(was - self.value), abs(now - self.value))
        return self._alike((now - was) / self.people, out)

    def moved(self, shift: float, out: float) -> float:
        """Return by how much an end moves at most where the mean moves by `shift`.

        `out` is how far from the mean the person is who moves it.
        """
        lean = out / (self.spread * sqrt(self.people)) if self.spread else 0
        return shift * (REACH + LEAN * lean)

    def coarser(self) -> "Mean | None":
        """Return what may be told instead; None if nothing is left to leave out."""
        if self.grain == FINE:
            return replace(self, grain=COARSE)
        if self.ends is not None:
            return replace(self, ends=None)
        return replace(self, grain=ROUGH) if self.grain < ROUGH else None

    def _alike(self, shift: float, out: float) -> bool:
        if self._nearest(self.value + shift) != self._nearest(self.value):
            return False
        return self._ends(self.moved(shift, out)) == self._ends(0)

    def _ends(self, moved: float) -> tuple[int | None, int | None]:
        if self.ends is None:
            return None, None
        low = floor(self._turns(self.ends.low + moved))
        return self.grain * low, self.grain * ceil(self._turns(self.ends.high + moved))

    def _nearest(self, value: float) -> int:
        return self.grain * floor(self._turns(value) + 0.5)

    def _turns(self, value: float) -> float:
        return 100 * value / STEPS / self.grain


@dataclass(frozen=True, slots=True)
class Count:
    """How many of how many; the first is rounded to `grain`."""

    count: int
    of: int
    grain: int

    @classmethod
    def among(cls, count: int, of: int) -> "Count":
        """Take the finest grain that so many people may have."""
        return cls(count, of, COUNTS_TO * ceil(of * SHARES_TO / COUNTS_TO))

    @property
    def told(self) -> Part:
        """Return it as a share that is made of rounded counts alone."""
        whole = to_five(self.of)
        some = min(self.grain * floor(self.count / self.grain + 0.5), whole)
        ends = wilson(some, whole)
        return Part(
            count=some,
            of=whole,
            percent=COARSE * floor(100 * some / whole / COARSE + 0.5),
            low=floor(100 * ends.low),
            high=ceil(100 * ends.high),
        )

    @property
    def firm(self) -> bool:
        """Say whether one person more or less would not show."""
        return self.same(0, 1) and self.same(1, 0)

    def same(self, was: float, now: float) -> bool:
        """Say whether it would be told alike if one person counted otherwise."""
        return replace(self, count=self.count + round(now - was)).told == self.told

    def steady(self, people: int = 1) -> "Count | None":
        """Return it so coarse that some people more or less do not show, or None."""
        told: Count | None = self
        while told and not (told.same(0, people) and told.same(people, 0)):
            told = told.coarser()
        return told

    def coarser(self) -> "Count | None":
        """Return what may be told instead; None if nothing is left to leave out."""
        grain = 2 * self.grain
        return replace(self, grain=grain) if 4 * grain <= self.of else None
