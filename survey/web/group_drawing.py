"""The course of a group as a picture: five steps, up is better, a rest is a gap.

SVG drawn here or data for Plotly; the colours belong to the page. Nothing finer than
the number of a band goes into either.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from survey.measure.rounds import Week, add_weeks, weeks_between
from survey.results import Release
from survey.web import group_words
from survey.web.course import in_words
from survey.web.svg import svg

WIDTH, STEP, BANDS = 300, 20, 5
"""The units of the drawing: how wide it is, how high one of its five steps."""
GAP = 1
"""What is left free around a step, in the same units."""
FEWEST_WEEKS = 16
"""A course begins with so many weeks of room, so that one release fills no picture."""
FAINT = "rgba(128,128,128,.35)"
"""What can be seen, and no more, on a light page and on a dark one."""
DAY = 24 * 3600 * 1000
"""Milliseconds, as Plotly counts a width on an axis of days."""


def begins(releases: Sequence[Release]) -> Week:
    """Return the week at which the picture of these releases begins."""
    room = add_weeks(releases[-1].when.last, 1 - FEWEST_WEEKS)
    return min(releases[0].when.first, room)


def drawing(releases: Sequence[Release], label: str) -> Markup:
    """Return the course as SVG; its words stand around it in the page."""
    newest = releases[-1:] if releases[-1].page else ()
    past = releases[:-1] if newest else releases
    paths = (
        ("here", "".join(_row(each) for each in newest)),
        ("grid", "".join(f"M0 {n * STEP}H{WIDTH}" for n in range(BANDS + 1))),
        ("past", "".join(_step(releases, each) for each in past)),
        ("newest", "".join(_step(releases, each) for each in newest)),
        ("turn", "".join(_upright(releases, week) for week in turns(releases))),
    )
    return svg("ladder", WIDTH, BANDS * STEP, label, paths)


def figure(releases: Sequence[Release]) -> dict[str, Any]:
    """Return the same course for Plotly, without colours: the page has its own."""
    shown = [each for each in releases if each.page]
    layout = {
        "margin": {"l": 8, "r": 28, "t": 16, "b": 44},
        "bargap": 0,
        "showlegend": False,
        "dragmode": "pan",
        "xaxis": {"type": "date", "showgrid": False, "tickangle": 0, **_ticks(shown)},
        "yaxis": {
            "range": [0, BANDS],
            "fixedrange": True,
            "automargin": True,
            "showgrid": False,
            "tickvals": [band + 0.5 for band in range(BANDS)],
            "ticktext": list(group_words.bands()),
            "minor": {
                "tickvals": list(range(BANDS + 1)),
                "showgrid": True,
                "gridcolor": FAINT,
            },
        },
        "shapes": [
            {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper"}
            for day in (week.isoformat() for week in turns(releases))
        ],
    }
    traces = [_bars(shown[:-1], opacity=0.5), _bars(shown[-1:], opacity=1)]
    return {"data": traces, "layout": layout}


def turns(releases: Sequence[Release]) -> tuple[Week, ...]:
    """Return the weeks from which a picture speaks of other people than before."""
    return tuple(
        after.when.first
        for before, after in pairwise(releases)
        if before.pooled != after.pooled
    )


def _bars(releases: Sequence[Release], opacity: float) -> dict[str, Any]:
    found = [(each, each.page.band) for each in releases if each.page]
    names = group_words.bands()
    return {
        "type": "bar",
        "x": [each.when.first.isoformat() for each, _ in found],
        "offset": 0,
        "width": [(each.when.weeks * 7 - 1) * DAY for each, _ in found],
        "base": [band for _, band in found],
        "y": [1 for _ in found],
        "text": [f"{in_words(each.when.first)}: {names[band]}" for each, band in found],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "opacity": opacity,
    }


def _step(releases: Sequence[Release], each: Release) -> str:
    if each.page is None:
        return ""
    left = _across(releases, each.when.first)
    right = _across(releases, add_weeks(each.when.last, 1))
    top = (BANDS - 1 - each.page.band) * STEP + GAP
    return f"M{left} {top}H{right - GAP}V{top + STEP - 2 * GAP}H{left}Z"


def _row(each: Release) -> str:
    """Return the whole step on which the group stands now."""
    if each.page is None:
        return ""
    return f"M0 {(BANDS - 1 - each.page.band) * STEP}H{WIDTH}v{STEP}H0Z"


def _upright(releases: Sequence[Release], week: Week) -> str:
    return f"M{_across(releases, week)} 0V{BANDS * STEP}"


def _across(releases: Sequence[Release], week: Week) -> int:
    start = begins(releases)
    whole = weeks_between(start, releases[-1].when.last) + 1
    return round(WIDTH * weeks_between(start, week) / whole)


def _ticks(shown: Sequence[Release]) -> dict[str, list[str]]:
    """Name the first week and the last, in the language of the page."""
    ends = dict.fromkeys((shown[0].when.first, shown[-1].when.first))
    return {
        "tickvals": [week.isoformat() for week in ends],
        "ticktext": [in_words(week) for week in ends],
    }
