"""What an attack is: something done to a naive publisher and to ours, counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from bench.attacks.crowd import POINTS
from bench.attacks.knowing import TOO_FEW

HELD, BROKEN = POINTS, 0
"""What counts as left where an attack is on a property rather than on a value."""


@dataclass(frozen=True, slots=True)
class Try:
    """How many values one attempt left of somebody else's answer.

    `shifts` is what ours leaves to somebody who even knows that person's shift, None
    where no shift plays a part.
    """

    naive: int
    ours: int
    shifts: int | None = None


@dataclass(frozen=True, slots=True)
class Attack:
    """One idea, and how often it is tried at most where a try takes a database."""

    name: str
    attempt: Callable[[Random], Try]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an attack."""

    attack: str
    tried: int
    naive_won: int
    ours_won: int
    shifts_won: int | None
    fewest_left: int

    @property
    def naive(self) -> float:
        return self.naive_won / self.tried

    @property
    def ours(self) -> float:
        return self.ours_won / self.tried

    @property
    def knowing(self) -> float | None:
        return None if self.shifts_won is None else self.shifts_won / self.tried


def property_holds(naive: bool, ours: bool) -> Try:
    """Count a property: whether each of the two publishers has it."""
    return Try(HELD if naive else BROKEN, HELD if ours else BROKEN)


def worst(tries: Iterable[Try]) -> Try:
    """Take for each publisher the one who is left the fewest."""
    listed = list(tries)
    shifts = [t.shifts for t in listed if t.shifts is not None]
    return Try(
        min(t.naive for t in listed),
        min(t.ours for t in listed),
        min(shifts) if shifts else None,
    )


def result(name: str, tries: Iterable[Try]) -> Result:
    """Count how often an attack won."""
    listed = list(tries)
    knowing = [t.shifts for t in listed if t.shifts is not None]
    return Result(
        attack=name,
        tried=len(listed),
        naive_won=sum(t.naive <= TOO_FEW for t in listed),
        ours_won=sum(t.ours <= TOO_FEW for t in listed),
        shifts_won=sum(left <= TOO_FEW for left in knowing) if knowing else None,
        fewest_left=min(t.ours for t in listed),
    )
