"""Short words that the golden tables are written in."""

from tests.golden.gold import Scale

WORSE, BETTER, NEITHER = "higher_worse", "higher_better", "neutral"
YEAR, MONTH, FORTNIGHT, WEEK = (
    "last 12 months",
    "last 4 weeks",
    "last 2 weeks",
    "last 7 days",
)
NOW, QUARTER = "right now", "last 3 months"

HOW_OFTEN = {
    "LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA18938-3": 2, "LA6571-9": 3
}  # fmt: skip
"""The LOINC answers of PHQ and GAD; two codes are in use for the third."""


def q(first, last):
    return [f"q{number}" for number in range(first, last + 1)]


def alike(last, low, high):
    return dict.fromkeys(q(1, last), range(low, high + 1))


def cut(at, low=0):
    return ((low, "below"), (at, "at_or_above"))


def total(last, low, high, better, **more):
    return {"total": Scale(q(1, last), (low, high), better, **more)}


def fall(high, low=0):
    """A domain on which the lowest score stands highest."""
    return ("total", low, high, True)


def rise(high, low=0):
    return ("total", low, high, False)
