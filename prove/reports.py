"""Published changes of real people, found again: by figures and by a whole report."""

from collections import Counter
from statistics import stdev

from bench.attacks import reported
from prove import help_study
from prove.table import Row
from survey.measure.arithmetic import error_of_difference, smallest_reliable_change
from survey.measure.attrition import Absent, sensitivity
from survey.measure.change import Change, reliable, usual_range
from survey.measure.following import Following, Person, Window
from survey.measure.instruments import assemble
from survey.measure.progress import measures
from survey.measure.scoring import STEPS
from survey.privacy.report import Figure, Line, Measured
from survey.privacy.telling import LEFT, START, measured, withstanding
from tests.golden.shared import rows_of

TWO_YEARS = Window(96, 112, 104)
CES_D = 60
"""Points of its range."""
CROWDS, PEOPLE = 6, 50


def published() -> list[Row]:
    """Find the worked examples of the sources again."""
    found: dict[str, dict[str, float]] = {}
    for row in rows_of("jacobson_1989.csv"):
        found.setdefault(row["subject"], {})[row["time"]] = float(row["das"])
    pairs = [(scores["pre"], scores["post"]) for scores in found.values()]
    sd = stdev([first for first, _ in pairs])
    points = smallest_reliable_change(sd, 0.88, 95)
    fell = Counter(reliable(a, b, points, rising=True) for a, b in pairs)
    usual = usual_range([10, 50, 40, 30], fewest=4)
    assert usual is not None
    return [
        _row(
            "Jacobson and Truax, 30 couples: S_diff; better, same, worse",
            "5.793; 19, 10, 1",
            f"{error_of_difference(sd, 0.88):.3f}; "
            + ", ".join(str(fell[way]) for way in Change),
        ),
        _row(
            "XmR of 10, 50, 40, 30: centre and limits",
            "32.5, 85.7, -20.7",
            f"{usual.centre:.1f}, {usual.high:.1f}, {usual.low:.1f}",
        ),
    ]


def of_real_people() -> list[Row]:
    """Follow the 470 people of the HELP study as a report does, and tell of them."""
    following = _followed()
    courses = [(each.start, each.last(0), each.entries[0]) for each in following.people]
    both = sensitivity(courses, 2)
    points = following.measure.points
    assert both is not None
    assert points is not None
    ways = Counter(
        reliable(start, now, points, rising=False)
        for start, _, now in courses
        if not isinstance(now, Absent)
    )
    scale = CES_D / STEPS
    exact = "; ".join(
        f"{found.change.mean * scale:.1f} (n = {found.change.n})"
        for found in (both.completers, both.carried_forward)
    )
    told = measured(following, TWO_YEARS.span)
    assert told is not None
    return [
        _row(
            "CES-D over two years: those who came; all, carried forward",
            "-12.0 (n = 272); -9.2 (n = 470)",
            exact,
        ),
        _row(
            "reliably better, same, worse by 11.63 points",
            "124, 135, 13",
            ", ".join(str(ways[way]) for way in Change),
        ),
        _told(told),
    ]


def attacked() -> list[Row]:
    """Let who knows all the others try each value of a person against a whole page.

    Intervals are drawn anew for every try, as the aggregator would have drawn them.
    """
    fewest, tried = STEPS + 1, 0
    for seed in range(CROWDS):
        following = reported.crowd(PEOPLE, seed)
        page = withstanding(following)
        for turn in range(0, PEOPLE, PEOPLE // 5):
            for at in (START, 0, 1, 2):
                left = reported.possible(page, following, turn, at)
                fewest, tried = min(fewest, left), tried + 1
    return [
        Row(
            f"values left of eleven, {CROWDS} reports on {PEOPLE} people",
            f"{LEFT} or more",
            f"{fewest} or more in {tried} tries",
            fewest >= LEFT,
        )
    ]


def _followed() -> Following:
    """Give the people as records, who begin with the study and are all of them due."""
    (measure,) = measures(assemble([help_study.CES_D]))
    following = Following(measure, (TWO_YEARS,))
    for record in help_study.records():
        following.take(Person(record, 2 * 104))
    return following


def _told(told: Measured) -> Row:
    """Say what the report tells of them: rounded, and nothing that lies far off."""
    (line,) = told.lines
    found = f"{line.came} of {line.expected}: {_points(line.change)}"
    near = line.change is not None and abs(line.change.value * CES_D / 100 + 12) <= 3
    return Row(
        "what the report tells of it",
        "270 of 470, within 3 points of -12.0",
        found + _standings(line),
        (line.came, line.expected) == (270, 470) and near,
    )


def _points(figure: Figure | None) -> str:
    if figure is None:
        return "rests"
    ends = [figure.value, figure.low, figure.high]
    told = ["rests" if end is None else f"{end * CES_D / 100:.0f}" for end in ends]
    return f"{told[0]} ({told[1]} to {told[2]})"


def _standings(line: Line) -> str:
    return "".join(
        f"; {name} {part.count} of {part.of}"
        for name, part in (("better", line.improved), ("worse", line.worse))
        if part is not None
    )


def _row(claim: str, wanted: str, found: str) -> Row:
    return Row(claim, wanted, found, wanted == found)
