"""A report about people who never were, to see what one looks like and to practise.

The figures were made up by hand, so that they tell what real ones tell: some came back,
some did not, most are a little better, and one figure rests.
"""

from datetime import date

from survey.measure.attrition import Absent
from survey.privacy.report import (
    Figure,
    Line,
    Measured,
    Part,
    Planned,
    Plausible,
    Report,
    Step,
)


def report() -> Report:
    """Return the made-up report."""
    flow = {"joined": 290, "kept": 255, "came": 235, "shared": 170}
    return Report(
        week=date(2026, 8, 17),
        plan=Planned(
            measure="life.mean",
            window=(9, 16),
            minimum_n=50,
            since=date(2025, 9, 1),
            digest="0" * 64,
        ),
        flow=tuple(Step(name=name, people=people) for name, people in flow.items()),
        plausible=Plausible(
            joined=45,
            meetings=70,
            heads=480,
            most_in_a_week=15,
            alike=Part(count=10, of=165, percent=5, low=3, high=11),
        ),
        measures=(_life(), _days()),
        behaviour=(),
    )


def _life() -> Measured:
    return Measured(
        name="life.mean",
        people=165,
        baseline=Figure(value=45, low=40, high=50),
        lines=(
            Line(
                first=9, last=16, weeks=13, planned=True, expected=150, came=95,
                reasons=_reasons(20, 35), before=Figure(value=45),
                change=Figure(value=10, low=5, high=15), carried=Figure(value=5),
                left=Figure(value=40),
            ),
            Line(
                first=20, last=32, weeks=26, planned=False, expected=120, came=65,
                reasons=_reasons(15, 40), before=Figure(value=45),
                change=Figure(value=15, low=5, high=20), carried=Figure(value=10),
                left=Figure(value=45),
            ),
            Line(
                first=44, last=60, weeks=52, planned=False, expected=70, came=30,
                reasons=_reasons(None, 35), before=Figure(value=45),
                change=Figure(value=15),
            ),
        ),
    )  # fmt: skip


def _days() -> Measured:
    return Measured(
        name="days.as_wanted",
        people=170,
        baseline=Figure(value=50, low=45, high=55),
        lines=(
            Line(
                first=9, last=16, weeks=13, planned=False, expected=155, came=110,
                reasons=_reasons(15, 30), before=Figure(value=50),
                change=Figure(value=10, low=5, high=20), carried=Figure(value=10),
                beyond_usual=Part(count=30, of=90, percent=35, low=24, high=44),
            ),
            Line(
                first=20, last=32, weeks=26, planned=False, expected=125, came=75,
                reasons=_reasons(15, 35), before=Figure(value=50),
                change=Figure(value=15, low=5, high=25),
            ),
            Line(
                first=44, last=60, weeks=52, planned=False, expected=70, came=35,
                reasons=_reasons(None, 30),
            ),
        ),
    )  # fmt: skip


def _reasons(away: int | None, stopped: int | None) -> tuple[Step, ...]:
    return (
        Step(name=Absent.AWAY.value, people=away),
        Step(name=Absent.STOPPED.value, people=stopped),
    )
