"""Reverse once: settle whether a file's numbers are answers or scores already.

An item that is turned over has the same numbers either way, so the numbers alone tell
nothing. The words do: where the same words carry the same number as in an item that is
not turned, the file is unturned; where they carry the opposite one, it is turned. In
all other cases the operator must say.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from survey.interop.same_answers import Values, scores
from survey.measure.instrument import Instrument
from survey.measure.item import Item

Stand = Literal["source", "scored"]


def doubtful(item: Item) -> bool:
    """Say whether answers and scores of an item look alike and mean another thing."""
    known = scores(item)
    return set(known) == set(item.values) and any(
        score != value for score, value in known.items()
    )


def settled(
    key: Instrument, values: Mapping[str, Values], said: Stand | None
) -> tuple[dict[str, Values], tuple[str, ...]]:
    """Give the key's answer for each option, and the items that nobody can settle."""
    turned: dict[str, Values] = {}
    open_: list[str] = []
    for item in key.items:
        found = values.get(item.id, ())
        stand = _stand(key, item, values, said) if found else "source"
        if stand is None:
            open_.append(item.id)
        elif stand == "scored":
            known = scores(item)
            turned[item.id] = tuple((option, known[n]) for option, n in found)
        else:
            turned[item.id] = found
    return turned, tuple(open_)


def _stand(
    key: Instrument, item: Item, values: Mapping[str, Values], said: Stand | None
) -> Stand | None:
    found = values[item.id]
    if all(option.declared is not None for option, _ in found):
        return "source"
    if not doubtful(item):
        own = {number for _, number in found} == set(item.values)
        return "source" if own else "scored"
    if said is not None:
        return said
    mine = _by_words(found)
    for other in _upright(key, values):
        theirs = _by_words(values[other.id])
        if theirs.keys() == mine.keys():
            if theirs == mine:
                return "source"
            if {w: scores(item).get(n) for w, n in mine.items()} == theirs:
                return "scored"
    return None


def _upright(key: Instrument, values: Mapping[str, Values]) -> Iterator[Item]:
    for item in key.items:
        plain = all(score == value for score, value in scores(item).items())
        if plain and values.get(item.id):
            yield item


def _by_words(found: Values) -> dict[str, int]:
    return {option.label.casefold(): number for option, number in found}
