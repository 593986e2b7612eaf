"""Once a quarter a programme is told about itself, from study seals and for good."""

import json
from datetime import date

import pytest
from sqlalchemy import delete, func, select

from prove.crowd import crowd
from survey import aggregator_keys, programme
from survey.aggregator import reporting
from survey.aggregator.building import Built
from survey.measure.rounds import Week, add_weeks
from survey.privacy.report import NAME, Report
from survey.records.queries import reporting as rows
from survey.records.queries import trail
from survey.records.tables import EvaluationSeal, Release
from tests.conftest import ROOT

BEGUN = Week(date(2026, 4, 6))
MONTHS_LATER = add_weeks(BEGUN, 13)
PLAN = """
[evaluation]
measure = "days.as_wanted"
window = [9, 16]
minimum_n = 20
comparison = "own baseline"
"""


def better(number, turn):
    """Say that days go better: each person by two, and people differ."""
    return {"days": {"as_wanted": 1 + number % 4 + 2 * turn, "any": 1}}


@pytest.fixture
def many(service, thursday):
    """Let forty people share for the study, half of whom come back."""
    first = crowd(
        service, thursday.id, 20, (BEGUN, MONTHS_LATER), better,
        joined=BEGUN, name="stays", purpose="study",
    )  # fmt: skip
    gone = crowd(
        service, thursday.id, 20, (BEGUN,), better,
        joined=BEGUN, name="goes", purpose="study",
    )  # fmt: skip
    return first + gone


def told_of(aggregator):
    """Write what is due; return it, and see that nothing waits for an operator."""
    built = Built()
    reporting.run(aggregator, built)
    assert built.well
    return built.made


def report(service):
    with service.store.read() as connection:
        row = rows.newest(connection, "harbour", NAME)
    return Report.model_validate_json(row.page)


def days(found):
    return next(each for each in found.measures if each.name == "days.as_wanted")


def test_a_quarter_that_is_decided_is_told_of_once(service, many, aggregator, decide):
    assert told_of(aggregator) == []
    decide()

    assert told_of(aggregator) == ["report of harbour, quarter 1"]

    found = report(service)
    assert [(step.name, step.people) for step in found.flow] == [
        ("joined", 40), ("kept", 40), ("came", 40), ("shared", 40),
    ]  # fmt: skip
    line = days(found).lines[0]
    assert (line.expected, line.came) == (40, 20)
    assert [(why.name, why.people) for why in line.reasons] == [("stopped", 20)]
    assert line.change is None
    assert days(found).baseline is not None
    assert told_of(aggregator) == []


def test_what_was_told_stands_in_the_trail(service, many, aggregator, decide):
    decide()
    told_of(aggregator)

    with service.store.read() as connection:
        events = [
            json.loads(row.content) for row in trail.of_kinds(connection, ["release"])
        ]

    (told,) = [each for each in events if each["domain"] == NAME]
    assert Report.model_validate_json(told["page"]) == report(service)


def test_a_plan_that_came_after_its_results_says_so(service, many, aggregator, decide):
    text = (ROOT / "tests/programme.toml").read_text()
    programme.apply(service, text + PLAN)
    decide()
    told_of(aggregator)

    found = report(service)

    assert found.plan.too_late
    assert found.plan.since == service.clock.now().date()
    planned = [line.planned for line in days(found).lines]
    assert planned == [True, False, False]


def test_a_plan_that_was_taken_back_is_not_passed_over(
    service, many, aggregator, decide
):
    text = (ROOT / "tests/programme.toml").read_text()
    programme.apply(service, text + PLAN)
    programme.apply(service, text)
    decide()
    told_of(aggregator)

    assert (report(service).plan, report(service).taken_back) == (None, True)


def test_only_keys_of_the_study_are_taken_and_only_its_seals_are_opened(
    service, many, aggregator, decide, monkeypatch
):
    decide()
    taken, loading = [], aggregator_keys.load

    def load(folder, passphrase=None, *, purposes=()):
        taken.append(tuple(purposes))
        return loading(folder, passphrase, purposes=purposes)

    monkeypatch.setattr(aggregator_keys, "load", load)
    with service.store.write() as connection:
        connection.execute(
            delete(EvaluationSeal).where(EvaluationSeal.purpose == "study")
        )

    told_of(aggregator)

    assert taken == [("study",)]
    assert report(service).measures == ()


def test_whoever_says_no_meanwhile_stops_the_report(
    service, many, aggregator, decide, monkeypatch
):
    decide()
    answers, asked = [], reporting.sealed.consenting

    def then_nobody(*arguments):
        answers.append(asked(*arguments) if len(answers) % 2 == 0 else set())
        return answers[-1]

    monkeypatch.setattr(reporting.sealed, "consenting", then_nobody)

    assert told_of(aggregator) == []
    with service.store.read() as connection:
        count = select(func.count()).where(Release.domain == NAME)
        assert connection.execute(count).scalar_one() == 0
