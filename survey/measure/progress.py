"""What a report looks at: every figure that can show progress, and every scale."""

from collections.abc import Iterator

from survey.measure.behaving import Sheet, sheets
from survey.measure.following import Measure
from survey.measure.instrument import Instrument
from survey.measure.instruments import Library
from survey.measure.scoring import reliable_points
from survey.measure.study import profile_instruments
from survey.measure.written import Polarity

RISING = {Polarity.HIGHER_BETTER: True, Polarity.HIGHER_WORSE: False}


def measures(library: Library) -> Iterator[Measure]:
    """Give each domain that can show progress, as the newest version declares it."""
    profiles = profile_instruments(library)
    for name in library.ids:
        instrument = library.current(name)
        if name in profiles or instrument.screening_only:
            continue
        for domain in instrument.domains:
            yield Measure(
                f"{instrument.id}.{domain.id}",
                _comparable(library, instrument),
                RISING.get(domain.polarity),
                reliable_points(instrument, domain),
            )


def scales(library: Library) -> Iterator[Sheet]:
    """Give an empty sheet for each scale of the newest versions."""
    for name in library.ids:
        instrument = library.current(name)
        # item by item, another version may ask something else
        yield from sheets(instrument, frozenset({instrument.version}))


def _comparable(library: Library, instrument: Instrument) -> frozenset[int]:
    return frozenset(
        each.version
        for each in library
        if each.comparability == instrument.comparability
    )
