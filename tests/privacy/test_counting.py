"""Who counts has been there for two rounds, and new people come in a few at a time."""

from hypothesis import given
from hypothesis import strategies as st

from survey.privacy.counting import Member, counted

members = st.lists(
    st.builds(
        Member,
        st.binary(min_size=1, max_size=3),
        st.integers(1, 10),
        st.none() | st.integers(1, 10),
    ),
    unique_by=lambda member: member.id,
    max_size=30,
)


def known(count, since=3):
    return [Member(b"k%d" % i, 1, since) for i in range(count)]


def new(count, joined=2):
    return [Member(b"n%d" % i, joined, None) for i in range(count)]


def ids(found):
    return {member.id for member in found}


def test_somebody_counts_from_the_second_round_after_joining():
    newcomer = Member(b"ana", 4, None)

    assert counted([newcomer], 5, first_release=True) == ()
    assert counted([newcomer], 6, first_release=True) == (newcomer,)


def test_at_most_a_third_is_new_rounded_up():
    assert len(counted([*known(5), *new(9)], 9, first_release=False)) == 8
    assert len(counted([*known(7), *new(9)], 9, first_release=False)) == 11
    assert len(counted([*known(8), *new(9)], 9, first_release=False)) == 13
    assert len(counted(new(9), 9, first_release=False)) == 1


def test_at_the_first_picture_everybody_is_new():
    assert len(counted(new(9), 9, first_release=True)) == 9


def test_the_longest_there_come_first_and_ids_settle_the_rest():
    late, early = Member(b"a", 5, None), Member(b"z", 3, None)
    tie = Member(b"b", 3, None)
    group = [late, early, tie, *known(3)]

    assert ids(counted(group, 9, first_release=False)) == ids([*known(3), tie, early])
    everybody = counted(group, 9, first_release=True)
    assert [m.joined_round for m in everybody] == sorted(m.joined_round for m in group)
    assert everybody[-3:] == (tie, early, late)


@given(members, st.integers(1, 12), st.booleans())
def test_who_counted_before_goes_on_counting_and_nobody_comes_in_unasked(
    group, number, first
):
    found = counted(group, number, first_release=first)

    tenured = [m for m in group if m.joined_round <= number - 2]
    fresh = [m for m in found if m.counted_since is None]
    assert ids(m for m in tenured if m.counted_since) <= ids(found) <= ids(tenured)
    if not first:
        assert 3 * len(fresh) <= len(found) + 2
        assert [m.id for m in found] == [
            m.id for m in counted(found, number, first_release=True)
        ]


@given(members, st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_order_in_which_rows_are_read_does_not_matter(group, number, random):
    shuffled = random.sample(group, len(group))

    assert counted(group, number, False) == counted(shuffled, number, False)


def test_eight_made_up_members_do_not_leave_a_newcomer_alone_with_them():
    """Whoever brings members must bring them rounds before, and then waits again."""
    made_up = [Member(b"s%d" % i, 8, None) for i in range(8)]

    assert counted([*known(5), *made_up], 9, first_release=False) == tuple(known(5))
    found = counted([*known(5), *made_up], 10, first_release=False)
    assert len(ids(found) & ids(made_up)) == 3
