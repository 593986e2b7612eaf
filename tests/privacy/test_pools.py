"""Small groups are seen together, and leave only when both sides can stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.privacy.pools import GroupCourse, shown_together, units


def course(name, *counts, unit="pool", house=False):
    return GroupCourse(name.encode(), house, unit, counts)


def settled(*courses):
    return {name.decode(): unit for name, unit in units(courses).items()}


def steadily(n):
    return (n,) * 4


def test_the_only_group_of_its_site_is_on_its_own_from_the_start():
    assert settled(course("ours", 9, unit=None)) == {"ours": "round"}
    assert settled(course("ours", 8, unit=None)) == {"ours": "round"}
    assert settled(course("ours", 7, unit=None)) == {"ours": "block"}
    assert settled(course("ours", unit=None)) == {"ours": "block"}


def test_a_group_that_is_not_the_only_one_starts_in_the_pool_however_large():
    found = settled(
        course("first", *steadily(12), unit="round"), course("next", 14, unit=None)
    )

    assert found == {"first": "round", "next": "pool"}


def test_groups_that_begin_together_begin_in_the_pool():
    found = settled(course("one", 9, unit=None), course("two", 9, unit=None))

    assert found == {"one": "pool", "two": "pool"}


def test_a_group_leaves_the_pool_when_it_and_the_rest_can_stand_alone():
    found = settled(
        course("large", 9, 7, 8, 8),
        course("one", *steadily(5)),
        course("two", *steadily(4)),
    )

    assert found == {"large": "round", "one": "pool", "two": "pool"}


def test_two_rounds_of_eight_do_not_make_a_group_steady():
    found = settled(
        course("large", 9, 7, 7, 8),
        course("one", *steadily(5)),
        course("two", *steadily(4)),
    )

    assert set(found.values()) == {"pool"}


@pytest.mark.parametrize("rest", [(5,), (5, 2), (6, 3), (7,)])
def test_a_group_stays_where_the_rest_of_the_pool_could_not_be_shown(rest):
    others = [course(f"small {i}", *steadily(n)) for i, n in enumerate(rest)]

    assert set(settled(course("large", *steadily(8)), *others).values()) == {"pool"}


def test_all_leave_at_once_when_nobody_is_left_behind():
    found = settled(
        course("one", *steadily(9)), course("two", *steadily(8)), course("empty", 0, 0)
    )

    assert found == {"one": "round", "two": "round", "empty": "block"}


def test_the_smallest_of_those_who_could_leave_stays_if_the_rest_needs_it():
    found = settled(
        course("large", *steadily(12)),
        course("middle", *steadily(8)),
        course("small", *steadily(6)),
    )

    assert found == {"large": "round", "middle": "pool", "small": "pool"}


def test_the_groups_of_the_demonstration_stay_together():
    found = settled(*(course(str(n), *steadily(n)) for n in (12, 9, 4)))

    assert set(found.values()) == {"pool"}


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_a_house_never_leaves_the_pool(counts):
    alone = course("house", *counts, house=True)

    assert settled(alone) == {"house": "pool"}
    assert settled(course("house", *counts, unit=None, house=True))["house"] == "pool"
    for unit in ("pool", "round", "block"):
        company = settled(alone, course("other", *steadily(9), unit=unit))
        assert company["house"] == "pool"


def test_a_group_alone_goes_back_to_blocks_after_two_thin_rounds_of_a_block():
    assert settled(course("ours", 8, 8, 7, 8, unit="round")) == {"ours": "round"}
    assert settled(course("ours", 8, 7, 7, 8, unit="round")) == {"ours": "block"}
    assert settled(course("ours", 8, 7, 8, 8, unit="block")) == {"ours": "round"}
    assert settled(course("ours", 8, 7, 7, 8, unit="block")) == {"ours": "block"}


def test_a_group_that_began_late_in_a_block_is_not_sent_back_for_it():
    assert settled(course("ours", 9, unit="round")) == {"ours": "round"}
    assert settled(course("ours", 0, 0, 0, 9, unit="round")) == {"ours": "round"}
    assert settled(course("ours", 9, 0, 0, 9, unit="round")) == {"ours": "block"}


def test_two_small_groups_are_pooled_where_neither_would_be_seen_by_the_round():
    found = settled(
        course("first", *steadily(6), unit="block"), course("next", *steadily(5))
    )

    assert found == {"first": "pool", "next": "pool"}


def test_a_small_group_keeps_its_blocks_where_pooling_would_show_nothing():
    found = settled(
        course("first", *steadily(7), unit="block"), course("next", *steadily(2))
    )

    assert found == {"first": "block", "next": "block"}


def test_a_pool_of_which_one_group_remained_is_no_pool():
    assert settled(course("ours", *steadily(6))) == {"ours": "block"}
    assert settled(course("ours", *steadily(9))) == {"ours": "round"}


@pytest.mark.parametrize(
    ("counts", "house", "shown"),
    [
        ((5, 4), False, True),
        ((4, 3), False, False),  # seven people
        ((6, 4), False, True),  # 60 %
        ((7, 4), False, False),  # 64 %
        ((9, 0), False, False),  # one group in truth
        ((5, 4), True, False),  # a house needs ten
        ((5, 5), True, True),
        ((), False, False),
    ],
)
def test_a_pool_is_shown_if_it_is_two_groups_and_none_is_most_of_it(
    counts, house, shown
):
    assert shown_together(counts, house=house) is shown


courses = st.lists(
    st.builds(
        GroupCourse,
        st.binary(min_size=1, max_size=2),
        st.booleans(),
        st.sampled_from([None, "pool", "round", "block"]),
        st.lists(st.integers(0, 15), max_size=4).map(tuple),
    ),
    unique_by=lambda course: course.group_id,
    max_size=6,
)


@given(courses, st.randoms(use_true_random=False))
def test_units_depend_on_the_courses_and_not_on_their_order(site, random):
    found = units(site)

    assert found == units(random.sample(site, len(site)))
    assert set(found) == {one.group_id for one in site}


@given(courses)
def test_whoever_leaves_leaves_a_pool_behind_that_can_be_shown_or_nobody(site):
    found = units(site)
    left = [c for c in site if c.unit == "pool" and found[c.group_id] != "pool"]
    rest = [c for c in site if found[c.group_id] == "pool"]

    if left and any(sum(c.counts) for c in rest):
        columns = zip(*(((0,) * 4 + c.counts)[-4:] for c in rest), strict=True)
        house = any(c.house for c in rest)
        assert sum(shown_together(counts, house=house) for counts in columns) >= 3
