"""Hiding: which rows of a file may leave, so that everybody in it is one of many.

Somebody looks for a person they know. They have the attendance sheet, so they know at
which points that person answered; they know what a profile says; and they have been
told up to three answers. A row stays only if all of this holds:

    k           so many rows agree in profile, in the points answered, and in any three
                bands (k^m anonymity with m = 3, within classes of k anonymity)
    l           each class has all three bands at each point
    certainty   whoever knows three bands is not certain of a fourth: of all who could
                be meant, in the file or left out, at least two have another one

Rows that fail are taken out, which may make others fail, until none does. What is left
is the largest set of rows for which k and l hold: two such sets put together are one
too, so no order of taking out could keep more, and there is nothing to choose.

Source: Sweeney 2002 (k), Machanavajjhala and others 2007 (l), Terrovitis, Mamoulis and
Kalnis 2008 (k^m); the rule of certainty is that of the pictures of groups.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from operator import itemgetter

from survey.measure.banding import BANDS, NONE
from survey.privacy.disclosure import FEWEST_APART

KNOWN = 3
"""Answers that somebody may know of a person, besides when that person answered."""


ANSWERED = bytes(min(band, 1) for band in range(256))
"""Turns bands into whether there is one."""

Rows = Mapping[bytes, int]
"""Rows that occur, and how many people have each. A row holds profile codes first,
then a band for each cell, NONE where nothing was answered."""

Cells = tuple[int, ...]
Bands = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold the rows that may stay, and how many people answered anything at all."""

    rows: Rows
    people: int

    @property
    def left_out(self) -> int:
        """Count the people whose rows may not stay."""
        return self.people - _people(self.rows)


@dataclass(frozen=True, slots=True)
class Held:
    """What holds of rows.

    The smallest class; the fewest in one who agree in any three bands too; the fewest
    different bands at a point of a class.
    """

    k: int
    known: int
    bands: int


def hidden(
    view: Iterable[bytes], profile: int, k: int, most_out: Fraction
) -> Kept | None:
    """Find the rows that may stay, or None if too large a share of people may not.

    `view` has everybody's row and is gone through twice; `profile` is the number of
    codes before the cells.
    """
    sizes = Counter(_class_of(row, profile) for row in view if any(row[profile:]))
    people = sizes.total()
    left_out = sum(n for n in sizes.values() if n < k)
    if left_out > people * most_out:
        return None
    kept: dict[bytes, int] = {}
    for cells, everybody in _classes(view, profile, sizes, k):
        part = everybody
        # who cannot hide from somebody knowing one band cannot from one knowing three
        for known in range(1, KNOWN + 1):
            part = _crowded(part, cells, k, known)
            if left_out + _people(everybody) - _people(part) > people * most_out:
                return None
        if part:
            sure = _too_sure(everybody, cells)
            part = {row: n for row, n in part.items() if row not in sure}
            part = _crowded(part, cells, k, KNOWN)
        left_out += _people(everybody) - _people(part)
        if left_out > people * most_out:
            return None
        kept.update(part)
    return Kept(kept, people)


def held(rows: Rows, profile: int) -> Held:
    """Measure what holds of rows, at least one of them; nothing is taken on trust."""
    sizes: Counter[bytes] = Counter()
    for row, n in rows.items():
        sizes[_class_of(row, profile)] += n
    everybody = [row for row, n in rows.items() for _ in range(n)]
    classes = list(_classes(everybody, profile, sizes, 1))
    return Held(
        k=min(sizes.values()),
        known=min(
            min(_agreeing(part, _picked(chosen)).values())
            for cells, part in classes
            for chosen in _choices(cells, KNOWN)
        ),
        bands=min(_bands(part, cell) for cells, part in classes for cell in cells),
    )


def _class_of(row: bytes, profile: int) -> bytes:
    """Tell what is no answer: the profile, and at which points there is one."""
    return row[:profile] + row[profile:].translate(ANSWERED)


def _classes(
    view: Iterable[bytes], profile: int, sizes: Mapping[bytes, int], k: int
) -> Iterator[tuple[Cells, Rows]]:
    """Give the classes that are large enough, each with the cells that it answered."""
    classes: dict[bytes, Counter[bytes]] = {
        alike: Counter() for alike, n in sizes.items() if n >= k
    }
    for row in view:
        part = classes.get(_class_of(row, profile))
        if part is not None:
            part[row] += 1
    for alike, part in classes.items():
        yield tuple(at for at in range(profile, len(alike)) if alike[at] != NONE), part


def _crowded(part: Rows, cells: Cells, k: int, known: int) -> Rows:
    """Return the largest part of a class in which k and l hold."""
    while part:
        if _people(part) < k or any(_bands(part, cell) < len(BANDS) for cell in cells):
            return {}
        lonely: set[bytes] = set()
        for chosen in _choices(cells, known):
            picked = _picked(chosen)
            agreeing = _agreeing(part, picked)
            if min(agreeing.values()) < k:
                lonely |= {row for row in part if agreeing[picked(row)] < k}
        if not lonely:
            break
        part = {row: n for row, n in part.items() if row not in lonely}
    return part


def _too_sure(part: Rows, cells: Cells) -> set[bytes]:
    """Find the rows of which up to three bands tell another one for certain."""
    found: set[bytes] = set()
    for size in range(1, KNOWN + 2):
        for together in _choices(cells, size):
            agreeing = _agreeing(part, _picked(together))
            for at in range(len(together)):
                told = _picked(together[:at] + together[at + 1 :])
                sure = _sure(agreeing, at)
                found |= {row for row in part if sure and told(row) in sure}
    return found


def _sure(agreeing: Counter[Bands], at: int) -> set[Bands]:
    """Find what must be known of others for the band at one place to be sure."""
    knowing: Counter[Bands] = Counter()
    for bands, n in agreeing.items():
        knowing[bands[:at] + bands[at + 1 :]] += n
    return {
        told
        for bands, n in agreeing.items()
        if knowing[told := bands[:at] + bands[at + 1 :]] - n < FEWEST_APART
    }


def _choices(cells: Cells, known: int) -> Iterable[Cells]:
    """List what may be known: as many cells as that, or all there are."""
    return combinations(cells, min(known, len(cells)))


def _picked(cells: Cells) -> Callable[[bytes], Bands]:
    """Return what takes these cells out of a row."""
    if len(cells) > 1:
        return itemgetter(*cells)
    return lambda row: tuple(row[cell] for cell in cells)


def _agreeing(part: Rows, picked: Callable[[bytes], Bands]) -> Counter[Bands]:
    agreeing: Counter[Bands] = Counter()
    for row, n in part.items():
        agreeing[picked(row)] += n
    return agreeing


def _bands(part: Rows, cell: int) -> int:
    return len({row[cell] for row in part})


def _people(part: Rows) -> int:
    return sum(part.values())
