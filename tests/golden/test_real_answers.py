"""Rules that no shipped key needs yet, held against real answers and their own scores.

CES-D: Radloff 1977, Applied Psychological Measurement 1(3), 385-401; HELPfull (R
package mosaicData), items F1A-F1T with CES_D beside them, a blank counted as nought.
State anxiety: Spielberger 1983, items 1 to 4, ten worded the good way round; sai of
the R package psychTools, whose alpha over complete rows is .9138.
"""

from statistics import pvariance

import pytest

from survey.measure.answers import Missing
from survey.measure.instrument import from_document
from survey.measure.scoring import answered_as, figure, item_score, scores
from tests.golden.shared import rows_of
from tests.measure.shelf import document_of

LETTERS = "ABCDEFGHIJKLMNOPQRST"
TURNED = (1, 2, 5, 8, 10, 11, 15, 16, 19, 20)
FIRST_COLUMN = 3
"""Where the items begin in the file; before them stand study, occasion and person."""


def made_key(low, high, names, turned, missing):
    """Make a key with one total out of twenty items."""
    items = [
        {"id": name, "type": "scale", "min": low, "max": high}
        | ({"reverse": [low, high]} if name in turned else {})
        for name in names
    ]
    total = {
        "id": "total",
        "title": "Total",
        "items": list(names),
        "score": {"method": "sum"},
        "missing": {"rule": missing},
        "range": [low * len(names), high * len(names)],
        "polarity": "higher_worse",
    }
    head = {"id": "made-key", "comparability": "made-key/1/right now"}
    key = document_of("socrates-8") | head
    key = {k: v for k, v in key.items() if k not in {"percentile", "rc"}}
    return from_document(key | {"item": items, "scale": [total]}, "made-key.toml")


@pytest.fixture(scope="module")
def cesd():
    names = [f"f{letter.lower()}" for letter in LETTERS]
    return made_key(0, 3, names, {"fd", "fh", "fl", "fp"}, "zero")


@pytest.fixture(scope="module")
def anxiety():
    names = [f"q{number}" for number in range(1, 21)]
    return made_key(1, 4, names, {f"q{number}" for number in TURNED}, "zero")


def test_every_real_ces_d_scores_as_its_own_file_says_blanks_included(cesd):
    whole = blank = none = 0
    for row in rows_of("HELPfull.csv"):
        codes = {f"f{letter.lower()}": row[f"F1{letter}"] for letter in LETTERS}
        answers = {
            name: int(code) if code else Missing.SKIPPED for name, code in codes.items()
        }
        score = scores(cesd, answers)["total"]

        assert score == (float(row["CES_D"]) if row["CES_D"] else None)
        none += score is None
        whole += score is not None and all(codes.values())
        blank += score is not None and not all(codes.values())
    assert (whole, blank, none) == (1439, 24, 9)


def test_ten_items_turned_over_give_the_published_consistency(anxiety):
    marks = []
    for row in rows_of("psychTools_sai.csv"):
        given = list(row.values())[FIRST_COLUMN:]
        if all(mark not in {"", "NA"} for mark in given):
            answers = {
                item.id: int(float(mark))
                for item, mark in zip(anxiety.items, given, strict=True)
            }
            marks.append([figure(anxiety, name, answers) for name in answers])
            assert scores(anxiety, answers)["total"] == sum(marks[-1])
    columns = list(zip(*marks, strict=True))
    spread = sum(map(pvariance, columns)) / pvariance([sum(row) for row in marks])

    assert len(marks) == 5199
    assert len(columns) / (len(columns) - 1) * (1 - spread) == pytest.approx(
        0.9138, abs=0.00005
    )


def test_a_file_that_turned_its_items_already_is_not_turned_again(anxiety):
    for item in anxiety.items:
        back = [answered_as(item, score) for score in (1, 2, 3, 4)]

        assert [item_score(item, answer) for answer in back] == [1, 2, 3, 4]
    assert answered_as(anxiety.item("q1"), 4) == 1
    assert answered_as(anxiety.item("q1"), 5) is None
