"""A course as a picture: SVG drawn here, or data for Plotly; both without colours."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import format_decimal
from markupsafe import Markup

from survey.web.course import Course, Point, in_words
from survey.web.svg import dot, svg

WIDTH, HEIGHT = 300, 100
"""The units of the drawing."""
FEW = 16
"""Up to so many points each has a dot of its own."""
MOST_TICKS = 4
"""How many weeks are named under the interactive chart on a phone."""


def drawing(course: Course, label: str, *, small: bool = False) -> Markup:
    """Return the line as SVG; its words and figures stand around it in the page."""
    paths = [("grid", _rules(small))]
    if course.usual and not small:
        paths.insert(0, ("usual", _band(course)))
    paths += [("turn", _upright(course, week)) for week in course.turned]
    runs = _runs(course)
    paths.append(("line", "".join(_line(run) for run in runs if len(run) > 1)))
    every = [spot for run in runs for spot in run]
    alone = [run[0] for run in runs if len(run) == 1]
    paths.append(("dots", _dots(every if len(every) <= FEW else alone)))
    paths.append(("now", _dots(every[-1:])))
    kind = "trend light" if course.lightly else "trend"
    return svg(kind, WIDTH, HEIGHT, label, paths)


def figure(course: Course) -> dict[str, Any]:
    """Return the same course for Plotly, without colours: the page has its own."""
    points = [point for run in _weeks_and_gaps(course) for point in run]
    shapes: list[dict[str, Any]] = [
        {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper"}
        for day in (week.isoformat() for week in course.turned)
    ]
    if course.usual:
        low, high = (
            course.within(course.usual.low),
            course.within(course.usual.high),
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
        "text": [_hover(point) for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "meta": {"lightly": course.lightly},
    }
    room = (course.high - course.low) * 0.05
    ends = [course.low - room, course.high + room]
    layout = {
        "margin": {"l": 44, "r": 16, "t": 16, "b": 44},
        "showlegend": False,
        "dragmode": "pan",
        "xaxis": {"type": "date", **_ticks(course)},
        "yaxis": {
            "range": ends[::-1] if course.upside_down else ends,
            "fixedrange": True,
        },
        "shapes": shapes,
    }
    return {"data": [trace], "layout": layout}


def _hover(point: Point) -> str:
    return f"{in_words(point.week)}: {point.said or format_decimal(point.height)}"


def _ticks(course: Course) -> dict[str, list[str]]:
    """Name a few weeks in the language of the page, which Plotly does not speak."""
    weeks = [point.week for point in course.points]
    some = weeks[:: max(1, -(-len(weeks) // MOST_TICKS))]
    return {
        "tickvals": [week.isoformat() for week in some],
        "ticktext": [in_words(week) for week in some],
    }


def _weeks_and_gaps(course: Course) -> list[list[Point]]:
    """Part the points into lines, an empty point between two that are not joined."""
    lines = course.lines()
    ends = [[Point(line[-1].week, None)] for line in lines]
    return [piece for pair in zip(lines, ends, strict=True) for piece in pair][:-1]


def _runs(course: Course) -> list[list[tuple[int, int]]]:
    return [
        [(_across(course, point.week), _up(course, point.height)) for point in line]
        for line in course.lines()
    ]


def _across(course: Course, week: date) -> int:
    first, last = course.points[0].week, course.points[-1].week
    span = (last - first).days
    return round(WIDTH * (week - first).days / span) if span else WIDTH // 2


def _up(course: Course, value: float) -> int:
    share = (course.within(value) - course.low) / (course.high - course.low)
    return round(HEIGHT * (share if course.upside_down else 1 - share))


def _rules(small: bool) -> str:
    heights = (0, HEIGHT) if small else (0, HEIGHT // 2, HEIGHT)
    return "".join(f"M0 {height}H{WIDTH}" for height in heights)


def _band(course: Course) -> str:
    if course.usual is None:
        return ""
    low, high = _up(course, course.usual.low), _up(course, course.usual.high)
    return f"M0 {high}H{WIDTH}V{low}H0Z"


def _upright(course: Course, week: date) -> str:
    return f"M{_across(course, week)} 0V{HEIGHT}"


def _line(run: Sequence[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in run)


def _dots(spots: Sequence[tuple[int, int]]) -> str:
    return "".join(dot(x, y) for x, y in spots)
