"""What a person has said over time, turned into courses that can be drawn.

Only answers to comparable questions stand on one line, and the table beside it keeps
the figures that the person gave.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from survey import checkin, notes
from survey.custody import Entry
from survey.measure.answers import Missing
from survey.measure.change import usual_range
from survey.measure.instrument import Instrument
from survey.measure.rounds import Week
from survey.measure.scoring import figure
from survey.notes import Note
from survey.person import Person
from survey.programme import Programme
from survey.service import Service
from survey.web import measures
from survey.web.course import Course, Point
from survey.web.measures import Measure
from survey.web.wording import in_words

PROFILES = ("mean", "formula")
"""Scales whose parts stand side by side as areas."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a profile: its mark now and the time before."""

    name: str
    now: float
    before: float | None
    top: float = 10
    """The best mark there is."""


@dataclass(frozen=True, slots=True)
class Trend:
    """Everything that is shown of one instrument over time."""

    instrument: Instrument
    entries: tuple[Entry, ...]
    courses: tuple[Course, ...]
    profile: tuple[Area, ...]

    @property
    def latest(self) -> Entry:
        """Return the newest response."""
        return self.entries[-1]


def everything(service: Service, person: Person, plan: Programme) -> tuple[Trend, ...]:
    """Return the trend of each instrument answered, in the order of the programme."""
    told = checkin.history(service, person)
    goals = notes.everything(service, person, "goal")
    order = [entry.instrument for entry in plan.schedule]
    names = sorted({e.instrument.id for e in told}, key=lambda name: _rank(name, order))
    return tuple(
        _trend([e for e in told if e.instrument.id == name], goals, plan)
        for name in names
    )


def one(
    service: Service, person: Person, plan: Programme, instrument_id: str
) -> Trend | None:
    """Return the trend of one instrument, if it was ever answered."""
    told = checkin.history(service, person, instrument_id)
    if not told:
        return None
    return _trend(told, notes.everything(service, person, "goal"), plan)


def goal_turns(goals: Sequence[Note]) -> tuple[Week, ...]:
    """Return the weeks from which another goal held than before."""
    return tuple(after.week for was, after in pairwise(goals) if was.text != after.text)


def answers(trend: Trend) -> tuple[tuple[Week, tuple[tuple[str, str], ...]], ...]:
    """Return every answer in words, by week, newest first."""
    return tuple((entry.week, _said(entry)) for entry in reversed(trend.entries))


def _said(entry: Entry) -> tuple[tuple[str, str], ...]:
    asked = (
        (item, entry.answers.get(item.id, Missing.NOT_ASKED))
        for item in entry.instrument.items
    )
    return tuple(
        (measures.capital(item.label or item.id), in_words(item, answer))
        for item, answer in asked
        if answer is not Missing.NOT_ASKED
    )


def _trend(told: Sequence[Entry], goals: Sequence[Note], plan: Programme) -> Trend:
    instrument = told[-1].instrument
    alike = tuple(
        e for e in told if e.instrument.comparability == instrument.comparability
    )
    weekly = {entry.week: entry for entry in alike}
    by_goal = any(item.polarity_by_goal for item in instrument.items)
    return Trend(
        instrument=instrument,
        entries=alike,
        courses=tuple(
            _course(
                measure,
                tuple(weekly.values()),
                goal_turns(goals) if by_goal else (),
                _every(plan, instrument.id),
            )
            for measure in measures.of(instrument, goals[-1].text if goals else None)
            if any(_was_asked(measure, entry) for entry in weekly.values())
        ),
        profile=_profile(instrument, alike),
    )


def _course(
    measure: Measure, entries: Sequence[Entry], turns: tuple[Week, ...], every: int
) -> Course:
    points = tuple(_point(measure, entry) for entry in entries)
    since = max((turn for turn in turns), default=None)
    values = [
        point.value
        for point in points
        if point.value is not None and (since is None or point.week >= since)
    ]
    return Course(
        name=measure.name,
        points=points,
        low=measure.low,
        high=max([measure.high, *values]) if measure.open_ended else measure.high,
        top=measure.top,
        bottom=measure.bottom,
        turns=turns,
        usual=usual_range(values),
        every=every,
        upside_down=measure.upside_down,
        lightly=measure.lightly,
    )


def _was_asked(measure: Measure, entry: Entry) -> bool:
    """Say whether a measure was asked about at all: a short set leaves items out."""
    item = measures.item_of(entry.instrument, measure.source)
    if item is None:
        return True
    return entry.answers.get(item.id, Missing.NOT_ASKED) is not Missing.NOT_ASKED


def _point(measure: Measure, entry: Entry) -> Point:
    value = figure(entry.instrument, measure.source, entry.answers)
    item = measures.item_of(entry.instrument, measure.source)
    said = in_words(item, entry.answers.get(item.id, Missing.NOT_ASKED)) if item else ""
    if value is not None and measure.turned:
        value = measure.low + measure.high - value
    return Point(entry.week, value, said)


def _profile(instrument: Instrument, entries: Sequence[Entry]) -> tuple[Area, ...]:
    """Return the areas of an instrument, best first: items of a mean, or scales."""
    areas = []
    for name, label, top in _members(instrument):
        then = figure(instrument, name, entries[-2].answers) if entries[1:] else None
        now = figure(instrument, name, entries[-1].answers)
        if now is not None:
            areas.append(Area(measures.capital(label), now, then, top))
    return tuple(sorted(areas, key=lambda area: -area.now))


def _members(instrument: Instrument) -> Iterable[tuple[str, str, float]]:
    """Give id, label and best mark of each area that stands beside others."""
    if instrument.any_order:
        return
    tops = {item.id: (item.label or item.id, 10.0) for item in instrument.items}
    tops |= {scale.id: (scale.title, scale.range[1]) for scale in instrument.scales}
    for scale in instrument.scales:
        if scale.score.method in PROFILES and instrument.kind == "own":
            yield from ((name, *tops[name]) for name in scale.parts)


def _every(plan: Programme, instrument_id: str) -> int:
    entry = next((e for e in plan.schedule if e.instrument == instrument_id), None)
    if entry is not None and entry.beside is not None:
        return _every(plan, entry.beside)
    return entry.every if entry is not None and entry.every else 1


def _rank(name: str, order: Iterable[str]) -> tuple[int, str]:
    known = list(order)
    return (known.index(name) if name in known else len(known), name)
