"""A small export: Ana answers three times and Ben twice, in every way one can."""

from datetime import date

from survey.interop.package import About, Agreement, Planned, Stage
from survey.measure.answers import Missing, Outside
from survey.measure.codebook import variables
from survey.measure.study import Occasion, Record, Variable
from tests.measure.shelf import recorded, shipped

ABOUT_ME, DAYS, URGES, CORE = map(shipped, ("about-me", "days", "urges", "core-10"))
INSTRUMENTS = (ABOUT_ME, DAYS, URGES, CORE)
VARIABLES = variables(INSTRUMENTS, "study")

ABOUT = About(
    export="ab12cd34ef56",
    tier="study",
    as_of="the third quarter of 2026",
    instruments=INSTRUMENTS,
    programme="Harbour",
    flow=(Stage("joined", 40), Stage("about 3 months (weeks 9 to 16)", None)),
    left_out=(Stage("a row that failed its check", 5),),
    plan=Planned("urges.calm", 9, 16, 30, "own baseline", date(2026, 1, 5), "9f86d081"),
    agreement=Agreement("Eve", "an evaluation", date(2027, 3, 1), 1),
    delete_by=date(2027, 3, 1),
)


def occasion(instrument, week, **answers):
    return Occasion(
        instrument.id, instrument.version, week, recorded(instrument, answers)
    )


def urges(week, strongest, **more):
    return occasion(URGES, week, days=3, strongest=strongest, **more)


ANA = Record(
    "12e45678" * 4,
    {f"about-me.{key}": value for key, value in recorded(ABOUT_ME, {"age": 3}).items()},
    (
        urges(0, 9, hard=Outside("did_not_try"), helped=(1, 4)),
        occasion(DAYS, 0, as_wanted=2, any=Missing.SKIPPED),
        urges(2, 7, hard=Missing.RATHER_NOT_SAY),
        urges(4, 5),
        occasion(CORE, 4, **{f"q{number}": 1 for number in range(1, 10)}),
    ),
)
BEN = Record("b" * 32, {}, (urges(0, 10), occasion(CORE, 30, q1=4)))

PLAIN = (
    Variable(name="about_age", key="about.age", label="Age", low=1, high=6),
    Variable(
        name="tide_height",
        key="height",
        label="How high the tide’s mark was, “0” to 10",
        instrument="tide",
        versions=frozenset({1}),
        low=0,
        high=10,
        labels={0: "Ebb", 10: 'It\'s "flood"'},
        outside={"moon": "No moon"},
        figure=True,
    ),
    Variable(
        name="tide_score",
        key="score.total",
        label="Score",
        instrument="tide",
        versions=frozenset({1}),
        whole=False,
        low=0,
        high=1000,
        figure=True,
    ),
)
"""Columns that no instrument of the house can change."""


def tide(week, height, score):
    return Occasion("tide", 1, week, {"height": height, "score.total": score})


PLAIN_RECORDS = (
    Record("0" * 32, {"about.age": 6}, (tide(0, 10, 152), tide(3, 0, -0.000001))),
    Record("1" * 32, {}, (tide(0, Outside("moon"), 1 / 3), tide(60, 7, 1000))),
    Record("2" * 32, {"about.age": Missing.SKIPPED}, ()),
)
