"""SOCRATES 8 scores as published, written from the source and not from our key.

Source of items and deciles: Miller & Tonigan 1996, Psychology of Addictive Behaviors
10(2), 81-89, scoring sheet of version 8. Source of the real answers and their scores:
HELPfull (R package mosaicData), items R1A-R1S with RAW_* and DEC_* beside them.
"""

import math

import pytest

from survey.measure.answers import Missing, pack, unpack
from survey.measure.scoring import decile, scores
from tests.golden.shared import rows_of
from tests.measure.shelf import shipped

KEY = shipped("socrates-8")
ITEMS = {
    "recognition": (1, 3, 7, 10, 12, 15, 17),
    "ambivalence": (2, 6, 11, 16),
    "taking_steps": (4, 5, 8, 9, 13, 14, 18, 19),
}
DECILES = {
    "recognition": {26: 10, 27: 20, 29: 30, 31: 40, 33: 50, 34: 60, 35: 70},
    "ambivalence": {
        8: 10, 9: 20, 12: 30, 14: 40, 15: 50, 16: 60, 17: 70, 18: 80, 19: 90
    },
    "taking_steps": {
        25: 10, 29: 20, 30: 30, 32: 40, 33: 50, 34: 60, 36: 70, 37: 80, 39: 90
    },
}  # fmt: skip
COLUMNS = {
    "recognition": ("RAW_RE", "DEC_RE"),
    "ambivalence": ("RAW_AM", "DEC_AM"),
    "taking_steps": ("RAW_TS", "DEC_TS"),
}


@pytest.fixture(scope="module")
def real_rows():
    rows = rows_of("HELPfull.csv")
    assert len(rows) == 1472
    return rows


def answers_of(row):
    codes = (row[f"R1{letter}"] for letter in "ABCDEFGHIJKLMNOPQRS")
    return {
        f"q{number}": int(code) if code else Missing.SKIPPED
        for number, code in enumerate(codes, start=1)
    }


@pytest.mark.parametrize("scale", ITEMS)
def test_each_item_adds_to_its_own_subscale_alone(scale):
    for number in range(1, 20):
        flat = {f"q{n}": 1 for n in range(1, 20)}

        one_raised = scores(KEY, {**flat, f"q{number}": 5})

        expected = len(ITEMS[scale]) + (4 if number in ITEMS[scale] else 0)
        assert one_raised[scale] == expected


@pytest.mark.parametrize(
    ("code", "expected"), [(1, (7, 4, 8)), (5, (35, 20, 40)), (3, (21, 12, 24))]
)
def test_the_ends_of_the_scales_are_the_published_ones(code, expected):
    same = {f"q{n}": code for n in range(1, 20)}

    assert tuple(scores(KEY, same).values()) == expected


@pytest.mark.parametrize("scale", ITEMS)
def test_one_blank_takes_the_score_of_its_subscale_and_no_other(scale):
    answers = {f"q{n}": 3 for n in range(1, 20)}
    answers[f"q{ITEMS[scale][0]}"] = Missing.SKIPPED

    scored = scores(KEY, answers)

    assert scored.pop(scale) is None
    assert None not in scored.values()


@pytest.mark.parametrize("scale", DECILES)
def test_published_decile_limits_hold(scale):
    for score, rank in DECILES[scale].items():
        assert decile(KEY, scale, score) == rank
    assert decile(KEY, scale, None) is None
    assert decile(KEY, scale, 41) is None


@pytest.mark.parametrize("scale", ITEMS)
def test_every_real_row_scores_as_its_own_file_says(scale, real_rows):
    raw, rank = COLUMNS[scale]
    compared = 0
    for row in real_rows:
        answers = unpack(KEY, pack(KEY, answers_of(row)))
        if any(answers[f"q{n}"] is Missing.SKIPPED for n in ITEMS[scale]):
            continue
        score = scores(KEY, answers)[scale]

        assert score == float(row[raw])
        assert decile(KEY, scale, score) == int(row[rank])
        compared += 1
    assert compared == 1460


def test_1456_real_rows_have_all_nineteen_items(real_rows):
    complete = [r for r in real_rows if Missing.SKIPPED not in answers_of(r).values()]

    assert len(complete) == 1456


@pytest.mark.parametrize("block", KEY.rc, ids=lambda block: block.scale)
def test_reliable_change_follows_from_its_own_figures(block):
    # Jacobson & Truax 1991, J Consult Clin Psychol 59(1), 12-19.
    spread = block.sd * math.sqrt(2) * math.sqrt(1 - block.r)

    assert block.points == pytest.approx(1.96 * spread, abs=0.005)
    assert block.ci == 95
