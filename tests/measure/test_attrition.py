"""Who did not come back is counted, and how much that may matter is shown beside."""

import pytest

from survey.measure.attrition import Absent, apart, returned, sensitivity
from tests.golden.shared import rows_of

MONTHS = ("0", "6", "12", "18", "24")


@pytest.fixture(scope="module")
def help_study():
    """Give the course of each of 470 people through five interviews: CES-D."""
    people = {}
    for row in rows_of("HELPfull.csv"):
        if row["CES_D"] not in {"", "NA"}:
            people.setdefault(row["ID"], {})[row["TIME"]] = float(row["CES_D"])
    return [
        [found.get(month, Absent.AWAY) for month in MONTHS] for found in people.values()
    ]


def test_completers_and_carried_forward_stand_beside_each_other(help_study):
    # Source: HELPfull (mosaicData): 32.860 at the start; worked out beside it in R
    found = sensitivity(help_study, 4)

    assert (found.completers.change.n, found.carried_forward.change.n) == (272, 470)
    assert found.completers.change.mean == pytest.approx(-12.0, abs=0.05)
    assert found.carried_forward.change.mean == pytest.approx(-9.2, abs=0.05)


def test_each_interview_counts_who_came(help_study):
    # Source: HELPfull, cases with CES-D at 6, 12, 18 and 24 months
    found = returned(help_study)

    assert [line.came for line in found] == [254, 214, 253, 272]
    assert {line.expected for line in found} == {470}
    assert found[0].reasons == {Absent.AWAY: 470 - 254}


def test_who_joined_too_lately_is_not_missed():
    courses = [
        (3.0, 5.0, Absent.NOT_DUE),
        (3.0, Absent.NO_SCORE, Absent.STOPPED),
        (Absent.NO_SCORE, 4.0, 4.0),
    ]

    soon, late = returned(courses)

    assert (soon.expected, soon.came, soon.reasons) == (2, 1, {Absent.NO_SCORE: 1})
    assert (late.expected, late.came) == (1, 0)
    assert late.reasons == {Absent.NOT_DUE: 1, Absent.STOPPED: 1}
    assert sensitivity(courses, 2) is None
    assert sensitivity(courses, 1).carried_forward.change.n == 2


def test_those_who_left_are_held_against_those_who_stayed():
    stayed, left = [4.0, 6.0, 8.0], [1.0, 3.0, 5.0]

    found = apart(stayed, left)

    # three points over a spread of two
    assert found.difference == pytest.approx(1.5)
    assert apart(stayed, []) is None
