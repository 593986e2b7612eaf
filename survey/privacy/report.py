"""The report about a programme: what is told of many people, and kept as it was told.

It is written once a quarter. Nothing in it is exact: counts go by five, figures are
percent of the range, intervals are rounded outwards. `telling` makes it, and there is
no place in here for anything about one person.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

NAME = "report"
"""What it is called among the releases of a quarter, where others have a domain."""


class Told(BaseModel):
    """Stand for something that was told: it never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Step(Told):
    """One step of the flow; `people` None: not shown."""

    name: str
    people: int | None = None


class Figure(Told):
    """A mean in percent of the range, and its interval at 95 %, rounded outwards."""

    value: int
    low: int | None = None
    high: int | None = None


class Part(Told):
    """So many of so many, both rounded; percent, and the ends of its interval."""

    count: int
    of: int
    percent: int
    low: int
    high: int


class Line(Told):
    """What is told of one window of a measure.

    `first` and `last` are weeks after the own start, `weeks` the middle. `planned` says
    that the plan named it. `reasons` say why people who could have come are not in it.
    Who came started at `before`, who did not at `left`; `carried` is the change of all
    of them together if these were still at their last score.
    """

    first: int
    last: int
    weeks: int
    planned: bool
    expected: int | None = None
    came: int | None = None
    reasons: tuple[Step, ...] = ()
    before: Figure | None = None
    change: Figure | None = None
    carried: Figure | None = None
    improved: Part | None = None
    worse: Part | None = None
    beyond_usual: Part | None = None
    left: Figure | None = None


class Measured(Told):
    """What is told of one measure: `name` is instrument.domain."""

    name: str
    people: int | None = None
    baseline: Figure | None = None
    lines: tuple[Line, ...]


class Behaves(Told):
    """What is told of one scale from two hundred people on: percents, coefficients.

    None stands for what would tell of one person, or of fewer people.
    """

    instrument: str
    scale: str
    people: int
    floor: int | None = None
    ceiling: int | None = None
    alpha: float | None = None
    retest: float | None = None
    again: int | None = None


class Plausible(Told):
    """What lets a reader judge whether the people are real.

    Joins and heads counted are those of the quarter; `most_in_a_week` is the week in
    which most people joined, `alike` who answered a long set just as somebody else did.
    """

    joined: int | None = None
    meetings: int
    heads: int
    most_in_a_week: int | None = None
    alike: Part | None = None


class Planned(Told):
    """The plan as it stood: since when, and whether results could be seen before."""

    measure: str
    window: tuple[int, int]
    minimum_n: int
    since: date
    digest: str
    too_late: bool = False
    changed: bool = False


class Report(Told):
    """Everything that is told of a programme at the end of a quarter.

    `taken_back` says that a plan stood once and none does now.
    """

    week: date
    plan: Planned | None = None
    taken_back: bool = False
    flow: tuple[Step, ...]
    plausible: Plausible
    measures: tuple[Measured, ...]
    behaviour: tuple[Behaves, ...]
