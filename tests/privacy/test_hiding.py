"""What leaves hides everybody, by a definition written out; a naive file does not."""

from collections import Counter
from fractions import Fraction
from itertools import chain, combinations
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from survey.privacy.hiding import held, hidden

ALL = Fraction(1)
KNOWN = 3
PROFILE = 1

rows = st.tuples(st.integers(0, 1), *(st.integers(0, 3) for _ in range(3))).map(bytes)
crowds = st.lists(st.tuples(rows, st.integers(1, 6)), max_size=12).map(
    lambda drawn: [row for row, n in drawn for _ in range(n)]
)


def like(person: bytes, people: list[bytes]) -> list[bytes]:
    """List who has the same profile and answered at the same points."""
    return [
        other
        for other in people
        if other[:PROFILE] == person[:PROFILE]
        and [band > 0 for band in other] == [band > 0 for band in person]
    ]


def answered(person: bytes) -> list[int]:
    return [at for at in range(PROFILE, len(person)) if person[at]]


def hides(people: list[bytes], k: int) -> bool:
    """Say whether k, k^m and l hold, person by person."""
    for person in set(people):
        crowd = like(person, people)
        points = answered(person)
        if len(crowd) < k or any(len({o[at] for o in crowd}) < 3 for at in points):
            return False
        for told in combinations(points, min(KNOWN, len(points))):
            if sum(all(o[at] == person[at] for at in told) for o in crowd) < k:
                return False
    return True


def certain(person: bytes, people: list[bytes]) -> bool:
    """Say whether fewer than two of who could be meant differ at some point."""
    crowd, points = like(person, people), answered(person)
    for size in range(min(KNOWN, len(points) - 1) + 1):
        for told in combinations(points, size):
            fit = [o for o in crowd if all(o[at] == person[at] for at in told)]
            for at in set(points) - set(told):
                most = Counter(o[at] for o in fit).most_common(1)[0][1]
                if len(fit) - most < 2:
                    return True
    return False


@settings(deadline=None)
@given(crowds, st.integers(2, 4))
def test_what_stays_is_the_largest_crowd_in_which_everybody_hides(people, k):
    kept = hidden(people, PROFILE, k, ALL)

    there = [person for person in people if answered(person)]
    kinds = sorted({one for one in there if not certain(one, there)})
    assume(len(kinds) <= 8)
    allowed = (
        set(chosen)
        for size in range(len(kinds) + 1)
        for chosen in combinations(kinds, size)
        if hides([one for one in there if one in chosen], k)
    )
    assert set(kept.rows) == set(chain.from_iterable(allowed))
    assert hides(list(Counter(kept.rows).elements()), k)
    assert kept.left_out == len(there) - sum(kept.rows.values())


def crowd(seed: int, people: int = 200, cells: int = 4) -> list[bytes]:
    random = Random(seed)
    drawn = []
    for _ in range(people):
        level = random.gauss(2, 0.7)
        bands = (min(3, max(1, round(random.gauss(level, 0.6)))) for _ in range(cells))
        drawn.append(bytes([0, *bands]))
    return drawn


def test_hiding_in_a_class_alone_leaves_some_alone_with_three_answers():
    people = crowd(1)

    assert len(like(people[0], people)) == len(people), "k holds, and it is not enough"
    assert held(Counter(people), PROFILE).known == 1
    assert not hides(people, 11)


def test_what_is_measured_of_a_file_is_what_a_definition_finds():
    for seed in range(5):
        people = crowd(seed, people=400)
        kept = hidden(people, PROFILE, 5, ALL)
        measured = held(kept.rows, PROFILE)
        everybody = list(Counter(kept.rows).elements())

        assert measured.known >= 5, "who is left may have lost those they hid among"
        assert hides(everybody, min(measured.k, measured.known))
        assert not hides(everybody, measured.known + 1)
        assert measured.bands == 3


def test_who_answered_at_points_that_few_others_did_is_left_out():
    alone = bytes([0, 2, 0, 1, 0])
    people = [*crowd(2, people=600), alone]

    kept = hidden(people, PROFILE, 5, ALL)

    assert alone not in kept.rows
    assert kept.people == len(people)


def test_a_crowd_that_is_alike_afterwards_gives_nobody_certainty():
    # whoever began low would be known to have ended low: all are left out
    same = [bytes([0, 1, 1])] * 20
    mixed = [bytes([0, a, b]) for a in (2, 3) for b in (1, 2, 3) for _ in range(20)]
    two = [bytes([0, 1, 2]), bytes([0, 1, 3])]

    alike, one_differs, two_differ = (
        hidden([*same, *mixed, *two[:others]], PROFILE, 5, ALL) for others in range(3)
    )

    assert bytes([0, 1, 1]) not in alike.rows
    assert bytes([0, 1, 1]) not in one_differs.rows, "that one would be certain"
    assert set(two) & set(two_differ.rows) == set(), "too few to be in it themselves"
    assert bytes([0, 1, 1]) in two_differ.rows


def test_nothing_is_given_when_too_many_would_be_left_out():
    people = crowd(3)
    lost = Fraction(hidden(people, PROFILE, 5, ALL).left_out, len(people))

    assert 0 < lost < 1
    assert hidden(people, PROFILE, 5, lost) is not None
    assert hidden(people, PROFILE, 5, lost - Fraction(1, len(people))) is None


def test_who_answered_nothing_that_is_told_counts_nowhere():
    people = crowd(4)
    silent = bytes(len(people[0]))

    with_silent = hidden([*people, *[silent] * 50], PROFILE, 5, ALL)

    assert with_silent == hidden(people, PROFILE, 5, ALL)
    assert silent not in with_silent.rows
