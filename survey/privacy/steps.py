"""Steps: the coarsest thing about a person, and the only one that reaches a group.

A picture made of exact values gives somebody away at the edges of its bands, and
holding such pictures back gives them away by silence. So a person's value becomes low,
middle or high before anything is added up. Where the cuts lie differs from person to
person by a secret shift that never changes: all that anybody can find out from all
pages together is a step, and several values remain behind it (docs/disclosure.md).
"""

import hashlib
import hmac
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import NewType

from survey.privacy.binding import context

Shift = NewType("Shift", int)
"""How far the cuts of one person lie up the range, in one domain: 0, 1 or 2."""

TOP = 10
"""Values run from 0 to this."""

POINTS = 11
"""Equal points on which a value lies, unless its domain has fewer."""

FEWEST_VALUES = 8
"""A domain with fewer possible values is never shown for groups: a step of it would
leave fewer than three values to somebody who knows the shift."""

SHIFTS = (Shift(0), Shift(1), Shift(2))


class Step(IntEnum):
    """Say in which part of the range a value lies."""

    LOW = 0
    MIDDLE = 1
    HIGH = 2


QUARTERS = 4

WORTH: Mapping[Step, int] = MappingProxyType(
    {Step.LOW: 3, Step.MIDDLE: 20, Step.HIGH: 37}
)
"""What a step counts for in the mean of a group, in quarters of a point: 0.75, 5, 9.25.
The ends reach out a little, so that a group that moved by two points shows it."""


class TooFewValues(ValueError):
    """Report a domain that nobody could hide in."""


def step(value: float, values: int, shift: Shift) -> Step:
    """Turn a value from 0 to 10 into a step; raise TooFewValues.

    `values` is the number of values that the domain can take.
    """
    if not 0 <= value <= TOP:
        raise ValueError("a value lies between 0 and 10")
    last = points(values) - 1
    # Half a point goes up, as people round.
    return _step_at(int(value * last / TOP + 0.5), values, shift)


def steps_of(values: int) -> tuple[Step, ...]:
    """List the steps that a domain with so many values has; raise TooFewValues."""
    if points(values) == POINTS:
        return tuple(Step)
    return (Step.LOW, Step.HIGH)


def points(values: int) -> int:
    """Count the points that values are rounded to; raise TooFewValues."""
    if values < FEWEST_VALUES:
        raise TooFewValues(values)
    return min(values, POINTS)


@cache
def candidates(step: Step, values: int, shift: Shift | None = None) -> frozenset[int]:
    """List the points that lie behind a step, for one shift or for all that may be."""
    shifts = SHIFTS if shift is None else (shift,)
    return frozenset(
        point
        for point in range(points(values))
        for shift in shifts
        if _step_at(point, values, shift) is step
    )


def shift_of(secret: bytes, participant_id: bytes, domain: str) -> Shift:
    """Derive a person's shift in a domain; it is the same for ever and never stored."""
    bound = context("shift", participant_id, domain)
    drawn = hmac.digest(secret, bound, hashlib.sha256)
    return SHIFTS[int.from_bytes(drawn, "big") % len(SHIFTS)]


def _step_at(point: int, values: int, shift: Shift) -> Step:
    passed = sum(point >= cut for cut in _cuts(values, shift))
    return steps_of(values)[passed]


def _cuts(values: int, shift: Shift) -> tuple[int, ...]:
    if points(values) == POINTS:
        return (3 + shift, 6 + shift)
    # One cut about the middle: a second one would leave fewer than three values.
    return (values // 2 - 1 + shift,)
