"""What ACRO says of what we show: which figures it passes, and which it refuses.

ACRO knows exact counts and means alone, and ours are shown as bands, words and rounded
figures. So it judges the tables that stand behind them; where it refuses what we show,
docs/disclosure.md says why we show it all the same.
"""

import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from random import Random

from bench.attacks import crowd, figures, ours
from prove import acro, help_released
from prove.acro import Cell, Said, Table
from prove.help_released import Picture, Place
from prove.table import Row
from survey.measure.change import Change
from survey.privacy import alike
from survey.privacy.steps import POINTS, QUARTERS, TOP, WORTH, Step
from survey.privacy.tallying import MARKS
from tests.test_help_programme import HELP

GROUPS, PROGRAMMES = 10_000, 200
THRESHOLD = 10
"""People that ACRO wants in a cell."""

LARGEST = 30
"""Nobody outside knows that the groups here have fewer."""

WAYS = (("low", "middle", "high"), ("low", "middle-high"), ("low-middle", "high"))


@dataclass(frozen=True, slots=True)
class Released:
    """What was shown and what rested, and who is behind it."""

    of: str
    pictures: Sequence[Picture]
    places: Sequence[Place]


def rows() -> list[Row]:
    """Let ACRO judge made-up groups and programmes, and those of the HELP study."""
    released = [Released("made up", list(_groups()), list(_programmes()))]
    skipped = []
    if HELP.exists():
        released.append(Released(HELP.name, *help_released.released()))
    else:
        skipped = [_told(HELP.name, "skipped: it is not here")]
    tables = {
        f"{one.of}: {name}": table
        for one in released
        for name, table in (_of_pictures(one) | _of_figures(one)).items()
        if table[1]
    }
    try:
        said = acro.asked(tables)
    except subprocess.CalledProcessError as failed:
        return [_told("what is released", f"skipped, no environment for it: {failed}")]
    told = [
        (*_about_pictures(one, said), *_about_figures(one, said)) for one in released
    ]
    return [row for each in told for row in each] + [_solved(released[0]), *skipped]


def _groups() -> Iterator[Picture]:
    """Draw groups of five to fifteen, and ask for the picture of each."""
    for number in range(GROUPS):
        random = Random(f"acro {number}")
        n = crowd.size(random)
        group = crowd.group(random, n)
        found = ours.picture(group, ours.kind_for(n))
        steps = tuple(one.step for one in found.decision.contributions)
        yield Picture(steps, found.page, tuple(one.value for one in group))


def _programmes() -> Iterator[Place]:
    """Draw programmes of 30 to 120, and ask for the figures of each."""
    for number in range(PROGRAMMES):
        for part in figures.programme(Random(f"acro {number}")).parts:
            yield Place(part.tally, part.shown)


def _of_pictures(released: Released) -> dict[str, Table]:
    """Make the means, and the counts of parts, that stand behind pictures."""
    pictures = released.pictures
    worth = [[("", WORTH[step] / QUARTERS) for step in one.steps] for one in pictures]
    exact = [[("", value) for value in one.values] for one in pictures if one.values]
    tables: dict[str, Table] = {"steps": ("mean", worth), "answers": ("mean", exact)}
    named = [(one, {p.steps for p in one.page.parts}) for one in pictures if one.page]
    parted = [
        (one, next(w for w in WAYS if names <= {*w})) for one, names in named if names
    ]
    for way in WAYS:
        cells = [_in_parts(one.steps, way) for one, its in parted if its == way]
        tables[f"parts {' '.join(way)}"] = ("", cells)
    return tables


def _in_parts(steps: Iterable[Step], way: Sequence[str]) -> Cell:
    within = {step: name for name in way for step in name.split("-")}
    return [(within[step.name.lower()], 0) for step in steps]


def _of_figures(released: Released) -> dict[str, Table]:
    """Make the exact figures that stand behind rounded ones."""
    places = released.places
    values = [_values(place) for place in places]
    spread = [_values(one) for one in places if one.shown.deviation is not None]
    return {
        "means": ("mean", values),
        "medians": ("median", values),
        "deviations": ("std", spread),
        "shares": ("", [cell for place in places for cell in _shares(place)]),
    }


def _values(place: Place) -> Cell:
    return [("", mark / MARKS * TOP) for mark in place.tally.values.elements()]


def _shares(place: Place) -> Iterator[Cell]:
    """Part the people behind each share that is shown: who is in it, and who is not."""
    changes, beyond, shown = place.tally.changes, place.tally.beyond, place.shown
    parts = [
        (shown.improved, changes[Change.IMPROVED], changes.total()),
        (shown.worse, changes[Change.WORSE], changes.total()),
        (shown.beyond_usual, beyond[True], beyond.total()),
    ]
    if place.followed is not None:
        of = place.followed.expected
        parts.append((shown.followed, place.tally.values.total(), of))
        parts.append((shown.ever, place.followed.ever, of))
    for share, count, of in parts:
        if share is not None:
            yield [("in it", 0)] * count + [("not", 0)] * (of - count)


def _about_pictures(released: Released, said: Mapping[str, Said]) -> Iterator[Row]:
    of, pictures = released.of, released.pictures
    # whether each is shown, and whether ten or more are behind it
    kinds = [(one.page is not None, len(one.steps) >= THRESHOLD) for one in pictures]
    steps, exact = said[f"{of}: steps"], said.get(f"{of}: answers")
    many = steps.of(kind == (True, True) for kind in kinds)
    few = steps.of(kind == (True, False) for kind in kinds)
    rests = steps.of(kind == (False, True) for kind in kinds)
    yield _row(
        f"{of}: pictures of {THRESHOLD} people and more, as means of steps",
        "none refused",
        many,
        not many.refused,
    )
    if few.checks:
        claim = f"{of}: pictures of fewer, as means of steps"
        yield _row(claim, "all refused", few, few.refused == len(few.checks))
    if rests.checks:
        yield _told(f"{of}: what rests, of {THRESHOLD} and more", str(rests))
    if exact:
        claim = f"{of}: exact means, where {THRESHOLD} and more are shown"
        yield _told(claim, str(exact.of(kind == (True, True) for kind in kinds)))
    for name, each in said.items():
        if name.startswith(f"{of}: parts"):
            yield _told(f"{name}, named in words, as exact counts", str(each))


def _about_figures(released: Released, said: Mapping[str, Said]) -> Iterator[Row]:
    for name in ("means", "medians", "deviations"):
        each = said[f"{released.of}: {name}"]
        claim = f"{released.of}: {name} of programmes and sites"
        yield _row(claim, "none refused", each, not each.refused)
    shares = f"{released.of}: shares"
    yield _told(f"{shares}, by exact counts", str(said[shares]))
    yield _told(f"{shares}, rounded to five by ACRO", said[f"{shares} rounded"].status)


def _solved(released: Released) -> Row:
    """Count the pictures from which one can work out the counts behind their words."""
    ways = Counter(
        alike.decide("round", POINTS, [steps], None, house=False)
        for n in range(THRESHOLD, LARGEST + 1)
        for steps in combinations_with_replacement(Step, n)
    )
    named = [one.page for one in released.pictures if one.page and one.page.parts]
    solved = sum(ways[page] == 1 for page in named)
    claim = f"{released.of}: words about parts that leave one way of counting only"
    return _told(claim, f"{solved} of {len(named)}")


def _row(claim: str, wanted: str, said: Said, holds: bool) -> Row:
    return Row(f"ACRO: {claim}", wanted, str(said), holds)


def _told(claim: str, found: str) -> Row:
    return Row(f"ACRO: {claim}", "printed, not promised", found, True)
