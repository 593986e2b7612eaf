"""What a programme and its sites see: figures in words, a run chart, a table.

All three are made from the same releases, and where a picture rests there is a gap.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import format_date
from markupsafe import Markup

from survey.privacy.figures import Figures, Shown
from survey.privacy.shown import Page
from survey.results import Domain
from survey.results_of_programme import Course, Measure, Place, Released
from survey.web import figures_in_words, group_words
from survey.web.course import Course as Line
from survey.web.course import Point
from survey.web.drawing import drawing, figure
from survey.web.measures import capital
from survey.web.say import _

NOTHING = Markup()
ALL_ROUNDS = 10_000
"""A line joins any two rounds between which none rested."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was released of one round."""

    when: str
    people: str
    followed: str
    mean: str
    median: str
    improved: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a page shows of one domain of one place."""

    domain: Domain
    name: str
    sentence: str
    sentences: tuple[str, ...]
    personal: str
    svg: Markup
    top: str
    bottom: str
    first: str
    last: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def of_place(place: Place) -> tuple[Picture, ...]:
    """Return the pictures of a programme or a site."""
    return tuple(_picture(course) for course in place.courses)


def explored(place: Place, domain: str) -> tuple[Picture, dict[str, Any]] | None:
    """Return the course of one domain twice, the second time for Plotly."""
    for course in place.courses:
        if course.domain == domain and course.latest:
            return _picture(course), figure(_line(course))
    return None


def _picture(course: Course) -> Picture:
    line = _line(course)
    said = _caption(course)
    ends = [figures_in_words.value(course.measure, end) for end in (0, 100)]
    bottom, top = ends if course.measure.rising else reversed(ends)
    began = [format_date(each.when.first, "MMM y") for each in course.releases]
    return Picture(
        domain=course.domain,
        name=capital(course.measure.title),
        sentence=said,
        sentences=_sentences(course),
        personal=figures_in_words.personal(course.latest[1]) if course.latest else "",
        svg=drawing(line, said) if course.latest else NOTHING,
        top=top,
        bottom=bottom,
        first=began[0],
        last=began[-1] if len(began) > 1 else "",
        rows=tuple(_row(each, course.measure) for each in reversed(course.releases)),
        notes=_notes(course),
    )


def _caption(course: Course) -> str:
    if course.latest is None:
        return _("%(name)s: no figures yet.", name=capital(course.measure.title))
    when, found = course.latest
    return _(
        "%(name)s: a mean of about %(mean)s in %(when)s.",
        name=capital(course.measure.title),
        mean=figures_in_words.value(course.measure, found.mean),
        when=figures_in_words.weeks(when),
    )


def _sentences(course: Course) -> tuple[str, ...]:
    """Say what the newest round shows, and the newest figures there are."""
    newest = course.releases[-1]
    rests = () if isinstance(newest.shown, Figures) else (_without_figures(newest),)
    if course.latest is None:
        return rests
    when, found = course.latest
    return rests + figures_in_words.sentences(found, course.measure, when)


def _without_figures(newest: Released) -> str:
    if isinstance(newest.shown, Page):
        return _(
            "In %(when)s, %(people)s: %(where)s. More than a rough step would say too "
            "much about too few people.",
            when=figures_in_words.weeks(newest.when),
            people=group_words.people(newest.shown.n_class),
            where=group_words.bands()[newest.shown.band],
        )
    return _(
        "In %(when)s, the picture rests. It says nothing about how anyone is doing.",
        when=figures_in_words.weeks(newest.when),
    )


def _line(course: Course) -> Line:
    return Line(
        name=capital(course.measure.title),
        points=tuple(_point(each, course.measure) for each in course.releases),
        low=course.measure.low,
        high=course.measure.high,
        every=ALL_ROUNDS,
        upside_down=not course.measure.rising,
    )


def _point(each: Released, measure: Measure) -> Point:
    if not isinstance(each.shown, Figures):
        return Point(each.when.first, None)
    said = _(
        "about %(mean)s, %(n)s people",
        mean=figures_in_words.value(measure, each.shown.mean),
        n=each.shown.n,
    )
    return Point(each.when.first, measure.value(each.shown.mean), said)


def _row(each: Released, measure: Measure) -> Row:
    when = capital(figures_in_words.weeks(each.when))
    if not isinstance(each.shown, Figures):
        return Row(when, _band(each.shown), "", "", "", "")
    found = each.shown
    return Row(
        when=when,
        people=str(found.n),
        followed=figures_in_words.followed(found.followed),
        mean=figures_in_words.value(measure, found.mean),
        median=figures_in_words.value(measure, found.median),
        improved=figures_in_words.part(found.improved),
    )


def _band(shown: Shown | None) -> str:
    if isinstance(shown, Page):
        return group_words.bands()[shown.band]
    return _("rests")


def _notes(course: Course) -> tuple[str, ...]:
    if course.latest is None:
        return ()
    notes = [
        _(
            "Figures are rounded to %(percent)s %% of the range, counts of people to "
            "five.",
            percent=course.latest[1].rounding,
        )
    ]
    if not course.measure.rising:
        notes.append(_("This picture is turned over: fewer stands higher."))
    if any(each.shown is None for each in course.releases):
        notes.append(_("Where there is a gap, the picture rested."))
    return tuple(notes)
