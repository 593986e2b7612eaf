"""Who counts in a round: people who have been there a while, and few new ones at once.

Somebody who makes up members, or who waits for one newcomer, must wait two rounds, and
then meets a picture in which at most a third is new.
"""

from collections.abc import Iterable
from typing import NamedTuple

TENURE_ROUNDS = 2
"""Rounds between joining and counting. Source: reference rule D14."""

NEW_SHARE = 3
"""At most one in so many, rounded up, counts for the first time.
Source: reference rule D14."""


class Member(NamedTuple):
    """Stand for somebody kept and consenting who has a response in the round.

    `counted_since` is the first round in which the person counted, None if none yet.
    """

    id: bytes
    joined_round: int
    counted_since: int | None


def counted(
    members: Iterable[Member], number: int, first_release: bool, beside: int = 0
) -> tuple[Member, ...]:
    """Choose who counts in a round, the longest there first.

    At the first picture of a unit everybody is new, so none is held back. `beside` are
    those who count in the same picture without being chosen here.
    """
    tenured = sorted(
        (m for m in members if m.joined_round <= number - TENURE_ROUNDS),
        key=lambda member: (member.joined_round, member.id),
    )
    if first_release:
        return tuple(tenured)
    known = [m for m in tenured if m.counted_since is not None]
    new = [m for m in tenured if m.counted_since is None]
    places, others = 0, beside + len(known)
    while places < len(new) and _room(others + places + 1) > places:
        places += 1
    chosen = {m.id for m in (*known, *new[:places])}
    return tuple(m for m in tenured if m.id in chosen)


def _room(n: int) -> int:
    return -(-n // NEW_SHARE)
