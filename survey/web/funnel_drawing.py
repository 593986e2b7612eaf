"""Sites beside each other as a funnel: what chance alone gives, never a ranking.

Drawn from eight sites on. Small sites stand far apart by chance; the funnel says how
far, and only what lies outside it is worth a question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from survey import results_of_programme
from survey.measure.statistics import Interval
from survey.results_of_programme import FunnelPoint, ProgrammeResults
from survey.web import figures_in_words
from survey.web.measures import capital
from survey.web.say import _
from survey.web.svg import dot, svg

WIDTH, HEIGHT = 300, 100
"""The units of the drawing: people across, 0 to 100 percent up."""


@dataclass(frozen=True, slots=True)
class Row:
    """One site: its share, and whether chance alone may well have made it."""

    name: str
    share: str
    where: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """Everything that a page shows of the sites beside each other."""

    name: str
    svg: Markup
    rows: tuple[Row, ...]


def of_programme(results: ProgrammeResults) -> tuple[Funnel, ...]:
    """Return one funnel for each domain in which eight sites show a share."""
    courses = results.whole.courses if results.whole else ()
    found = [
        (course.measure.title, results_of_programme.funnel(results, course.domain))
        for course in courses
    ]
    return tuple(_funnel(capital(title), points) for title, points in found if points)


def _funnel(name: str, points: Sequence[FunnelPoint]) -> Funnel:
    said = _("%(name)s: sites by how many people they have.", name=name)
    most = max(point.improved.of for point in points)
    ways = (
        ("outer", _limits(points, most, lambda point: point.limits_998)),
        ("inner", _limits(points, most, lambda point: point.limits_95)),
        ("dots", "".join(_dot(point, most) for point in points)),
    )
    drawn = svg("funnel", WIDTH, HEIGHT, said, ways)
    return Funnel(name, drawn, tuple(_row(point) for point in points))


def _limits(
    points: Sequence[FunnelPoint], most: int, pick: Callable[[FunnelPoint], Interval]
) -> str:
    low = [f"{_across(p, most)} {_up(100 * pick(p).low)}" for p in points]
    high = [f"{_across(p, most)} {_up(100 * pick(p).high)}" for p in points]
    return f"M{'L'.join(low)}M{'L'.join(high)}"


def _dot(point: FunnelPoint, most: int) -> str:
    return dot(_across(point, most), _up(_percent(point)))


def _across(point: FunnelPoint, most: int) -> int:
    return round(WIDTH * point.improved.of / most)


def _up(percent: float) -> int:
    return round(HEIGHT - percent)


def _percent(point: FunnelPoint) -> float:
    return 100 * point.improved.count / point.improved.of


def _row(point: FunnelPoint) -> Row:
    share = _percent(point) / 100
    if point.limits_95.low <= share <= point.limits_95.high:
        where = _("as chance alone would have it")
    elif point.limits_998.low <= share <= point.limits_998.high:
        where = _("further out than chance puts 19 of 20 sites: worth a question")
    else:
        where = _("further out than chance puts 998 of 1000 sites: worth a question")
    return Row(point.name, figures_in_words.part(point.improved), where)
