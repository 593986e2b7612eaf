"""What evaluators read about tiers has the numbers of the code."""

import re
from pathlib import Path

from survey.measure.banding import FEWEST_VALUES
from survey.privacy.deidentify import LEAST_K, MOST_OUT, NAMED_FROM, WIDE_K
from survey.privacy.shape import SPANS

PAGE = (Path(__file__).parents[2] / "docs" / "evaluators.md").read_text()
DECISION = next((Path(__file__).parents[2] / "docs/decisions").glob("0009-*"))


def test_the_numbers_of_the_rules_are_those_of_the_code():
    for claim in (
        f"**{WIDE_K} people** (k; {LEAST_K} to {WIDE_K - 1} under an agreement",
        f"from {NAMED_FROM} rows on",
        "fewer than nine possible values",
        "a fifth at most",
        "12, 24, 52 and 104 weeks",
    ):
        assert claim in PAGE, claim
    assert (FEWEST_VALUES, 1 / MOST_OUT) == (9, 5)
    assert tuple(SPANS) == (12, 24, 52, 104)


def test_the_command_of_the_page_runs(tidemark, monkeypatch):
    monkeypatch.setattr("survey.forecast.PROGRAMMES", 1)
    monkeypatch.setattr("survey.forecast.SPANS", {12: SPANS[12]})
    (line,) = re.findall(r"^    tidemark (export forecast .+)$", PAGE, re.MULTILINE)

    assert tidemark(*line.split()).code == 0


def test_the_decision_that_the_page_names_is_there():
    assert f"docs/decisions/{DECISION.name}" in PAGE
