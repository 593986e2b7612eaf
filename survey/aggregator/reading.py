"""Read from opened answers only what a group may be shown: its domains' values.

The bytes were written and sealed by us, so they are not checked a second time; what
comes out is what `scoring.domains` says, a test holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.measure import packing, scoring
from survey.measure.instrument import Instrument
from survey.measure.scale import Domain

Values = tuple[tuple[str, float], ...]
"""Domains that have a value, each with it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Read one version of one instrument.

    `items` has, for domains that are one item, its place and the value of each answer.
    `whole` are the domains that need all answers.
    """

    instrument: Instrument
    items: tuple[tuple[str, int, Mapping[int, float]], ...]
    whole: frozenset[str]

    def values(self, plain: bytes) -> Values:
        """Return the values of packed answers; MalformedAnswers."""
        found = []
        for name, place, values in self.items:
            answer = packing.number_at(plain, place)
            if answer is not None and answer in values:
                found.append((name, values[answer]))
        if self.whole:
            answers = packing.unpack(self.instrument, plain)
            scored = scoring.domains(self.instrument, answers)
            found += [
                (name, value)
                for name, value in scored.items()
                if name in self.whole and value is not None
            ]
        return tuple(found)


def name_of(instrument: Instrument, domain: Domain) -> str:
    """Return the name under which a domain is released."""
    return f"{instrument.id}.{domain.id}"


def reader(instrument: Instrument) -> Reader | None:
    """Return how to read an instrument; None if groups are shown nothing of it."""
    domains = instrument.group_domains
    if not domains:
        return None
    places = {item.id: place for place, item in enumerate(instrument.items)}
    items = []
    for domain in domains:
        source = domain.source.item
        if source is not None:
            name, item = name_of(instrument, domain), instrument.item(source)
            values = {
                answer: value
                for answer in item.values
                if (value := scoring.domains(instrument, {source: answer})[name])
                is not None
            }
            items.append((name, places[source], values))
    whole = {name_of(instrument, d) for d in domains if d.source.item is None}
    return Reader(instrument, tuple(items), frozenset(whole))
