"""What a person gets back for a check-in: a sentence, then and now, a small picture."""

from dataclasses import dataclass

from survey import notes
from survey.checkin import Saved
from survey.custody import Entry
from survey.measure.answers import Answer, Missing
from survey.measure.instrument import Instrument
from survey.notes import Note
from survey.person import Person
from survey.programme import Programme
from survey.service import Service
from survey.web import trends
from survey.web.charts import Picture, picture
from survey.web.measures import capital
from survey.web.wording import in_words

NOT_THERE = (Missing.NOT_ASKED, Missing.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Line:
    """One answer then and now, in words."""

    label: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Back:
    """What one instrument gives back."""

    instrument: Instrument
    sentences: tuple[str, ...]
    lines: tuple[Line, ...]
    compared: bool
    picture: Picture | None
    open: bool
    """Whether nothing of it was answered."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The thing chosen for a week: now, the time before, and how that went."""

    now: Note | None = None
    before: Note | None = None
    done: Note | None = None


def of(
    service: Service, person: Person, plan: Programme, saved: Saved
) -> tuple[Back, ...]:
    """Return what a check-in gives back, in the order of the programme."""
    order = [entry.instrument for entry in plan.schedule]
    entries = sorted(saved.entries, key=lambda e: order.index(e.instrument.id))
    return tuple(_back(service, person, plan, saved, entry) for entry in entries)


def steps(service: Service, person: Person, plan: Programme) -> Steps:
    """Return the things chosen for a week, on a phone that may read."""
    if not person.can_read:
        return Steps()
    week = plan.week(service)
    chosen = notes.everything(service, person, "step")
    done = notes.everything(service, person, "step_done")
    return Steps(
        now=next((n for n in chosen if n.week == week), None),
        before=next((n for n in reversed(chosen) if n.week < week), None),
        done=next((n for n in done if n.week == week), None),
    )


def _back(
    service: Service, person: Person, plan: Programme, saved: Saved, entry: Entry
) -> Back:
    name = entry.instrument.id
    before = saved.before.get(name)
    return Back(
        instrument=entry.instrument,
        sentences=saved.sentences[name],
        lines=_lines(entry, before),
        compared=before is not None,
        picture=_picture(service, person, plan, name) if person.can_read else None,
        open=all(isinstance(answer, Missing) for answer in entry.answers.values()),
    )


def _picture(
    service: Service, person: Person, plan: Programme, instrument_id: str
) -> Picture | None:
    """Draw the first measure of an instrument once there are two points of it."""
    trend = trends.one(service, person, plan, instrument_id)
    if trend is None or not trend.instrument.domains:
        return None
    course = trend.courses[0]
    answered = [point for point in course.points if point.value is not None]
    return picture(course, small=True) if len(answered) > 1 else None


def _lines(entry: Entry, before: Entry | None) -> tuple[Line, ...]:
    lines = []
    for item in entry.instrument.items:
        now = entry.answers.get(item.id, Missing.NOT_ASKED)
        then: Answer = Missing.NOT_ASKED
        if before is not None:
            then = before.answers.get(item.id, Missing.NOT_ASKED)
        if now in NOT_THERE and then in NOT_THERE:
            continue
        label = capital(item.label or item.id)
        said = "" if then is Missing.NOT_ASKED else in_words(item, then)
        lines.append(Line(label, in_words(item, now), said))
    return tuple(lines)
