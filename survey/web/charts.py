"""A person's own course over the weeks: a picture, a sentence, a table, one source.

Up is the better way, a gap is a gap, another goal starts another line. The picture is
drawn here as SVG, so that it needs no JavaScript and no other host.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from markupsafe import Markup, escape

from survey.measure.change import UsualRange

WIDTH, HEIGHT = 300, 100
"""The units of the drawing; the page stretches it to any size."""
FEW = 16
"""Up to so many points each has a dot of its own."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Point:
    """What one week says; `value` is None where a set was done without an answer."""

    week: date
    value: float | None
    said: str = ""
    """How the table shows it: the person's own figure, before any turning over."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """One measure over time, in the direction in which up is better.

    `turns` are the weeks from which another goal holds. A week that is not there was
    not answered: the line does not cross it where `every` weeks were expected.
    """

    name: str
    points: tuple[Point, ...]
    low: float = 0
    high: float = 10
    top: str = ""
    bottom: str = ""
    turns: tuple[date, ...] = ()
    usual: UsualRange | None = None
    every: int = 1


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
    return Picture(
        name=course.name,
        sentence=said,
        svg=drawing(course, said, small=small),
        rows=tuple(_row(point) for point in reversed(course.points)),
        top=_end(course.high, course.top),
        bottom=_end(course.low, course.bottom),
        first=_day(weeks[0]) if weeks else "",
        last=_day(weeks[-1]) if len(weeks) > 1 else "",
        notes=() if small else _notes(course),
    )


def sentence(course: Course) -> str:
    """Return what the picture shows, in words: now, and against where this line began."""
    line = [p for p in _since_turn(course) if p.value is not None]
    if not line:
        return _("%(name)s: nothing to show yet.", name=course.name)
    now, first = line[-1], line[0]
    words = {"name": course.name, "now": _figure(now.value), "day": _day(first.week)}
    if len(line) == 1:
        return _("%(name)s: %(now)s. This is where your line begins.", **words)
    words["first"] = _figure(first.value)
    change = _value(now) - _value(first)
    if change > 0:
        return _("%(name)s: now %(now)s, up from %(first)s on %(day)s.", **words)
    if change < 0:
        return _("%(name)s: now %(now)s, down from %(first)s on %(day)s.", **words)
    return _("%(name)s: now %(now)s, the same as on %(day)s.", **words)


def drawing(course: Course, label: str, *, small: bool = False) -> Markup:
    """Return the line as SVG; its words and figures stand around it in the page."""
    paths = [_path("grid", _rules(small))]
    if course.usual and not small:
        paths.insert(0, _path("usual", _band(course)))
    paths += [_path("turn", _upright(course, week)) for week in course.turns]
    runs = _runs(course)
    paths.append(_path("line", "".join(_line(run) for run in runs if len(run) > 1)))
    every = [spot for run in runs for spot in run]
    alone = [run[0] for run in runs if len(run) == 1]
    paths.append(_path("dots", _dots(every if len(every) <= FEW else alone)))
    paths.append(_path("now", _dots(every[-1:])))
    return Markup(
        f'<svg class="trend" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'preserveAspectRatio="none" aria-label="{escape(label)}">{"".join(paths)}</svg>'
    )  # noqa: S704  # the label is escaped, the rest is numbers


def figure(course: Course) -> dict[str, Any]:
    """Return the same course for Plotly, without colours: the page has its own."""
    points = [point for run in _weeks_and_gaps(course) for point in run]
    shapes: list[dict[str, Any]] = [
        {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper"}
        for day in (week.isoformat() for week in course.turns)
    ]
    if course.usual:
        low, high = (
            _within(course, course.usual.low),
            _within(course, course.usual.high),
        )
        shapes.insert(0, {
            "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": high,
            "layer": "below", "line": {"width": 0},
        })  # fmt: skip
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": course.name,
        "x": [point.week.isoformat() for point in points],
        "y": [point.value for point in points],
        "text": [point.said or _figure(point.value) for point in points],
        "hovertemplate": "%{x|%-d.%-m.%Y}: %{text}<extra></extra>",
        "connectgaps": False,
    }
    room = (course.high - course.low) * 0.05
    layout = {
        "margin": {"l": 44, "r": 16, "t": 16, "b": 44},
        "showlegend": False,
        "dragmode": "pan",
        "xaxis": {"type": "date", "tickformat": "%-d.%-m."},
        "yaxis": {"range": [course.low - room, course.high + room], "fixedrange": True},
        "shapes": shapes,
    }
    return {"data": [trace], "layout": layout}


def _since_turn(course: Course) -> list[Point]:
    started = [turn for turn in course.turns if turn <= course.points[-1].week]
    since = max(started) if started else date.min
    return [point for point in course.points if point.week >= since]


def _weeks_and_gaps(course: Course) -> list[list[Point]]:
    """Part the points into lines, an empty point between two that are not joined."""
    lines = _parted(course)
    ends = [[Point(line[-1].week, None)] for line in lines]
    return [piece for pair in zip(lines, ends, strict=True) for piece in pair][:-1]


def _parted(course: Course) -> list[list[Point]]:
    """Part the answered points where a week is missing or another goal begins."""
    answered = [point for point in course.points if point.value is not None]
    lines = [answered[:1]] if answered else []
    unanswered = [point.week for point in course.points if point.value is None]
    for before, point in pairwise(answered):
        apart = (point.week - before.week).days > WEEK * course.every
        turned = any(before.week < turn <= point.week for turn in course.turns)
        silent = any(before.week < week < point.week for week in unanswered)
        if apart or turned or silent:
            lines.append([point])
        else:
            lines[-1].append(point)
    return lines


def _runs(course: Course) -> list[list[tuple[int, int]]]:
    return [
        [(_across(course, point.week), _up(course, _value(point))) for point in line]
        for line in _parted(course)
    ]


def _across(course: Course, week: date) -> int:
    first, last = course.points[0].week, course.points[-1].week
    span = (last - first).days
    return round(WIDTH * (week - first).days / span) if span else WIDTH // 2


def _up(course: Course, value: float) -> int:
    share = (_within(course, value) - course.low) / (course.high - course.low)
    return round(HEIGHT * (1 - share))


def _within(course: Course, value: float) -> float:
    return min(max(value, course.low), course.high)


def _value(point: Point) -> float:
    return 0.0 if point.value is None else point.value


def _path(kind: str, way: str) -> str:
    return f'<path class="{kind}" d="{way}"/>' if way else ""


def _rules(small: bool) -> str:
    heights = (0, HEIGHT) if small else (0, HEIGHT // 2, HEIGHT)
    return "".join(f"M0 {height}H{WIDTH}" for height in heights)


def _band(course: Course) -> str:
    if course.usual is None:
        return ""
    low, high = _up(course, course.usual.low), _up(course, course.usual.high)
    return f"M0 {high}H{WIDTH}V{low}H0Z"


def _upright(course: Course, week: date) -> str:
    if not course.points[0].week < week <= course.points[-1].week:
        return ""
    return f"M{_across(course, week)} 0V{HEIGHT}"


def _line(run: Sequence[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in run)


def _dots(spots: Sequence[tuple[int, int]]) -> str:
    # a line without length, with a round end: a dot that stays round when stretched
    return "".join(f"M{x} {y}h0" for x, y in spots)


def _row(point: Point) -> TableRow:
    said = point.said or (
        _("no answer") if point.value is None else _figure(point.value)
    )
    return TableRow(_day(point.week), said, point.note)


def _notes(course: Course) -> tuple[str, ...]:
    notes = []
    if course.usual:
        notes.append(_("The shaded band holds your usual ups and downs."))
    if any(_upright(course, week) for week in course.turns):
        notes.append(_("A dotted line: from here on you had another goal."))
    return tuple(notes)


def _end(value: float, words: str) -> str:
    return f"{_figure(value)} {words}".strip()


def _figure(value: float | None) -> str:
    return "" if value is None else str(format_decimal(round(value, 1)))


def _day(week: date) -> str:
    return str(format_date(week, "d MMM"))
