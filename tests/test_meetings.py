"""That a group met, and what can be shown of the work without one answer."""

from dataclasses import asdict, replace
from datetime import date

import pytest

from survey import evidence, groups, links, meetings, staff
from survey.groups import GroupClosed
from survey.meetings import HeadsOutOfRange, TooLateToTakeBack, WrongWeek
from survey.records.queries import tree
from survey.staff import Role
from tests.test_staff import acts

THIS, LAST = date(2026, 11, 2), date(2026, 10, 26)


@pytest.fixture
def fay(service, thursday):
    link = links.make(service, Role.FACILITATOR, "harbour/thursday", "Fay")
    return staff.resume(service, links.enter(service, link.token))


@pytest.fixture
def held(service, fay, thursday):
    """Give a way to record a meeting of Thursday's group."""

    def record(heads, week=THIS):
        return meetings.record(service, fay, thursday, week, heads)

    return record


def lately(service, *found):
    return {
        meeting.week: (meeting.heads, meeting.fresh)
        for both in meetings.lately(service, found).values()
        for meeting in both
        if meeting.heads is not None
    }


def test_a_meeting_is_recorded_with_its_heads(service, held, fay, thursday, monday):
    assert held(11) is None
    assert held(0, LAST) is None

    assert lately(service, thursday, monday) == {THIS: (11, True), LAST: (0, True)}
    kind, act = acts(service)[-2]
    assert kind == "meeting.recorded"
    assert act == {
        "at": "2026-11-02T10:00Z",
        "by": fay.id.hex(),
        "programme": "harbour",
        "group": "thursday",
        "week": "2026-11-02",
        "heads": 11,
    }


def test_a_second_record_of_a_week_replaces_the_first_and_says_so(
    service, held, thursday
):
    held(11)

    assert held(12) == 11
    assert lately(service, thursday) == {THIS: (12, True)}
    assert evidence.of(service, [thursday]).ever.meetings == 1


@pytest.mark.parametrize("heads", [-1, 61])
def test_heads_that_cannot_be_change_nothing(service, held, thursday, heads):
    before = acts(service)

    with pytest.raises(HeadsOutOfRange):
        held(heads)

    assert lately(service, thursday) == {}
    assert acts(service) == before


def test_only_this_week_and_the_last_are_written_down(held):
    for week in (date(2026, 10, 19), date(2026, 11, 9)):
        with pytest.raises(WrongWeek):
            held(11, week)


def test_a_record_is_taken_back_on_the_same_day_of_the_programme(
    service, clock, fay, held, thursday
):
    held(11)
    clock.pass_(hours=13, minutes=59)
    meetings.take_back(service, fay, thursday, THIS)
    assert lately(service, thursday) == {}
    assert acts(service)[-1][0] == "meeting.taken_back"

    held(11)
    clock.pass_(minutes=1)
    with pytest.raises(TooLateToTakeBack):
        meetings.take_back(service, fay, thursday, THIS)
    assert lately(service, thursday) == {THIS: (11, False)}


def test_a_closed_group_has_no_more_meetings(service, fay, held, thursday):
    held(11)
    groups.close_group(service, "harbour", "thursday")

    with pytest.raises(GroupClosed):
        held(12)
    with pytest.raises(GroupClosed):
        meetings.take_back(service, fay, thursday, THIS)
    assert lately(service, thursday) == {THIS: (11, True)}


def test_the_work_is_told_by_groups_meetings_and_heads(
    service, clock, fay, held, thursday, monday
):
    held(11)
    clock.pass_(weeks=20)
    held(9, THIS + 20 * (THIS - LAST))
    groups.close_group(service, "harbour", "monday")

    told = evidence.of(service, [monday, thursday])

    first, second = told.groups
    assert (first.opened, first.closed) == (THIS, date(2027, 3, 22))
    assert (second.opened, second.closed) == (THIS, None)
    assert second.site == "North hall"
    assert (len(second.held), second.heads) == (2, 20)
    ever, latest = told.ever, told.lately
    assert (ever.opened, ever.closed, ever.meetings, ever.heads) == (2, 1, 2, 20)
    assert ever.since == THIS
    assert (latest.opened, latest.closed, latest.meetings, latest.heads) == (0, 1, 1, 9)


def test_a_group_older_than_the_trail_has_no_day_made_up_for_it(service, thursday):
    older = replace(thursday, alias="tuesday", id=bytes(16), join_code="OLDER123")
    with service.store.write() as connection:
        tree.add_group(connection, **asdict(older))

    (work,) = evidence.of(service, [older]).groups

    assert (work.opened, work.closed, work.held) == (None, None, ())
