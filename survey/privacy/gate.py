"""The gate: attack a picture before it is written.

The attacker knows the steps of everybody but one, and perhaps that one's shift too, and
sees the picture or its silence. They keep every value with which the same would have
been seen. Who knows less (all but two, an outsider) keeps at least those values.

Steps are made so that no attack of this kind succeeds. The gate is here for the day on
which somebody makes them finer.
"""

from collections.abc import Callable, Iterable

from survey.privacy.steps import SHIFTS, Shift, Step

LEFT_KNOWING = 3
"""Values that must remain for somebody who even knows the shift.
Source: reference rule D5a, a quarter of eleven values."""

LEFT_GUESSING = 5
"""Values that must remain for everybody else. Source: reference rule D5b."""


Left = Callable[[Step, Shift | None], frozenset[int]]
"""Lists the values behind a step, for one shift or for all."""


def withstands(possible: Iterable[Step], left: Left) -> bool:
    """Say whether enough values remain behind the steps that one person may be on.

    `possible` are the steps with which the same page would have been seen.
    """
    steps = tuple(possible)

    def remain(shift: Shift | None) -> int:
        return len({value for step in steps for value in left(step, shift)})

    return remain(None) >= LEFT_GUESSING and all(
        remain(shift) >= LEFT_KNOWING for shift in SHIFTS
    )
