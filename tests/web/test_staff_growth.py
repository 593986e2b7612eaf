"""How sites grow, and where help is needed: groups and heads, and nobody in them."""

import re
from datetime import date

import pytest
from flask import Flask

from survey import evidence, groups, meetings, needs
from survey.evidence import Quarter
from survey.groups import OpenGroup
from survey.records.queries import tree
from survey.service import Service
from survey.staff import Role, Staff
from tests import releases
from tests.cast import FakeClock, enrol
from tests.web.desk import desk, visit
from tests.web.test_programmes import SOME
from tests.web.walk import Walk

HERE = "/staff/growth"


def change(service: Service, group: OpenGroup, **values: object) -> None:
    with service.store.write() as connection:
        tree.change_group(connection, group.id, **values)


def lacks(service: Service, *found: OpenGroup) -> dict[str, tuple[str, ...]]:
    now = [groups.named(service, "harbour", group.alias) for group in found]
    done = evidence.of(service, now).groups
    return {each.group.alias: each.needs for each in needs.of(service, done)}


@pytest.fixture
def two(service: Service, thursday: OpenGroup) -> Staff:
    """Let Fay and Gus hold Thursday's group; return Fay."""
    visit(service, Role.FACILITATOR, "harbour/thursday", "Gus")
    return visit(service, Role.FACILITATOR, "harbour/thursday", "Fay")


def test_a_group_in_order_lacks_nothing_and_a_closed_one_neither(
    service: Service, two: Staff, thursday: OpenGroup, monday: OpenGroup
) -> None:
    groups.close_group(service, "harbour", "monday")

    assert lacks(service, thursday, monday) == {}


@pytest.mark.parametrize(
    ("values", "need"),
    [
        ({"joins_left": 51}, None),
        ({"joins_left": 50}, "code nearly used"),
        ({"joins_left": 0}, "code over"),
        ({"last_day": date(2026, 11, 1)}, "code over"),
        ({"last_day": date(2026, 11, 23)}, "code ends soon"),
        ({"last_day": date(2026, 11, 24)}, None),
        ({"paused_since": date(2026, 10, 1)}, "paused"),
        ({"paused_since": date(2026, 10, 1), "joins_left": 0}, "paused"),
    ],
)
def test_what_a_group_lacks(
    service: Service, two: Staff, thursday: OpenGroup, values, need: str | None
) -> None:
    change(service, thursday, **values)

    assert lacks(service, thursday) == ({"thursday": (need,)} if need else {})


def test_a_group_held_by_one_or_by_nobody_lacks_another(
    service: Service, monday: OpenGroup
) -> None:
    assert lacks(service, monday) == {"monday": ("held by nobody",)}
    visit(service, Role.FACILITATOR, "harbour/monday", "Gus")
    assert lacks(service, monday) == {"monday": ("held by one",)}


def test_four_quiet_weeks_are_told_of_a_group_that_is_older(
    service: Service, clock: FakeClock, two: Staff, thursday: OpenGroup
) -> None:
    clock.pass_(days=34)
    assert lacks(service, thursday) == {}
    clock.pass_(days=1)
    assert lacks(service, thursday) == {"thursday": ("no meeting",)}

    meetings.record(service, two, thursday, date(2026, 12, 7), 0)
    assert lacks(service, thursday) == {}


def test_growth_is_told_by_the_quarters_of_the_year(
    service: Service, clock: FakeClock, two: Staff, thursday, monday
) -> None:
    meetings.record(service, two, thursday, date(2026, 11, 2), 11)
    clock.pass_(weeks=10)
    groups.close_group(service, "harbour", "monday")
    meetings.record(service, two, thursday, date(2027, 1, 11), 9)

    assert evidence.of(service, [thursday, monday]).quarters == (
        Quarter(date(2026, 10, 1), date(2026, 12, 31), 2, 1, 11),
        Quarter(date(2027, 1, 1), date(2027, 1, 11), 1, 1, 9),
    )


def test_a_group_closed_in_one_quarter_and_open_again_in_the_next_counts_as_it_was(
    service: Service, clock: FakeClock, thursday: OpenGroup
) -> None:
    groups.close_group(service, "harbour", "thursday")
    clock.pass_(weeks=10)
    groups.reopen_group(service, "harbour", "thursday")

    told = evidence.of(service, [groups.named(service, "harbour", "thursday")])
    assert [quarter.groups for quarter in told.quarters] == [0, 1]


def test_who_organises_three_towns_sees_them_on_one_page(
    app: Flask, service: Service, thursday: OpenGroup, monday: OpenGroup
) -> None:
    desk(app, service, Role.ORGANISER, "harbour/north", "Olu")
    olu = desk(app, service, Role.ORGANISER, "harbour/south", "Olu")
    olu.open("/staff").follow("How it grows, and where help is needed")

    assert olu.says("North hall")
    assert olu.says("South hall")
    olu.follow("monday")
    assert olu.path == "/staff/groups/harbour/monday"
    assert olu.status == 200


def test_an_organiser_reads_of_the_own_site_alone_as_it_was_released(
    olu: Walk, service: Service, monday: OpenGroup
) -> None:
    releases.decide_rounds(service, 6)
    for place in ("north", "south"):
        releases.release(service, "site", place, releases.DAYS, [SOME])
    releases.count(service, "site", "north", 1, '{"class":"some"}')
    releases.count(service, "site", "south", 1, '{"class":"many"}')
    olu.open(HERE)

    assert olu.says("10 to 19 people checked in")
    assert olu.says("about 60 people answered: 55 % of the 110")
    assert not olu.says("20 people or more")
    assert not olu.says("monday")
    assert not olu.says("South hall")


def test_an_evaluator_counts_groups_and_meets_no_name(
    app: Flask, service: Service, two: Staff, thursday: OpenGroup, monday: OpenGroup
) -> None:
    releases.decide_rounds(service, 6)
    releases.count(service, "programme", "harbour", 1, '{"class":"many"}')
    eve = desk(app, service, Role.EVALUATOR, "harbour", "Eve").open(HERE)

    assert eve.says("Held by nobody: 1")
    assert eve.says("20 people or more checked in")
    for name in ("monday", "thursday", "Fay", "Gus", thursday.join_code):
        assert not eve.says(name)
    assert not re.search(r"/staff/groups/", eve.page.html)


def test_the_page_is_the_same_before_and_after_somebody_joins(
    olu: Walk, service: Service, thursday: OpenGroup
) -> None:
    before = olu.open(HERE).page.text
    enrol(service, thursday.join_code)

    assert olu.open(HERE).page.text == before
