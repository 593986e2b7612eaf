"""Mistakes in the figures of published instruments: tables, bands, change, codes.

A check only reports; it must never mend what an author wrote.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from survey.measure.arithmetic import smallest_reliable_change
from survey.measure.pieces import Mistakes, Pieces
from survey.measure.published import Bands, Percentile, ReliableChange

Slips = Iterator[tuple[str, str]]

ROUNDED = 0.05
"""How far printed points may lie below what follows from r and SD."""


def table_mistakes(pieces: Pieces) -> Mistakes:
    """Report tables and reliable-change blocks without a footing."""
    for place, table in pieces.percentiles.items():
        for key, words in _percentile(table, pieces):
            yield ("percentile", place, key), words
    seen: set[tuple[str, str | None]] = set()
    for place, bands in pieces.bands.items():
        if (bands.id, bands.value) in seen:
            yield ("bands", place, "id"), "the same table stands here twice"
        seen.add((bands.id, bands.value))
        for key, words in _bands(bands, pieces):
            yield ("bands", place, key), words
    in_force: set[str] = set()
    for place, block in pieces.rc.items():
        for key, words in _change(block, pieces):
            yield ("rc", place, key), words
        if block.in_force and block.scale in in_force:
            yield ("rc", place, "in_force"), f"“{block.scale}” has one in force already"
        in_force |= {block.scale} if block.in_force else set()


def code_mistakes(pieces: Pieces) -> Mistakes:
    """Report names in other systems that two things share or nothing has."""
    codes = pieces.codes
    taken: dict[str, str] = {}
    for item, names in (codes.items if codes else {}).items():
        if pieces.unknown("item", item):
            yield ("codes", "items"), f"there is no item “{item}”"
        for name in names:
            if taken.setdefault(name, item) != item:
                yield ("codes", "items"), f"{name} names {taken[name]} and {item}"


def _percentile(table: Percentile, pieces: Pieces) -> Slips:
    if pieces.unknown("scale", table.scale):
        yield "scale", f"there is no scale “{table.scale}”"
    rising = all(b[0] > a[1] and b[2] > a[2] for a, b in pairwise(table.rows))
    if not rising or any(low > high for low, high, _ in table.rows):
        yield "rows", "must rise, and a score may stand in one row only"
    low, high = table.rows[0][0], table.rows[-1][1]
    scale = pieces.scale(table.scale)
    if scale and not (scale.range[0] <= low and high <= scale.range[1]):
        yield "rows", f"leave the scale's range {_ends(scale.range)}"


def _bands(bands: Bands, pieces: Pieces) -> Slips:
    if pieces.unknown("scale", bands.scale):
        yield "scale", f"there is no scale “{bands.scale}”"
    if (bands.by == "none") != (bands.value is None):
        yield "value", "says for whom the table is, if “by” asks for it"
    if (bands.status == "unconfirmed") != (not bands.rows):
        yield "rows", "are left out if, and only if, they are unconfirmed"
    if not all(b[0] > a[0] for a, b in pairwise(bands.rows)):
        yield "rows", "must rise"
    scale = pieces.scale(bands.scale)
    if scale and bands.rows:
        low, high = scale.range
        if bands.rows[0][0] != low or bands.rows[-1][0] > high:
            yield "rows", f"begin at the lowest score and stay in {_ends(scale.range)}"


def _change(block: ReliableChange, pieces: Pieces) -> Slips:
    if pieces.unknown("scale", block.scale):
        yield "scale", f"there is no scale “{block.scale}”"
    if (block.status == "unconfirmed") != (block.points is None):
        yield "points", "are left out if, and only if, they are unconfirmed"
    if block.in_force and (block.points is None or block.ci is None):
        yield "in_force", "a figure in force has points and a confidence level"
    if block.points is None or block.r_type == "stated":
        return
    if block.r is None or block.sd is None or block.ci is None:
        yield "r", "points that follow from r, sd and ci need all three"
        return
    exact = smallest_reliable_change(block.sd, block.r, block.ci)
    if not exact - ROUNDED <= block.points <= ceil(exact) + ROUNDED:
        yield "points", f"do not follow from r and sd: they give {exact:.2f}"


def _ends(span: tuple[float, float]) -> str:
    return f"{span[0]:g} to {span[1]:g}"
