"""What a run releases: to whom it shows something, who counts, and that it is once."""

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from prove.crowd import crowd
from survey import groups, release
from survey.aggregator import settling, tools
from survey.programme import one
from survey.records.tables import Ledger, Placement
from tests.aggregator.conftest import ROUND_7, weeks
from tests.aggregator.looking import releases, rows

DAYS = "days.as_wanted"


def pages(service, place_id, domain=DAYS, **wanted):
    found = releases(service, place_id=place_id, domain=domain, **wanted)
    return {row.number: row.page for row in found}


def test_ten_people_on_their_own_are_shown_each_round(service, thursday, decide):
    crowd(service, thursday.id, 10, weeks(8))
    decide()

    found = pages(service, thursday.id.hex(), span="round")
    assert set(found) == {7, 8, 9, 10}
    assert all(found.values())
    assert json.loads(found[7])["arrow"] is None
    assert json.loads(found[8])["arrow"] in ("up", "down", "steady")
    assert json.loads(found[7])["n"] == "10-14"


def test_four_people_are_never_shown_and_six_only_a_block(
    service, thursday, monday, decide
):
    crowd(service, thursday.id, 4, weeks(8))
    crowd(service, monday.id, 6, weeks(8))
    decide()

    assert set(pages(service, thursday.id.hex()).values()) == {""}
    assert pages(service, monday.id.hex(), span="round") == {}
    (block,) = releases(service, place_id=monday.id.hex(), span="block", domain=DAYS)
    assert (block.number, block.state) == (2, "shown")


def test_every_unit_and_domain_has_a_row_shown_or_not(service, thursday, decide):
    crowd(service, thursday.id, 10, weeks(8))
    decide()

    found = releases(service, place="group", span="round")
    assert {(row.number, row.domain) for row in found} == {
        (number, domain)
        for number in (7, 8, 9, 10)
        for domain in (DAYS, "urges.calm", "life.mean")
    }
    nothing_said = {row.state for row in found if row.domain != DAYS}
    assert nothing_said == {"not_shown"}


def test_only_a_yes_counts(service, thursday, decide):
    crowd(service, thursday.id, 7, weeks(8))
    crowd(service, thursday.id, 9, weeks(8), answer="no", name="private")
    decide()

    assert {p.unit for p in rows(service, Placement)} == {"block"}


def test_newcomers_count_after_two_rounds(service, thursday, decide):
    crowd(service, thursday.id, 10, weeks(8), joined=ROUND_7)
    decide()

    assert set(pages(service, thursday.id.hex(), span="round")) == {9, 10}


def test_two_groups_of_a_site_are_shown_together(service, thursday, decide):
    friday = groups.open_group(service, "harbour", "north", "friday")
    crowd(service, thursday.id, 6, weeks(8))
    crowd(service, friday.id, 5, weeks(8))
    decide()

    assert releases(service, place="group", span="round") == []
    assert any(pages(service, "north", place="pool").values())


def test_a_second_run_releases_nothing_again(service, thursday, decide):
    crowd(service, thursday.id, 10, weeks(8))
    decide()
    before = releases(service)

    ran = decide()

    assert (ran.decided, ran.shown, ran.not_shown) == ([], 0, 0)
    assert releases(service) == before


def test_what_comes_in_after_the_decision_changes_nothing(service, thursday, decide):
    crowd(service, thursday.id, 10, weeks(8))
    decide()
    before = releases(service)

    crowd(service, thursday.id, 10, weeks(8), name="late")
    decide()

    assert releases(service) == before


def test_the_same_comes_out_of_other_processes_to_the_byte(
    service, thursday, aggregator
):
    crowd(service, thursday.id, 9, weeks(2))

    def verdict(tool):
        with service.store.read() as connection:
            plan = one(connection, "harbour")
            return settling.settle(tool, connection, plan, 7, ())

    with ProcessPoolExecutor(2) as executor:
        there = verdict(replace(aggregator, executor=executor))
    here = verdict(aggregator)

    assert here.table.rows == there.table.rows
    assert here.table.memories == there.table.memories
    assert any(row["page"] for row in here.table.rows)


def test_a_key_that_is_missing_stops_its_programme_before_anything(
    service, thursday, aggregator, keys
):
    crowd(service, thursday.id, 10, weeks(8))
    (keys.aggregator / "evaluation-harbour-group-1").rename(keys.web / "elsewhere")

    ran = release.run(tools.reloaded(aggregator))

    assert ran.missing == ["harbour, group, epoch 1"]
    assert releases(service) == rows(service, Ledger) == rows(service, Placement) == []
