"""A report as a picture: where people began, where they were then, how sure that is.

Up is the better way. A ring is where those who came back had begun, a dot where they
were then; the bar is what the dot may well be. Each window has people of its own.
"""

from dataclasses import dataclass

from markupsafe import Markup

from survey.privacy.report import Figure, Measured
from survey.results_of_programme import Measure
from survey.web import report_words
from survey.web.figures_in_words import value
from survey.web.measures import capital
from survey.web.say import _
from survey.web.svg import dot, svg

COLUMN, HEIGHT = 100, 100
"""The units of the drawing: one column for the start and for each window."""
BEFORE, NOW = 38, 62
"""Where in its column a ring and a dot stand."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with what stands around it; no drawing when no figure was told."""

    name: str
    svg: Markup | None
    top: str
    bottom: str
    columns: tuple[str, ...]


def picture(found: Measured, measure: Measure) -> Picture:
    """Draw one measure: the start of everybody, then each window."""
    name = capital(measure.title)
    columns = [_("start"), *(report_words.after(line) for line in found.lines)]
    ends = [value(measure, 0), value(measure, 100)]
    bottom, top = ends if measure.rising else ends[::-1]
    drawing = _Drawing(measure.rising)
    drawing.rules(len(columns))
    if found.baseline is not None:
        middle = COLUMN // 2
        drawing.bar(middle, found.baseline)
        drawing.dot("now", middle, found.baseline.value)
    for place, line in enumerate(found.lines, start=1):
        if line.before is None or line.change is None:
            continue
        left, right = (place * COLUMN + at for at in (BEFORE, NOW))
        now = _moved(line.before.value, line.change)
        drawing.step((left, line.before.value), (right, now.value))
        drawing.bar(right, now)
        drawing.dot("before", left, line.before.value)
        drawing.dot("now", right, now.value)
    said = _("%(name)s: at the start, and later.", name=name)
    drawn = None if drawing.is_empty else drawing.svg(len(columns), said)
    return Picture(name, drawn, top, bottom, tuple(columns))


class _Drawing:
    """Lines and dots as they come."""

    def __init__(self, rising: bool) -> None:
        self.rising = rising
        self.paths: dict[str, str] = {}

    @property
    def is_empty(self) -> bool:
        """Return whether nothing but rules was drawn."""
        return self.paths.keys() <= {"grid"}

    def rules(self, columns: int) -> None:
        for height in (0, HEIGHT // 2, HEIGHT):
            self._add("grid", f"M0 {height}H{columns * COLUMN}")

    def bar(self, across: int, found: Figure) -> None:
        if found.low is not None and found.high is not None:
            self._add("bar", f"M{across} {self._up(found.low)}V{self._up(found.high)}")

    def step(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        here, there = (f"{x} {self._up(y)}" for x, y in (start, end))
        self._add("step", f"M{here}L{there}")

    def dot(self, kind: str, across: int, percent: int) -> None:
        self._add(kind, dot(across, self._up(percent)))

    def svg(self, columns: int, label: str) -> Markup:
        # a hole makes a ring of a dot
        order = ("grid", "step", "bar", "before", "hole", "now")
        ways = {**self.paths, "hole": self.paths.get("before", "")}
        paths = [(kind, ways.get(kind, "")) for kind in order]
        return svg("told", columns * COLUMN, HEIGHT, label, paths)

    def _add(self, kind: str, way: str) -> None:
        self.paths[kind] = self.paths.get(kind, "") + way

    def _up(self, percent: int) -> int:
        inside = min(max(percent, 0), HEIGHT)
        return HEIGHT - inside if self.rising else inside


def _moved(start: int, change: Figure) -> Figure:
    if change.low is None or change.high is None:
        return Figure(value=start + change.value)
    return Figure(
        value=start + change.value, low=start + change.low, high=start + change.high
    )
