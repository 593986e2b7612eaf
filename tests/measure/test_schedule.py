"""What is due, walked week by week through a year of different lives."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.measure.rounds import Week, add_weeks
from survey.measure.schedule import Due, Entry, Part, due
from tests.measure.shelf import shipped

JOINED = Week(date(2026, 11, 23))
DAYS = Entry("days", 1, 0, short=("as_wanted",))
URGES = Entry("urges", 1, 0, short=("days", "strongest"))
LIFE = Entry("life", 4, 1)
READINESS = Entry("readiness", 12, 0, after_goal_change=True)
DEFAULT = (DAYS, URGES, LIFE, READINESS)
FULL = (*DEFAULT, Entry("strengths", 12, 3), Entry("home", 12, 7))
WITH_POINTS = (*FULL, Entry("four-points", 4, 2))
WITH_MORE = (
    *WITH_POINTS,
    Entry("meetings", beside="life"),
    Entry("about-me", after_check_ins=3),
)
LONG = {"life", "strengths", "home", "four-points"}
SIZES = {
    name: len(shipped(name).items)
    for name in ("days", "urges", "readiness", "meetings", "about-me", *LONG)
}


def week(number):
    return add_weeks(JOINED, number)


def items_in(found):
    return sum(
        SIZES[part.instrument_id] if part.only is None else len(part.only)
        for part in found.parts
    )


def names(found):
    return [part.instrument_id for part in found.parts]


def until(done, number):
    return {
        name: [w for w in weeks if w <= week(number)] for name, weeks in done.items()
    }


def answer(done, found, number):
    for name in names(found):
        done.setdefault(name, []).append(week(number))


def walk(entries, present, goal_changed=()):
    """Answer all that is due in each week of presence; give every sitting."""
    done, sittings, changed = {}, [], None
    for number in range(53):
        changed = week(number) if number in goal_changed else changed
        if number not in present:
            continue
        while (found := due(entries, JOINED, done, week(number), changed)).parts:
            sittings.append((number, found))
            answer(done, found, number)
    return sittings


def test_the_first_check_in_is_short_and_readiness_follows_as_its_own_little_set():
    done = {}

    first = due(DEFAULT, JOINED, done, JOINED)
    answer(done, first, 0)
    second = due(DEFAULT, JOINED, done, JOINED)
    answer(done, second, 0)

    short = (Part("days", ("as_wanted",)), Part("urges", ("days", "strongest")))
    assert first == Due(short, "first")
    assert second == Due((Part("readiness"),), "weekly")
    assert due(DEFAULT, JOINED, done, JOINED) == Due((), "nothing")


def test_a_year_of_weekly_check_ins_asks_each_set_when_it_is_scheduled():
    sittings = walk(FULL, range(53))

    asked = {
        name: [number for number, found in sittings if name in names(found)]
        for name in {entry.instrument for entry in FULL}
    }
    assert asked["days"] == asked["urges"] == list(range(53))
    assert asked["life"] == list(range(1, 53, 4))
    assert asked["readiness"] == [0, 12, 24, 36, 48]
    assert asked["strengths"] == [3, 15, 27, 39, 51]
    assert asked["home"] == [7, 19, 31, 43]


def test_a_long_set_that_was_missed_is_asked_once_and_a_missed_week_never():
    sittings = walk(DEFAULT, {0, 3, 4, 5})

    assert [(number, names(found)) for number, found in sittings] == [
        (0, ["days", "urges"]),
        (0, ["readiness"]),
        (3, ["days", "urges", "life"]),
        (4, ["days", "urges"]),
        (5, ["days", "urges", "life"]),
    ]


def test_after_six_weeks_away_a_short_set_welcomes_back_and_nothing_comes_on_top():
    sittings = walk(FULL, {0, 1, 7, 8})

    back = [found for number, found in sittings if number == 7]
    assert [found.kind for found in back] == ["comeback"]
    assert items_in(back[0]) == 3
    assert names(sittings[-1][1]) == ["days", "urges", "strengths"]


def test_five_weeks_away_is_an_ordinary_week():
    sittings = walk(DEFAULT, {0, 1, 6})

    assert sittings[-1][1].kind == "weekly"


def test_a_new_goal_asks_for_readiness_again_but_only_once():
    sittings = walk(DEFAULT, range(13), goal_changed={6})

    asked = [number for number, found in sittings if "readiness" in names(found)]
    assert asked == [0, 6, 12]


def test_who_first_checks_in_late_still_gets_no_long_set_on_the_first_day():
    sittings = walk(DEFAULT, {5, 6})

    assert [(number, names(found)) for number, found in sittings] == [
        (5, ["days", "urges"]),
        (5, ["readiness"]),
        (6, ["days", "urges", "life"]),
    ]


def test_half_a_weekly_set_leaves_the_other_half_due():
    done = {"days": [JOINED, week(2)], "urges": [JOINED], "readiness": [JOINED]}

    found = due((DAYS, URGES), JOINED, done, week(2))

    assert found == Due((Part("urges"),), "weekly")


def test_of_two_long_sets_the_one_that_waited_longer_comes_first():
    points = Entry("four-points", 4, 2)

    sittings = walk((*DEFAULT, points), {0, *range(2, 53, 4)})

    long = [LONG & set(names(found)) for number, found in sittings if number]
    assert [one for one in long if one][:4] == [{"life"}, {"four-points"}] * 2


def test_a_programme_without_a_weekly_set_still_asks():
    sittings = walk((LIFE,), range(10))

    assert [number for number, _ in sittings] == [1, 5, 9]


def test_what_is_asked_beside_a_set_comes_with_it_and_never_alone():
    sittings = walk(WITH_MORE, range(53))

    beside = [number for number, found in sittings if "meetings" in names(found)]
    assert beside == [number for number, found in sittings if "life" in names(found)]
    assert beside == list(range(1, 53, 4))


def test_what_is_asked_once_comes_alone_after_the_third_check_in():
    sittings = walk(WITH_MORE, {0, 5, 6, 7, 8})

    asked = [(number, names(found)) for number, found in sittings]
    assert asked.count((6, ["about-me"])) == 1
    assert sum("about-me" in found for _, found in asked) == 1


def test_what_is_asked_once_and_let_be_is_offered_once_more_and_then_never():
    done = {name: [week(n) for n in range(12)] for name in ("days", "urges")}
    done["readiness"] = done["life"] = [week(11)]
    entries = (DAYS, URGES, Entry("about-me", after_check_ins=3))

    offered = [
        bool(due(entries, JOINED, until(done, number), week(number)).parts)
        for number in range(12)
    ]

    assert offered == [number in (2, 3) for number in range(12)]


def test_a_set_is_not_due_before_its_first_scheduled_week():
    assert due((LIFE,), JOINED, {}, week(0)) == Due((), "nothing")


@pytest.mark.parametrize("entries", [DEFAULT, FULL, WITH_POINTS, WITH_MORE])
@settings(max_examples=40, deadline=None)
@given(
    present=st.sets(st.integers(0, 52)),
    goal_changed=st.sets(st.integers(0, 52), max_size=3),
)
def test_no_life_makes_a_sitting_too_long(entries, present, goal_changed):
    sittings = walk(entries, present, goal_changed)

    for _, found in sittings:
        long = LONG & set(names(found))
        limit = {"first": 5, "comeback": 5, "weekly": 21 if long else 8}[found.kind]
        assert items_in(found) <= limit
    for number in present:
        in_week = [found for at, found in sittings if at == number]
        asked = [name for found in in_week for name in names(found)]
        assert len(asked) == len(set(asked))
        assert len(LONG & set(asked)) <= 1
