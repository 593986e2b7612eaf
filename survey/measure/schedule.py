"""What is due for one person in one week.

It knows weeks and nothing else: no answers, no clock, no person. A week that was
missed is never asked for again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from survey.measure.rounds import AWAY_WEEKS, Week, add_weeks, weeks_between

Kind = Literal["first", "weekly", "comeback", "nothing"]
Done = Mapping[str, Sequence[Week]]
"""Instrument id to the weeks in which it was answered."""

OFFERED_WEEKS = 2
"""In how many weeks a set that is asked once is offered before it is let go."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Schedule one instrument: every so many weeks, from `offset` weeks on.

    In place of that it is asked `beside` another one, or once, after so many weeks
    with a check-in.
    """

    instrument: str
    every: int = 0
    offset: int = 0
    short: tuple[str, ...] | None = None
    after_goal_change: bool = False
    beside: str | None = None
    after_check_ins: int | None = None

    @property
    def weekly(self) -> bool:
        """Say whether it belongs to each week."""
        return self.every == 1

    @property
    def long(self) -> bool:
        """Say whether it is a set of which a week holds one at most.

        What follows the goal is a little set of its own and fits beside one.
        """
        return self.every > 1 and not self.after_goal_change


@dataclass(frozen=True, slots=True)
class Part:
    """Ask one instrument, or only some of its items."""

    instrument_id: str
    only: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Hold what is due, in the order to ask it."""

    parts: tuple[Part, ...]
    kind: Kind


def due(
    entries: Sequence[Entry],
    joined: Week,
    done: Done,
    now: Week,
    goal_changed: Week | None = None,
) -> Due:
    """Find what is due in the week `now` for somebody who joined in `joined`."""
    past = [week for weeks in done.values() for week in weeks if week < now]
    begun = any(now in weeks for weeks in done.values())
    away = bool(past) and weeks_between(max(past), now) >= AWAY_WEEKS
    short = _short(entries)
    if short and not begun and (away or not past):
        return Due(short, "comeback" if away else "first")
    if short and away:
        # Whoever comes back gets the short set and nothing on top in that week.
        return Due((), "nothing")
    by_week = [entry for entry in entries if entry.every]
    wanted = [e for e in by_week if _is_due(e, joined, done, now, goal_changed)]
    held = any(entry.long and now in _weeks(entry, done) for entry in entries)
    long = [entry for entry in wanted if entry.long and not held]
    if short and not past:
        # The first week holds the short set and the little one, and no more.
        long = []
    long.sort(key=lambda entry: _due_since(entry, joined, done))
    little = [entry for entry in wanted if not entry.weekly and not entry.long]
    weekly = [entry for entry in wanted if entry.weekly]
    if weekly and not long:
        # A weekly sitting stays small: the little set is offered after it.
        little = []
    chosen = [*weekly, *long[:1], *little] or _once(entries, done, now)
    parts = tuple(Part(entry.instrument) for entry in _with_beside(chosen, entries))
    return Due(parts, "weekly" if parts else "nothing")


def _once(entries: Sequence[Entry], done: Done, now: Week) -> list[Entry]:
    """Find what is asked once: alone, when all else of the week is answered."""
    weeks = {week for answered in done.values() for week in answered}
    return [
        entry
        for entry in entries
        if entry.after_check_ins is not None
        and now in weeks
        and not _weeks(entry, done)
        and entry.after_check_ins <= len(weeks) < entry.after_check_ins + OFFERED_WEEKS
    ][:1]


def _with_beside(chosen: Sequence[Entry], entries: Sequence[Entry]) -> list[Entry]:
    """Add to each instrument what is asked beside it."""
    return [
        entry
        for one in chosen
        for entry in (one, *(e for e in entries if e.beside == one.instrument))
    ]


def _short(entries: Sequence[Entry]) -> tuple[Part, ...]:
    short = tuple(Part(e.instrument, e.short) for e in entries if e.short)
    return short or tuple(Part(e.instrument) for e in entries if e.weekly)


def _is_due(
    entry: Entry, joined: Week, done: Done, now: Week, goal_changed: Week | None
) -> bool:
    weeks = _weeks(entry, done)
    if entry.weekly:
        return now not in weeks and weeks_between(joined, now) >= entry.offset
    if entry.after_goal_change and goal_changed is not None and goal_changed <= now:
        return not any(week >= goal_changed for week in weeks) or (
            _due_since(entry, joined, done) <= now
        )
    return _due_since(entry, joined, done) <= now


def _due_since(entry: Entry, joined: Week, done: Done) -> Week:
    """Find the first scheduled week after the last answer."""
    start = add_weeks(joined, entry.offset)
    weeks = _weeks(entry, done)
    if not weeks:
        return start
    passed = weeks_between(start, max(weeks)) // entry.every + 1
    return add_weeks(start, max(0, passed) * entry.every)


def _weeks(entry: Entry, done: Done) -> Sequence[Week]:
    return done.get(entry.instrument, ())
