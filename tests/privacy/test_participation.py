"""How many took part is a class whose cuts nobody outside knows exactly."""

from collections import Counter

import pytest

from survey.privacy.participation import ASIDE, CUTS, participation_class

SECRET = b"s" * 32
PLACES = [f"place {number}" for number in range(400)]


def classes(people, places=PLACES, span=1):
    return Counter(participation_class(people, SECRET, p, span) for p in places)


@pytest.mark.parametrize(
    ("people", "said"),
    [(0, "fewer"), (7, "fewer"), (12, "some"), (17, "some"), (22, "many")],
)
def test_far_from_a_cut_the_class_is_certain(people, said):
    assert classes(people) == {said: len(PLACES)}


def test_no_newcomer_tips_the_class_for_certain():
    """Whoever knows all others' number learns little from the class of one more."""
    for people in range(30):
        one, more = (
            [participation_class(n, SECRET, place, 1) for place in PLACES]
            for n in (people, people + 1)
        )
        tipped = sum(a != b for a, b in zip(one, more, strict=True))
        assert tipped <= 0.35 * len(PLACES)
        if people + 1 in CUTS:
            # Exactly where the cut is said to lie it never lies.
            assert tipped == 0


def test_the_draw_stays_within_a_place_and_a_span_and_differs_between_them():
    at_the_cut = [participation_class(10, SECRET, p, 1) for p in PLACES]

    assert at_the_cut == [participation_class(10, SECRET, p, 1) for p in PLACES]
    for other in (
        [participation_class(10, SECRET, p, 2) for p in PLACES],
        [participation_class(10, b"t" * 32, p, 1) for p in PLACES],
    ):
        same = sum(a == b for a, b in zip(at_the_cut, other, strict=True))
        assert 0.4 * len(PLACES) < same < 0.6 * len(PLACES)


def test_more_people_never_make_a_lower_class():
    order = ["fewer", "some", "many"]
    for place in PLACES[:50]:
        said = [participation_class(n, SECRET, place, 1) for n in range(40)]

        assert said == sorted(said, key=order.index)


def test_the_cuts_lie_one_or_two_aside_and_never_meet():
    assert CUTS == (10, 20)
    assert {abs(way) for way in ASIDE} == {1, 2}
