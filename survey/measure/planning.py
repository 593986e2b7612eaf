"""Whether instruments may be asked as a programme plans it.

A plan is refused with every reason at once; nothing here changes a plan.
"""

from collections.abc import Collection, Iterator, Sequence

from survey.measure.instrument import Instrument
from survey.measure.instruments import Library
from survey.measure.schedule import Entry

DAYS_A_WEEK = 7


def misplanned(entries: Sequence[Entry], library: Library) -> tuple[str, ...]:
    """List what is wrong with a schedule, each with the number of its entry."""
    by_week = {entry.instrument for entry in entries if entry.every}
    return tuple(
        f"schedule {number}: {reason}"
        for number, entry in enumerate(entries, start=1)
        for reason in (*_alone(entry, by_week), *_reasons(entry, library))
    )


def _alone(entry: Entry, by_week: Collection[str]) -> Iterator[str]:
    if entry.beside is not None and entry.beside not in by_week:
        yield f"{entry.beside} is not asked every so many weeks, so nothing is beside"


def _reasons(entry: Entry, library: Library) -> Iterator[str]:
    name = entry.instrument
    if name not in library:
        yield f"no instrument {name!r} among {', '.join(library.ids)}"
        return
    instrument = library.current(name)
    yield from _unfit(entry, instrument)
    items = {item.id for item in instrument.items}
    for item in entry.short or ():
        if item not in items:
            yield f"{name} has no item {item!r}"


def _unfit(entry: Entry, instrument: Instrument) -> Iterator[str]:
    name = entry.instrument
    if instrument.importable_only:
        yield (
            f"{name} has no wording, so it can be read in from a file but nobody can "
            "be asked"
        )
    if instrument.screening_only:
        yield (
            f"{name} looks back over {instrument.recall}: it is for screening, and "
            "asking it again shows no progress"
        )
    days = entry.every * DAYS_A_WEEK
    if 0 < days < instrument.min_interval_days:
        yield (
            f"{name} needs {instrument.min_interval_days} days between two answers, "
            f"and every = {entry.every} gives {days}"
        )
