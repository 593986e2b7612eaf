"""How far a questionnaire agrees with itself: between its items, and between days."""

from collections.abc import Sequence
from math import nan
from statistics import fmean, variance

Rows = Sequence[Sequence[float]]
"""One row per person, all of one length: scores of items, or of occasions."""


def alpha(rows: Rows) -> float:
    """Give Cronbach's alpha over people who answered each item; NaN if it has none.

    Items that are worded the other way round come in turned over already.
    Source: Cronbach 1951, Psychometrika 16(3), 297-334.
    """
    items = len(rows[0]) if rows else 0
    if len(rows) < 2 or items < 2:
        return nan
    whole = variance([sum(row) for row in rows])
    parts = sum(variance(column) for column in zip(*rows, strict=True))
    return items / (items - 1) * (1 - parts / whole) if whole else nan


def retest(rows: Rows) -> float:
    """Give the intraclass correlation of single scores, absolute agreement; or NaN.

    ICC(2,1) of Shrout & Fleiss 1979, Psychological Bulletin 86(2), 420-428, which is
    ICC(A,1) of McGraw & Wong 1996, Psychological Methods 1(1), 30-46: a change that all
    people share counts against it, as Koo & Li 2016, Journal of Chiropractic
    Medicine 15(2), 155-163, advise for tests that are given again.
    """
    people, times = len(rows), len(rows[0]) if rows else 0
    if people < 2 or times < 2:
        return nan
    middle = fmean(value for row in rows for value in row)
    means = [fmean(row) for row in rows]
    turns = [fmean(column) for column in zip(*rows, strict=True)]
    between = times * sum((mean - middle) ** 2 for mean in means)
    over_time = people * sum((mean - middle) ** 2 for mean in turns)
    left = sum(
        (value - mean - turn + middle) ** 2
        for row, mean in zip(rows, means, strict=True)
        for value, turn in zip(row, turns, strict=True)
    )
    ms_people = between / (people - 1)
    ms_turns = over_time / (times - 1)
    ms_left = left / ((people - 1) * (times - 1))
    rest = (times - 1) * ms_left + times * (ms_turns - ms_left) / people
    return (ms_people - ms_left) / (ms_people + rest) if ms_people + rest else nan
