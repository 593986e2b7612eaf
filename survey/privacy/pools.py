"""Pools: small and young groups of a site are shown together until they are steady.

A group's unit is set when it first counts and again only when a block begins, so that
no single round shows what one group adds to a pool or takes from it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, zip_longest
from typing import Literal

Unit = Literal["pool", "round", "block"]

STEADY_N = 8
"""People who must count in a round for a picture of that round."""

STEADY_ROUNDS = 3
"""Rounds of a block (four) in which they must."""

MAY_MISS = 1
"""Rounds of a block in which fewer may have counted, once a group is on its own."""

FEWEST_GROUPS = 2
"""A pool of one group would be that group."""

LARGEST_SHARE = (3, 5)
"""One group may be so much of a pool, as a fraction: else the pool is that group."""

HOUSE_N = 10
"""People who must count in a pool with a house, where staff have legal duties."""


@dataclass(frozen=True, slots=True)
class GroupCourse:
    """Hold how many people of a group counted in each round of the block past.

    `unit` is what the group was in that block, None before its first decision; then
    `counts` ends with the round that is being decided. Rounds before anybody counted
    may be left out.
    """

    group_id: bytes
    house: bool
    unit: Unit | None
    counts: tuple[int, ...]


def units(courses_of_one_site: Iterable[GroupCourse]) -> Mapping[bytes, Unit]:
    """Say for each open group of a site in which unit it is from now on."""
    courses = tuple(courses_of_one_site)
    pool = [c for c in courses if c.unit == "pool" or _starts_in_pool(c, courses)]
    leaving = _leaving(pool)
    staying = [c for c in pool if c not in leaving]
    # Two small groups are seen together where neither would be seen alone.
    small = [c for c in courses if c not in pool and c.unit and _own(c) == "block"]
    if _steadily_shown([*staying, *small]):
        staying += small
    if _left_over(staying):
        staying = []
    return {c.group_id: "pool" if c in staying else _own(c) for c in courses}


def shown_together(counts: Collection[int], *, house: bool) -> bool:
    """Say whether a pool may be shown, given how many count in each of its groups."""
    n = sum(counts)
    share, whole = LARGEST_SHARE
    return (
        sum(count > 0 for count in counts) >= FEWEST_GROUPS
        and n >= (HOUSE_N if house else STEADY_N)
        and max(counts) * whole <= n * share
    )


def _starts_in_pool(course: GroupCourse, courses: Sequence[GroupCourse]) -> bool:
    return course.house or (course.unit is None and len(courses) > 1)


def _leaving(pool: Sequence[GroupCourse]) -> Sequence[GroupCourse]:
    """Choose who leaves a pool: the largest, as long as the rest can be shown."""
    leaving = [c for c in pool if c.unit == "pool" and not c.house and _steady(c)]
    leaving.sort(key=lambda c: (-sum(c.counts), c.group_id))
    while leaving:
        rest = [c for c in pool if c not in leaving]
        if not any(sum(c.counts) for c in rest) or _steadily_shown(rest):
            break
        leaving.pop()
    return leaving


def _left_over(pool: Sequence[GroupCourse]) -> bool:
    """Say whether one group alone remained in a pool: it is never shown there."""
    return len(pool) == 1 and pool[0].unit == "pool" and not pool[0].house


def _own(course: GroupCourse) -> Unit:
    if course.unit is None:
        return "round" if course.counts and course.counts[-1] >= STEADY_N else "block"
    if course.unit == "round":
        begun = dropwhile(lambda n: n == 0, course.counts)
        missed = sum(n < STEADY_N for n in begun)
        return "round" if missed <= MAY_MISS else "block"
    return "round" if _steady(course) else "block"


def _steady(course: GroupCourse) -> bool:
    return sum(n >= STEADY_N for n in course.counts) >= STEADY_ROUNDS


def _steadily_shown(pool: Sequence[GroupCourse]) -> bool:
    house = any(course.house for course in pool)
    # Courses end in the same round, though some began later.
    rounds = zip_longest(*(reversed(c.counts) for c in pool), fillvalue=0)
    shown = sum(shown_together(counts, house=house) for counts in rounds)
    return shown >= STEADY_ROUNDS
