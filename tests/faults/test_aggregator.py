"""Two aggregators at once, or one killed in the middle: never half, never twice."""

from prove import aggregating
from prove.databases import KINDS


def failing(rows):
    return [f"{row.claim}: {row.found}" for row in rows if not row.holds]


def test_two_at_once_release_what_one_would(postgres, monkeypatch) -> None:
    monkeypatch.setenv("TIDEMARK_TEST_DATABASE_URL", postgres)

    assert failing(aggregating.raced(races=1, kinds=KINDS)) == []


def test_killed_in_the_middle_it_leaves_nothing_half_done() -> None:
    assert failing(aggregating.killed(kills=3, kinds=("sqlite",))) == []
