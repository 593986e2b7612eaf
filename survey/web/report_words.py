"""The words for single figures of a report; what may not be told is "not shown"."""

from flask_babel import format_decimal

from survey.privacy.report import Figure, Line, Part
from survey.results_of_programme import Measure
from survey.web.figures_in_words import value
from survey.web.say import _

WEEKS_OF_A_MONTH = 52 / 12


def after(line: Line) -> str:
    """Return how long after the start a window lies."""
    months = round(line.weeks / WEEKS_OF_A_MONTH)
    return _("about %(months)s months", months=months) if months else _("some weeks")


def count(people: int | None) -> str:
    """Return a count as it is told: rounded to five, or not at all."""
    return _("not shown") if people is None else str(people)


def figure(found: Figure | None, measure: Measure) -> str:
    """Return a mean in the points of its questions."""
    return _("not shown") if found is None else value(measure, found.value)


def difference(found: Figure | None, measure: Measure) -> str:
    """Return a change with its sign and, if it is told, its interval."""
    if found is None:
        return _("not shown")
    told = signed(measure, found.value)
    if found.low is None or found.high is None:
        return told
    return _(
        "%(change)s (%(low)s to %(high)s)",
        change=told,
        low=signed(measure, found.low),
        high=signed(measure, found.high),
    )


def share(found: Part | None) -> str:
    """Return a share with its interval."""
    if found is None:
        return _("not shown")
    return _(
        "%(percent)s %% (%(low)s to %(high)s %%) of %(of)s",
        percent=found.percent,
        low=found.low,
        high=found.high,
        of=found.of,
    )


def percent(found: int | None) -> str:
    """Return a share without its interval."""
    return _("not shown") if found is None else _("%(percent)s %%", percent=found)


def number(found: float) -> str:
    """Return a number as the language writes it."""
    return str(format_decimal(found))


def coefficient(found: float | None) -> str:
    """Return how far a scale agrees with itself, from 0 to 1."""
    return _("not shown") if found is None else str(format_decimal(found, "0.00"))


def reasons(line: Line) -> tuple[str, ...]:
    """Return why people who could have come are not in the figures."""
    names = {
        "not_due": _("joined too lately"),
        "away": _("checked in, but not with these questions"),
        "stopped": _("not seen since"),
        "no_score": _("left too much open"),
    }
    return tuple(f"{names[r.name]}: {count(r.people)}" for r in line.reasons)


def marked(line: Line) -> str:
    """Return whether a figure is the plan's, or was looked at afterwards."""
    return _("as planned") if line.planned else _("looked at afterwards")


def signed(measure: Measure, percent: int) -> str:
    """Return a distance in the points of its questions, with its sign."""
    return str(format_decimal(round(measure.points(percent), 1), "+0.#;−0.#;0"))
