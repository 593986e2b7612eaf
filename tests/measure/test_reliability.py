"""Agreement of a questionnaire with itself equals what was printed."""

from math import isnan

import pytest

from survey.measure.reliability import alpha, retest
from tests.golden.shared import rows_of

JUDGED = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]
"""Four judges of six. Source: Shrout & Fleiss 1979, Psychol Bull 86, table 2."""

TURNED = (1, 2, 5, 8, 10, 11, 15, 16, 19, 20)
"""Items of the state anxiety inventory that are worded the good way round."""


def anxiety(study=None):
    """Give the items of each whole sheet as (study, time, person), scores."""
    for row in rows_of("psychTools_sai.csv"):
        named = {name: mark for name, mark in row.items() if name != "rownames"}
        head, marks = list(named.values())[:3], list(named.values())[3:]
        if not {"", "NA"} & set(marks) and study in {None, head[0]}:
            scores = [float(mark) for mark in marks]
            yield (
                tuple(head),
                [5 - s if at in TURNED else s for at, s in enumerate(scores, start=1)],
            )


def test_four_judges_agree_as_printed():
    # printed as .29
    assert retest(JUDGED) == pytest.approx(0.2898, abs=5e-5)


def test_a_shift_that_all_share_counts_against_agreement():
    first = [1.0, 2.0, 3.0, 4.0, 5.0]

    assert retest([(x, x) for x in first]) == pytest.approx(1)
    assert retest([(x, x + 2) for x in first]) < 0.6


def test_twenty_items_of_anxiety_hang_together_as_printed():
    rows = [scores for _, scores in anxiety()]

    assert len(rows) == 5199
    assert alpha(rows) == pytest.approx(0.9138, abs=5e-5)


@pytest.mark.parametrize("rows", [[], [[1.0, 2.0]], [[1.0], [2.0]], [[1, 1], [1, 1]]])
def test_what_cannot_be_known_is_no_number(rows):
    assert isnan(alpha(rows))
    assert isnan(retest(rows))
