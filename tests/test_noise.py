"""Means with noise cost of a budget that nobody can overdraw."""

import math
from datetime import date

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from survey.aggregator import noisy
from survey.aggregator.gathering import Gathered
from survey.aggregator.table import Counted, Span, Subject, Table
from survey.privacy import noise
from survey.privacy.figures import noisy_from_json
from survey.privacy.steps import Step
from survey.privacy.tallying import Scale
from survey.records.queries import budget
from survey.records.tables import PrivacyBudget

QUARTER = Span("quarter", 4, 24, date(2026, 11, 16), {}, {})


def table(**people):
    """Return what lies on the table: so many people in each domain, all at 5."""
    subjects = [Subject(name, Scale(11, rising=True), name) for name in people]
    found = Table("harbour", b"secret", subjects, Gathered(), {})
    found.counted += [
        Counted(b"%d" % number, name, 5.0, Step.MIDDLE, "north", None)
        for name, count in people.items()
        for number in range(count)
    ]
    return found


def without_noise(mean, _n, _epsilon):
    return mean


def test_a_quarter_has_one_epsilon_and_not_a_thousandth_more(service):
    with service.store.write() as connection:
        assert budget.left(connection, "harbour", 1) == 1000
        assert budget.spend(connection, "harbour", 1, 600)
        assert not budget.spend(connection, "harbour", 1, 401)
        assert budget.left(connection, "harbour", 1) == 400
        assert budget.spend(connection, "harbour", 1, 400)
        assert not budget.spend(connection, "harbour", 1, 1)
        assert budget.spend(connection, "harbour", 2, 1000)


def test_the_database_itself_refuses_to_overdraw(service):
    row = {"programme_id": "harbour", "quarter": 1, "spent": 1001}

    with pytest.raises(DBAPIError), service.store.write() as connection:
        connection.execute(insert(PrivacyBudget).values(row))


def test_domains_share_the_budget_evenly():
    found = table(days=200, calm=260, life=450)

    noisy.decide(found, QUARTER, 1000, without_noise)

    assert [row["domain"] for row in found.rows] == [
        "days/noisy", "calm/noisy", "life/noisy",
    ]  # fmt: skip
    assert {noisy_from_json(row["page"]).cost for row in found.rows} == {333}
    assert found.spending == {4: 999}


def test_fewer_than_two_hundred_have_no_mean_with_noise():
    found = table(days=199, calm=200)

    noisy.decide(found, QUARTER, 1000, without_noise)

    assert [row["domain"] for row in found.rows] == ["calm/noisy"]
    assert found.spending == {4: 1000}


def test_a_spent_budget_gives_nothing():
    found = table(days=500)

    noisy.decide(found, QUARTER, 0, without_noise)

    assert (found.rows, found.spending) == ([], {})


def test_noise_is_as_wide_as_one_person_could_move_the_mean():
    assert noise.scale(200, 1.0) == pytest.approx(0.05)
    assert noise.scale(200, 0.5) == pytest.approx(0.1)
    assert math.exp(-noise.MOST_OFTEN) == pytest.approx(0.05, abs=1e-4)


def test_the_margin_says_no_more_of_how_many_than_a_count_by_five():
    pages = set()
    for count in range(200, 205):
        found = table(days=count)
        noisy.decide(found, QUARTER, 1000, without_noise)
        pages |= {row["page"] for row in found.rows}

    assert len(pages) == 1


def test_without_the_extra_it_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(noise, "find_spec", lambda _name: None)

    assert not noise.installed()
    with pytest.raises(noise.NotInstalled, match=r"tidemark\[dp\]"):
        noise.noisy(5.0, 200, 1.0)
