"""What was put right, put away or kept to oneself counts in no release.

Asked of what the aggregator gathers: nothing else of an answer reaches a picture.
"""

from functools import partial

import pytest

from prove.crowd import live, sharing
from survey import custody
from survey.aggregator import quarantine
from survey.aggregator.gathering import gather
from survey.measure.answer import Missing
from survey.measure.rounds import add_weeks
from survey.programme import one
from survey.records.tables import EvaluationSeal, Response
from tests.aggregator.conftest import ROUND_7
from tests.aggregator.looking import rows

DAYS = "days.as_wanted"
WEEKS = (ROUND_7, add_weeks(ROUND_7, 1))
"""Both of one round."""


@pytest.fixture
def database_url(tmp_path, migrated_sqlite):
    """Give SQLite alone: what counts does not depend on the database."""
    path = tmp_path / "tidemark.sqlite"
    path.write_bytes(migrated_sqlite)
    return f"sqlite:///{path}"


@pytest.fixture
def somebody(service):
    return sharing(service, b"w" * 16, add_weeks(ROUND_7, -12))


@pytest.fixture
def says(service, somebody, thursday):
    def write(week, **answers):
        """Let somebody check in; return the id of what they said."""
        known = {row.id for row in rows(service, Response)}
        live(service, somebody, thursday.id, [(week, answers)])
        (new,) = {row.id for row in rows(service, Response)} - known
        return new

    return write


@pytest.fixture
def counted(service, aggregator, thursday):
    def values(domain=DAYS):
        """Return what counts of the round."""
        with service.store.read() as connection:
            plan = one(connection, "harbour")
            found = gather(aggregator, connection, plan, (WEEKS[0], WEEKS[1]))
        assert found.refused == []
        return list(found.of(7, thursday.id, domain).values())

    return values


def went(days):
    return {"as_wanted": days, "any": 1}


def test_an_answer_that_was_put_right_counts_no_more(says, counted, monkeypatch):
    says(WEEKS[0], days=went(2))
    wrong = says(WEEKS[1], days=went(7))
    assert counted() == [pytest.approx(10.0)]

    # the seals of the wrong one are still there, as if nobody had dropped them
    right = partial(custody.seal_response, supersedes=wrong)
    monkeypatch.setattr(custody, "seal_response", right)
    says(WEEKS[1], days=went(Missing.RATHER_NOT_SAY))

    assert counted() == [pytest.approx(10 * 2 / 7)]


def test_an_answer_that_was_put_away_counts_no_more(service, says, counted, clock):
    says(WEEKS[0], days=went(2))
    bad = says(WEEKS[1], days=went(7))

    quarantine.put_away(service.store, clock, bad)

    assert counted() == [pytest.approx(10 * 2 / 7)]


def test_what_is_kept_to_oneself_has_no_seal_to_be_counted_by(service, says, counted):
    kept = {"kept": 1, "safe": 3, "warning": 0, "upkeep": 2}

    alone = says(WEEKS[0], home=kept | {"share": 0})
    assert rows(service, EvaluationSeal) == []

    shared = says(WEEKS[1], home=kept | {"share": 1})
    assert {row.response_id for row in rows(service, EvaluationSeal)} == {shared}
    assert alone != shared
    assert counted("home.safe") == []
