"""What views may know of results: the releases that speak of one group, and no more."""

from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from survey import groups, results
from survey.measure.rounds import add_weeks
from survey.results import NoSuchGroup
from tests.releases import (
    CALM,
    DAYS,
    FIRST,
    OWN,
    count,
    decide_rounds,
    own,
    page,
    place,
    release,
)


@contextmanager
def statements(service):
    """Write down every question that the database is asked meanwhile."""
    asked = []

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    event.listen(service.store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(service.store.engine, "before_cursor_execute", note)


def test_a_group_reads_what_was_decided_about_it_oldest_first(service, thursday):
    own(service, thursday)

    found = results.of_group(service, thursday.id)

    assert (found.alias, found.site) == ("thursday", "North hall")
    assert tuple(each.page for each in found.of(DAYS)) == OWN[DAYS]
    assert found.of(CALM)[0].when.first == FIRST
    assert found.newest == found.of(DAYS)[-1].when
    assert found.newest.weeks == 2
    assert not any(each.pooled for each in found.releases)


@pytest.mark.parametrize("rounds", [1, 11])
def test_one_query_is_enough_whatever_the_history(service, thursday, rounds):
    own(service, thursday, rounds)

    with statements(service) as asked:
        results.of_group(service, thursday.id)

    assert len(asked) == 1


def test_a_group_without_a_history_is_named_and_nothing_else(service, thursday):
    found = results.of_group(service, thursday.id)

    assert found.alias == "thursday"
    assert found.releases == ()
    assert found.newest is None
    assert found.participation is None
    with pytest.raises(NoSuchGroup):
        results.of_group(service, bytes(16))


def test_in_each_block_a_group_reads_the_place_it_was_placed_in(service, thursday):
    decide_rounds(service, 12)
    place(service, thursday, "pool", "round", "block")
    release(service, "pool", "north", DAYS, [page(0)] * 12)
    release(service, "group", thursday.id.hex(), DAYS, [page(3)] * 8, since=5)
    release(service, "group", thursday.id.hex(), DAYS, [page(4)], span="block", since=3)

    found = results.of_group(service, thursday.id).of(DAYS)

    bands = [(each.pooled, each.page.band, each.when.weeks) for each in found]
    assert bands[:8] == [(True, 0, 2)] * 4 + [(False, 3, 2)] * 4
    assert (False, 4, 8) in bands[8:]
    assert [each.when.first for each in found if each.when.weeks == 8] == [
        add_weeks(FIRST, 16)
    ]


def test_nobody_reads_what_is_of_another_group_or_pool(service, thursday, monday):
    decide_rounds(service, 1)
    place(service, thursday, "round")
    place(service, monday, "pool")
    release(service, "group", thursday.id.hex(), DAYS, [page(1)])
    release(service, "pool", "north", DAYS, [page(2)])
    release(service, "pool", "south", DAYS, [page(3)])
    release(service, "site", "north", DAYS, [page(4)])
    beside = groups.open_group(service, "harbour", "north", "friday")

    def bands(group):
        found = results.of_group(service, group.id).releases
        return [each.page.band for each in found]

    assert bands(thursday) == [1]
    assert bands(monday) == [3]
    assert bands(beside) == []


def test_how_many_took_part_is_the_latest_class_and_no_picture(service, thursday):
    decide_rounds(service, 12)
    place(service, thursday, "pool", "pool", "pool")
    count(service, "pool", "north", 1, '{"class":"fewer"}')
    count(service, "pool", "north", 2, '{"class":"many"}')
    count(service, "group", thursday.id.hex(), 2, '{"class":"some"}')

    found = results.of_group(service, thursday.id)

    assert found.participation.how_many == "many"
    assert found.participation.pooled
    assert found.participation.when.first == date(2026, 8, 24)
    assert found.participation.when.weeks == 12
    assert found.releases == ()
