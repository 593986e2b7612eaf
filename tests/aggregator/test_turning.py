"""Rounds turn by the clock, in order, only forward, and not by a clock that leapt."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from prove.crowd import crowd
from survey import programme, release
from survey.aggregator import tools, turning
from survey.measure.rounds import add_weeks
from survey.programme import BrokenProgramme
from survey.records.tables import Round
from tests.aggregator.conftest import weeks
from tests.aggregator.looking import rows
from tests.conftest import ROOT


def states(service):
    return {row.number: row.state for row in rows(service, Round)}


def test_before_anybody_has_checked_in_there_are_no_rounds(service, decide):
    assert decide().decided == []
    assert states(service) == {}


def test_rounds_are_decided_once_and_in_order_up_to_now(service, thursday, decide):
    crowd(service, thursday.id, 1, weeks(8))

    assert [number for _, number in decide().decided] == list(range(1, 11))
    assert states(service) == {
        **dict.fromkeys(range(1, 11), "decided"),
        11: "open",
        12: "open",
    }
    assert decide().decided == []


def test_a_round_closes_a_week_after_it_and_is_decided_on_tuesday_at_six(
    service, thursday, decide, clock
):
    crowd(service, thursday.id, 1, weeks(8))
    found = {}
    for day, hour in ((8, 23), (9, 0), (10, 5), (10, 6)):
        clock.moment = datetime(2026, 11, day, hour, tzinfo=UTC)
        decide()
        found[day, hour] = states(service)[11]

    assert list(found.values()) == ["open", "closed", "closed", "decided"]


def test_each_week_lies_in_exactly_one_round(service, thursday, decide):
    crowd(service, thursday.id, 1, weeks(8))
    decide()

    spans = sorted((r.first_week, r.last_week) for r in rows(service, Round))
    assert spans[0][0].isoformat() == "2026-06-01"
    for (_, end), (start, _) in pairwise(spans):
        assert start - end == timedelta(days=7)


def test_a_clock_that_goes_back_reopens_nothing(service, thursday, decide, clock):
    crowd(service, thursday.id, 1, weeks(8))
    decide()
    before = rows(service, Round)

    clock.pass_(days=-60)
    decide()

    assert rows(service, Round) == before


def test_a_clock_that_leaps_ahead_closes_nothing(
    service, thursday, decide, clock, aggregator
):
    crowd(service, thursday.id, 1, weeks(8))
    decide()
    before = rows(service, Round)
    clock.pass_(days=36)

    ran = release.run(aggregator)

    assert ran.doubted
    assert not ran.well
    assert rows(service, Round) == before
    assert decide(clock_is_right=True).decided


def test_check_ins_bear_the_clock_out_when_only_the_aggregator_was_away(
    service, thursday, decide, clock
):
    crowd(service, thursday.id, 1, weeks(8))
    decide()
    clock.pass_(days=40)
    week = programme.everything(service)[0].week(service)
    crowd(service, thursday.id, 1, [add_weeks(week, -1)], name="later")

    assert decide().decided


def test_the_sleep_ends_when_something_falls_due(service, aggregator, clock):
    clock.moment = datetime(2026, 11, 8, 23, 58, tzinfo=UTC)
    longest = timedelta(minutes=5)

    assert release.sleep(aggregator, longest) == timedelta(minutes=2)
    clock.moment = datetime(2026, 11, 9, 0, 0, tzinfo=UTC)
    assert release.sleep(aggregator, longest) == longest


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("first_week = 2026-06-01", "first_week = 2026-06-08"),
        ("round_weeks = 2", "round_weeks = 4"),
        ('"Europe/London"', '"Europe/Dublin"'),
    ],
)
def test_rounds_that_have_begun_are_not_drawn_anew(service, thursday, decide, was, now):
    text = (ROOT / "tests/programme.toml").read_text()
    assert was in text
    crowd(service, thursday.id, 1, weeks(1))
    programme.apply(service, text + "\n", rehearsal=True)
    decide()

    with pytest.raises(BrokenProgramme, match="rounds have begun"):
        programme.apply(service, text.replace(was, now))
    programme.apply(service, text.replace("North hall", "The north hall"))


def test_the_day_of_the_last_run_is_the_aggregators_own(service, decide, keys):
    decide()

    assert (keys.aggregator / turning.LAST_RUN).read_text().strip() == "2026-11-02"
    assert tools.build(service.settings, service.store).keys.identity
