"""What is drawn of an instrument, and which way up: its domains, scales or numbers.

Where up would be worse, a measure is turned over; for some items that depends on the
goal. A person's line carries a name of its own, not the one that is meant for groups.
"""

from dataclasses import dataclass

from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.scale import Domain, Scale
from survey.measure.written import Polarity

NUMBERS = ("scale", "count", "number")
USUAL_COUNT = 10
"""How far the picture of a typed number goes at least."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure that an instrument gives, and which way it is drawn."""

    name: str
    source: str
    low: float
    high: float
    top: str = ""
    bottom: str = ""
    turned: bool = False
    """Whether its figures are counted from the other end, so that more is better."""
    upside_down: bool = False
    """Whether its figures stay, and the picture is drawn with the fewest on top."""
    lightly: bool = False
    open_ended: bool = False
    """Whether the picture ends at the highest figure that was given."""


def of(instrument: Instrument, goal: str | None = None) -> tuple[Measure, ...]:
    """Return what is drawn of an instrument: domains, else scales, else its numbers.

    An item whose direction is a matter of the goal is drawn in any case, and questions
    that may be answered in any order are drawn one by one.
    """
    numbers = [item for item in instrument.items if item.type in NUMBERS]
    by_goal = tuple(_of_item(item, goal) for item in numbers if item.polarity_by_goal)
    if instrument.any_order:
        return tuple(_of_item(item, goal) for item in numbers)
    if instrument.domains:
        found = tuple(_of_domain(instrument, domain) for domain in instrument.domains)
        return (*found, *by_goal)
    if instrument.scales:
        return (*(_of_scale(scale) for scale in instrument.scales), *by_goal)
    return tuple(_of_item(item, goal) for item in numbers)


def item_of(instrument: Instrument, item_id: str) -> Item | None:
    """Return an item by its id, if there is one."""
    return next((item for item in instrument.items if item.id == item_id), None)


def capital(words: str) -> str:
    """Return words with a capital letter in front."""
    return words[:1].upper() + words[1:]


def _of_domain(instrument: Instrument, domain: Domain) -> Measure:
    low, high = domain.range
    item = item_of(instrument, domain.source.item or "")
    ends = (_end(item, low), _end(item, high)) if item else ("", "")
    bottom, top = reversed(ends) if domain.turned_over else ends
    source = domain.source.item or domain.source.scale or ""
    name = _name(instrument, domain, item)
    return Measure(name, source, low, high, top, bottom, domain.turned_over)


def _end(item: Item, value: int) -> str:
    return next(iter(item.words(value)), "")


def _name(instrument: Instrument, domain: Domain, item: Item | None) -> str:
    """Return what the person's own line is called: their days, not people's."""
    if item is not None and item.label and not domain.turned_over:
        return capital(item.label)
    scales = (s.title for s in instrument.scales if s.id == domain.source.scale)
    return next(scales, domain.title.partition(":")[0])


def _of_scale(scale: Scale) -> Measure:
    return Measure(scale.title, scale.id, *scale.range)


def _of_item(item: Item, goal: str | None) -> Measure:
    low, high = item.values[0], item.values[-1]
    if item.type == "number":
        high = min(high, USUAL_COUNT)
    by_goal = bool(item.polarity_by_goal)
    worse = item.polarity_for(goal) is Polarity.HIGHER_WORSE
    return Measure(
        capital(item.label or item.id),
        item.id,
        low,
        high,
        item.anchors.get(high, ""),
        item.anchors.get(low, ""),
        upside_down=by_goal and worse,
        lightly=goal in item.lightly_for,
        open_ended=item.type == "number",
    )
