"""A person's own course over the weeks: a picture, a sentence, a table, one source.

Up is the better way, a gap is a gap, another goal starts another line. The picture is
drawn here as SVG, so that it needs no JavaScript and no other host.
"""

from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from survey.web.course import Course, Point, in_words
from survey.web.drawing import drawing


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the table beside a picture."""

    week: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a template shows of a course."""

    name: str
    sentence: str
    svg: Markup
    rows: tuple[TableRow, ...]
    top: str
    bottom: str
    first: str
    last: str
    notes: tuple[str, ...]


def picture(course: Course, *, small: bool = False) -> Picture:
    """Return a course as a sentence, a drawing and a table."""
    said = sentence(course)
    weeks = [point.week for point in course.points]
    ends = [_end(course.low, course.bottom), _end(course.high, course.top)]
    bottom, top = reversed(ends) if course.upside_down else ends
    return Picture(
        name=course.name,
        sentence=said,
        svg=drawing(course, said, small=small),
        rows=tuple(_row(point) for point in reversed(course.points)),
        top=top,
        bottom=bottom,
        first=in_words(weeks[0]) if weeks else "",
        last=in_words(weeks[-1]) if len(weeks) > 1 else "",
        notes=() if small else _notes(course),
    )


def sentence(course: Course) -> str:
    """Return what the picture shows, in words: now, and where this line began."""
    line = course.since_turn()
    if not line:
        return str(_("%(name)s: nothing to show yet.", name=course.name))
    now, first = line[-1], line[0]
    change = now.height - first.height
    words = {
        "name": course.name,
        "now": _figure(now.value),
        "first": _figure(first.value),
        "day": in_words(first.week),
    }
    if len(line) == 1:
        said = _("%(name)s: %(now)s. This is where your line begins.", **words)
    elif change > 0:
        said = _("%(name)s: now %(now)s, up from %(first)s on %(day)s.", **words)
    elif change < 0:
        said = _("%(name)s: now %(now)s, down from %(first)s on %(day)s.", **words)
    else:
        said = _("%(name)s: now %(now)s, the same as on %(day)s.", **words)
    return str(said)


def _row(point: Point) -> TableRow:
    said = point.said or (
        _("no answer") if point.value is None else _figure(point.value)
    )
    return TableRow(in_words(point.week), said, point.note)


def _notes(course: Course) -> tuple[str, ...]:
    notes = []
    if course.upside_down:
        notes.append(_("This picture is turned over: fewer stands higher."))
    if course.usual:
        notes.append(_("The shaded band holds your usual ups and downs."))
    if course.turned:
        notes.append(_("A dotted line: from here on you had another goal."))
    return tuple(notes)


def _end(value: float, words: str) -> str:
    return f"{_figure(value)} {words}".strip()


def _figure(value: float | None) -> str:
    return "" if value is None else str(format_decimal(round(value, 1)))
