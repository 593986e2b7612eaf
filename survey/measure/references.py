"""Mistakes in what stands on items: the header, scales, domains, tables, sentences.

A check only reports; it must never mend what an author wrote.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from survey.measure.item import Item
from survey.measure.pieces import Mistakes, Pieces
from survey.measure.scale import Domain, Percentile, Scale
from survey.measure.written import Polarity

Slips = Iterator[tuple[str, str]]

_TURNED = {
    Polarity.HIGHER_BETTER: Polarity.HIGHER_WORSE,
    Polarity.HIGHER_WORSE: Polarity.HIGHER_BETTER,
    Polarity.NEUTRAL: Polarity.NEUTRAL,
}


def span(item: Item) -> tuple[float, float]:
    """Give the lowest and the highest score that an item can add."""
    scores = [item.recode.get(value, float(value)) for value in item.values]
    return min(scores, default=0.0), max(scores, default=0.0)


def header_mistakes(pieces: Pieces) -> Mistakes:
    """Report what does not agree at the head of the file, and doubled ids."""
    head = pieces.document
    wanted = (f"{head.get('id')}/", f"/{head.get('recall')}")
    key = head.get("comparability")
    if isinstance(key, str) and not (
        key.startswith(wanted[0]) and key.endswith(wanted[1])
    ):
        yield ("comparability",), f"must be {wanted[0]}<number>{wanted[1]}"
    if pieces.kind == "own":
        yield from _own_header(head)
    if pieces.kind == "key":
        yield from _key_header(head)
    for place, name in enumerate(pieces.ids("scale")):
        if name is not None and name in pieces.ids("item"):
            yield ("scale", place, "id"), f"“{name}” is an item: name it otherwise"
    for part in ("item", "scale", "domain", "feedback"):
        seen: set[object] = set()
        for place, name in enumerate(pieces.ids(part)):
            if name is not None and name in seen:
                yield (part, place, "id"), f"“{name}” is used twice"
            seen.add(name)


def _own_header(head: Mapping[str, object]) -> Mistakes:
    if "lead_in" not in head:
        yield ("lead_in",), "is missing"
    if head.get("validated") is True:
        yield ("validated",), "an own instrument is not validated: say false"
    for key in ("licence", "percentile", "rc"):
        if key in head:
            yield (key,), "belongs to scoring keys of published instruments only"


def _key_header(head: Mapping[str, object]) -> Mistakes:
    if "licence" not in head:
        yield ("licence",), "is missing"
    for key in ("lead_in", "explain", "after", "feedback"):
        if key in head:
            yield (key,), "a scoring key holds no wording: it is imported"


def scale_mistakes(pieces: Pieces) -> Mistakes:
    """Report scales that cannot be scored as they say."""
    for place, scale in pieces.scales.items():
        for key, words in _scale(scale, pieces):
            yield ("scale", place, key), words


def _scale(scale: Scale, pieces: Pieces) -> Slips:
    if len(set(scale.items)) < len(scale.items):
        yield "items", "names an item twice"
    for name in scale.items:
        item = pieces.item(name)
        if pieces.unknown("item", name):
            yield "items", f"there is no item “{name}”"
        elif item and (item.type == "several" or item.unscored):
            yield "items", f"“{name}” has no score"
    if scale.score.method == "item" and len(scale.items) != 1:
        yield "score", "the method “item” takes exactly one item"
    if scale.missing.rule == "require_all" and scale.missing.max_missing:
        yield "missing", "require_all leaves no answer out: drop max_missing"
    if scale.missing.max_missing >= len(scale.items):
        yield "missing", "would score without any answer"
    items = [pieces.item(name) for name in scale.items]
    spans = [span(item) for item in items if item]
    if len(spans) == len(items) and tuple(map(float, scale.range)) != _total(
        scale, spans
    ):
        low, high = _total(scale, spans)
        yield "range", f"the items give {low:g} to {high:g}"


def _total(scale: Scale, spans: list[tuple[float, float]]) -> tuple[float, float]:
    low, high = sum(s[0] for s in spans), sum(s[1] for s in spans)
    parts = 1 if scale.score.method == "sum" else len(spans)
    return low / parts, high / parts


def domain_mistakes(pieces: Pieces) -> Mistakes:
    """Report domains whose source, range or direction does not agree."""
    for place, domain in pieces.domains.items():
        for key, words in _domain(domain, pieces):
            yield ("domain", place, key), words


def _domain(domain: Domain, pieces: Pieces) -> Slips:
    source = domain.source
    if (source.item is None) == (source.scale is None):
        yield "from", "names either an item or a scale"
        return
    if pieces.unknown("item", source.item):
        yield "from", f"there is no item “{source.item}”"
    if pieces.unknown("scale", source.scale):
        yield "from", f"there is no scale “{source.scale}”"
    item, scale = pieces.item(source.item), pieces.scale(source.scale)
    if item and (item.type == "several" or item.unscored):
        yield "from", f"“{item.id}” has no score"
    elif item and item.polarity_by_goal:
        yield "from", f"“{item.id}” is better up or down as the goal has it"
    if domain.groups and domain.polarity is Polarity.NEUTRAL:
        yield "groups", "a neutral figure is not shown to groups"
    origin = item or scale
    if origin is None:
        return
    low, high = scale.range if scale else span(item) if item else (0, 0)
    if tuple(map(float, domain.range)) != (float(low), float(high)):
        yield "range", f"its source has {low:g} to {high:g}"
    wanted = _TURNED[origin.polarity] if domain.turned_over else origin.polarity
    if domain.polarity is not wanted:
        yield "polarity", f"must be {wanted.value}, going by its source"


def table_mistakes(pieces: Pieces) -> Mistakes:
    """Report percentile tables and reliable-change blocks without a footing."""
    for place, table in pieces.percentiles.items():
        for key, words in _percentile(table, pieces):
            yield ("percentile", place, key), words
    in_force: set[str] = set()
    for place, block in pieces.rc.items():
        if pieces.unknown("scale", block.scale):
            yield ("rc", place, "scale"), f"there is no scale “{block.scale}”"
        if block.in_force and block.scale in in_force:
            yield ("rc", place, "in_force"), f"“{block.scale}” has one in force already"
        in_force |= {block.scale} if block.in_force else set()


def _percentile(table: Percentile, pieces: Pieces) -> Slips:
    if pieces.unknown("scale", table.scale):
        yield "scale", f"there is no scale “{table.scale}”"
    rising = all(b[0] > a[1] and b[2] > a[2] for a, b in pairwise(table.rows))
    if not rising or any(low > high for low, high, _ in table.rows):
        yield "rows", "must rise, and a score may stand in one row only"
    low, high = table.rows[0][0], table.rows[-1][1]
    scale = pieces.scale(table.scale)
    if scale and not (scale.range[0] <= low and high <= scale.range[1]):
        yield "rows", f"leave the scale's range {scale.range[0]} to {scale.range[1]}"
