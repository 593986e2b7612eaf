"""What is drawn of an instrument, and which way up: its domains, scales or numbers.

Where up would be worse, a measure is turned over. A person's line carries a name of
its own, not the one that is meant for groups.
"""

from dataclasses import dataclass

from survey.measure.instrument import Instrument
from survey.measure.item import Item
from survey.measure.scale import Domain, Scale


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


def of(instrument: Instrument) -> tuple[Measure, ...]:
    """Return what is drawn of an instrument: domains, else scales, else its numbers."""
    if instrument.domains:
        return tuple(_of_domain(instrument, domain) for domain in instrument.domains)
    if instrument.scales:
        return tuple(_of_scale(scale) for scale in instrument.scales)
    numbers = (item for item in instrument.items if item.type in ("scale", "count"))
    return tuple(_of_item(item) for item in numbers)


def item_of(instrument: Instrument, item_id: str) -> Item | None:
    """Return an item by its id, if there is one."""
    return next((item for item in instrument.items if item.id == item_id), None)


def capital(words: str) -> str:
    """Return words with a capital letter in front."""
    return words[:1].upper() + words[1:]


def _of_domain(instrument: Instrument, domain: Domain) -> Measure:
    low, high = domain.range
    item = item_of(instrument, domain.source.item or "")
    ends = (item.anchors.get(low, ""), item.anchors.get(high, "")) if item else ("", "")
    bottom, top = reversed(ends) if domain.turned_over else ends
    source = domain.source.item or domain.source.scale or ""
    name = _name(instrument, domain, item)
    return Measure(name, source, low, high, top, bottom, domain.turned_over)


def _name(instrument: Instrument, domain: Domain, item: Item | None) -> str:
    """Return what the person's own line is called: their days, not people's."""
    if item is not None and item.label and not domain.turned_over:
        return capital(item.label)
    scales = (s.title for s in instrument.scales if s.id == domain.source.scale)
    return next(scales, domain.title.partition(":")[0])


def _of_scale(scale: Scale) -> Measure:
    return Measure(scale.title, scale.id, *scale.range)


def _of_item(item: Item) -> Measure:
    low, high = item.values[0], item.values[-1]
    top, bottom = item.anchors.get(high, ""), item.anchors.get(low, "")
    return Measure(capital(item.label or item.id), item.id, low, high, top, bottom)
