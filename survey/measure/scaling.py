"""Mistakes in scales: what they are made of, and whether their range can be reached.

A check only reports; it must never mend what an author wrote.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from survey.measure.arithmetic import moved
from survey.measure.item import Item
from survey.measure.pieces import Mistakes, Pieces
from survey.measure.scale import Scale

Slips = Iterator[tuple[str, str]]
Range = tuple[float, float]


def span(item: Item) -> Range:
    """Give the lowest and the highest score that an item can add."""
    scores = [item.recode.get(value, float(value)) for value in item.values]
    return min(scores, default=0.0), max(scores, default=0.0)


def scale_mistakes(pieces: Pieces) -> Mistakes:
    """Report scales that cannot be scored as they say."""
    for place, scale in pieces.scales.items():
        check = _of_scales if scale.score.of_scales else _of_items
        for key, words in (*check(place, scale, pieces), *_rules(scale)):
            yield ("scale", place, key), words


def _rules(scale: Scale) -> Slips:
    if not scale.parts:
        yield "items", "names nothing to score"
    if len(set(scale.parts)) < len(scale.parts):
        yield "items", "names an item twice"
    if scale.items and scale.scales:
        yield "scales", "is made of items or of scales, not of both"
    rule, most = scale.missing.rule, scale.missing.max_missing
    if rule != "prorate" and most:
        yield "missing", f"{rule} leaves no answer out: drop max_missing"
    if rule == "prorate" and not most:
        yield "missing", "prorate says how many may be left out: give max_missing"
    if most and most >= len(scale.parts):
        yield "missing", "would score without any answer"
    score = scale.score
    if score.weights and score.method != "formula":
        yield "score", "only a formula has weights"
    if score.table and (score.times, score.plus) != (1, 0):
        yield "score", "takes the figure from a table, or moves it: not both"
    figures = [figure for _raw, figure in sorted(score.table.items())]
    if any(a >= b for a, b in pairwise(figures)):
        yield "score", "the table must rise"


def _of_items(_place: int, scale: Scale, pieces: Pieces) -> Slips:
    for name in scale.items:
        item = pieces.item(name)
        if pieces.unknown("item", name):
            yield "items", f"there is no item “{name}”"
        elif item and (item.type == "several" or item.unscored):
            yield "items", f"“{name}” has no score"
    if scale.score.method == "item" and len(scale.items) != 1:
        yield "score", "the method “item” takes exactly one item"
    items = [pieces.item(name) for name in scale.items]
    spans = [span(item) for item in items if item]
    if spans and len(spans) == len(items):
        yield from _range(scale, _raw(scale, spans))


def _raw(scale: Scale, spans: Sequence[Range]) -> Range:
    low, high = sum(s[0] for s in spans), sum(s[1] for s in spans)
    parts = 1 if scale.score.method == "sum" else len(spans)
    return low / parts, high / parts


def _of_scales(place: int, scale: Scale, pieces: Pieces) -> Slips:
    earlier = pieces.ids("scale")[:place]
    for name in scale.scales:
        if name not in earlier:
            yield "scales", f"there is no scale “{name}” before this one"
    for name in scale.score.weights:
        if name not in scale.scales:
            yield "score", f"weighs “{name}”, which is no part of it"
    found = [pieces.scale(name) for name in scale.scales]
    parts = [part for part in found if part]
    if not parts or len(parts) < len(found):
        return
    if scale.score.method == "stage":
        yield from _range(scale, (0.0, float(len(parts) - 1)))
        return
    ends = [
        sorted(scale.score.weights.get(part.id, 1.0) * end for end in part.range)
        for part in parts
    ]
    yield from _range(scale, (sum(e[0] for e in ends), sum(e[1] for e in ends)))


def _range(scale: Scale, raw: Range) -> Slips:
    score, (low, high) = scale.score, raw
    if score.table:
        if set(score.table) != set(range(int(low), int(high) + 1)):
            yield "score", f"the table must hold each raw score, {low:g} to {high:g}"
            return
        ends = [score.table[int(low)], score.table[int(high)]]
    else:
        ends = sorted(moved(end, score.times, score.plus) for end in raw)
    if [*scale.range] != ends:
        yield "range", f"the items give {ends[0]:g} to {ends[1]:g}"
