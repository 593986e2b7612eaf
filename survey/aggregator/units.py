"""Units: who is shown together in a block, one group or the pool of its site."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.measure.rounds import block_of, rounds_of
from survey.privacy import pools
from survey.privacy.pools import GroupCourse
from survey.records.rows import AnyRow

Counts = Mapping[tuple[bytes, int], int]
"""How many people counted in a group and a round."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Groups whose people are shown together: one, or those of a site's pool."""

    kind: pools.Unit
    site: str
    house: bool
    groups: tuple[bytes, ...]

    @property
    def place(self) -> str:
        """Return the kind of place that its releases are of."""
        return "pool" if self.kind == "pool" else "group"

    @property
    def place_id(self) -> str:
        """Return the id of the place that its releases are of."""
        return self.site if self.kind == "pool" else self.groups[0].hex()

    @property
    def child(self) -> bytes:
        """Return what the picture of a site knows it by."""
        return f"{self.place}/{self.place_id}".encode()


def rounds_before(number: int) -> range:
    """Return the rounds of the block before that of a round."""
    block = block_of(number)
    return rounds_of(block - 1) if block > 1 else range(0)


def placed(
    groups: Sequence[AnyRow],
    houses: frozenset[str],
    number: int,
    here: Mapping[bytes, pools.Unit],
    last: Mapping[bytes, pools.Unit],
    counts: Counts,
) -> dict[bytes, pools.Unit]:
    """Say for groups that have no unit in this block in which they are now.

    `here` are the units of this block, `last` each group's newest; `counts` has the
    rounds of the block before and this one.
    """
    before = rounds_before(number)
    found: dict[bytes, pools.Unit] = {}
    by_site: dict[str, list[AnyRow]] = defaultdict(list)
    for group in groups:
        by_site[group.site_id].append(group)
    for site, inside in by_site.items():
        courses = [
            GroupCourse(
                group.id,
                site in houses,
                last.get(group.id),
                tuple(counts.get((group.id, r), 0) for r in before)
                if group.id in last
                else (counts.get((group.id, number), 0),),
            )
            for group in inside
            if _lives(group, before, number, counts)
        ]
        for group_id, unit in pools.units(courses).items():
            begun = group_id in last or counts.get((group_id, number), 0) > 0
            if group_id not in here and begun:
                found[group_id] = unit
    return found


def units(
    groups: Sequence[AnyRow], houses: frozenset[str], where: Mapping[bytes, pools.Unit]
) -> list[Unit]:
    """List the units of a block, given the unit of each group in it."""
    alone = [
        Unit(where[g.id], g.site_id, g.site_id in houses, (g.id,))
        for g in groups
        if where.get(g.id, "pool") != "pool"
    ]
    pool: dict[str, list[bytes]] = {}
    for group in groups:
        if where.get(group.id) == "pool":
            pool.setdefault(group.site_id, []).append(group.id)
    together = [
        Unit("pool", site, site in houses, tuple(inside))
        for site, inside in sorted(pool.items())
    ]
    return alone + together


def _lives(group: AnyRow, before: range, number: int, counts: Counts) -> bool:
    rounds = (*before, number)
    return group.state == "open" or any(counts.get((group.id, r)) for r in rounds)
