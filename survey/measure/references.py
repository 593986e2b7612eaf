"""Mistakes in the header of a file and in its domains.

A check only reports; it must never mend what an author wrote.
"""

from collections.abc import Iterator, Mapping

from survey.measure.pieces import Mistakes, Pieces
from survey.measure.possible import FEWEST_FOR_GROUPS, items_behind, possible_values
from survey.measure.scale import Domain
from survey.measure.scaling import span
from survey.measure.written import Polarity

Slips = Iterator[tuple[str, str]]

_TURNED = {
    Polarity.HIGHER_BETTER: Polarity.HIGHER_WORSE,
    Polarity.HIGHER_WORSE: Polarity.HIGHER_BETTER,
    Polarity.NEUTRAL: Polarity.NEUTRAL,
}


def header_mistakes(pieces: Pieces) -> Mistakes:
    """Report what does not agree at the head of the file, and doubled ids."""
    head = pieces.document
    wanted = (f"{head.get('id')}/", f"/{head.get('recall')}")
    key = head.get("comparability")
    if isinstance(key, str) and not (
        key.startswith(wanted[0]) and key.endswith(wanted[1])
    ):
        yield ("comparability",), f"must be {wanted[0]}<number>{wanted[1]}"
    yield from _sharing(pieces)
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


def _sharing(pieces: Pieces) -> Mistakes:
    name = pieces.document.get("shared_by")
    if name is None:
        return
    item = pieces.item(name if isinstance(name, str) else None)
    if not pieces.document.get("keep_to_myself"):
        yield ("shared_by",), "asks about a set that is not kept to oneself"
    elif name not in pieces.ids("item"):
        yield ("shared_by",), f"there is no item “{name}”"
    elif item and (item.type != "single" or set(item.values) != {0, 1}):
        yield ("shared_by",), "must be a single choice of 0 (keep) and 1 (count)"


def _own_header(head: Mapping[str, object]) -> Mistakes:
    if "lead_in" not in head:
        yield ("lead_in",), "is missing"
    if head.get("validated") is True:
        yield ("validated",), "an own instrument is not validated: say false"
    for key in ("licence", "percentile", "bands", "rc", "codes"):
        if key in head:
            yield (key,), "belongs to scoring keys of published instruments only"


def _key_header(head: Mapping[str, object]) -> Mistakes:
    if "licence" not in head:
        yield ("licence",), "is missing"
    for key in ("lead_in", "explain", "after", "feedback"):
        if key in head:
            yield (key,), "a scoring key holds no wording: it is imported"


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
    if domain.groups:
        yield from _to_groups(domain, pieces)
    origin = item or scale
    if origin is None:
        return
    low, high = scale.range if scale else span(item) if item else (0.0, 0.0)
    if tuple(map(float, domain.range)) != (float(low), float(high)):
        yield "range", f"its source has {low:g} to {high:g}"
    wanted = _TURNED[origin.polarity] if domain.turned_over else origin.polarity
    if domain.polarity is not wanted:
        yield "polarity", f"must be {wanted.value}, going by its source"


def _to_groups(domain: Domain, pieces: Pieces) -> Slips:
    if domain.polarity is Polarity.NEUTRAL:
        yield "groups", "a neutral figure is not shown to groups"
    if "group" not in pieces.document.get("for_results", ["group"]):
        yield "groups", "the set is not for results of groups (for_results)"
    items, scales = pieces.items.values(), pieces.scales.values()
    found = possible_values(domain, items, scales)
    if 0 < found < FEWEST_FOR_GROUPS:
        yield "groups", f"needs {FEWEST_FOR_GROUPS} or more values, evenly spread"
    behind = items_behind(domain, items, scales)
    for other in pieces.domains.values():
        if other == domain:
            return
        if other.groups and behind & items_behind(other, items, scales):
            yield "groups", f"an answer counts for groups once: see “{other.id}”"
