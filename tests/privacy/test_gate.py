"""No page, no silence and no row of them narrows a value to fewer than three.

Measured by brute force: every value is tried against the real page function, by
somebody who knows everybody else's value and shift. The same attack succeeds against a
publisher of the same bands that counts values and not steps.
"""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.privacy import disclosure, steps
from survey.privacy.disclosure import Contribution, Decision, protect
from survey.privacy.gate import withstands
from survey.privacy.shown import Page
from survey.privacy.steps import SHIFTS, Step, candidates, steps_of
from tests.privacy.attacker import Finer, Look, Ours, left, left_without

VALUES = (8, 9, 10, 11)
UNITS = (b"ours", b"other", b"third")


def groups_of(n, values):
    """List every way in which `n` people can be spread over the steps."""
    kinds = steps_of(values)
    for sizes in product(range(n + 1), repeat=len(kinds)):
        if sum(sizes) == n:
            yield tuple(
                (b"ours", on)
                for on, size in zip(kinds, sizes, strict=True)
                for _ in range(size)
            )


def each_look(values, largest=14):
    for n in range(5, largest + 1):
        for others in groups_of(n - 1, values):
            yield Look("round", others)
            if n < 9:
                yield Look("block", others)


@pytest.mark.parametrize("values", VALUES)
def test_all_but_one_leaves_three_values_in_every_group_of_5_to_14(values):
    ours = Ours(values)
    for look, shift, point in product(each_look(values), SHIFTS, ours.points):
        knowing = left(ours, [look], point, shift, knows_shift=True)
        guessing = left(ours, [look], point, shift, knows_shift=False)

        assert point in knowing <= guessing
        assert len(knowing) >= 3, look
        assert len(guessing) >= 5, look


@pytest.mark.parametrize("values", VALUES)
def test_all_but_two_leaves_five_values_in_every_group_of_5_to_14(values):
    ours = Ours(values)
    for look, shift, point in product(each_look(values), SHIFTS, ours.points):
        *others, (_unit, friend) = look.others
        seen = Look(look.kind, tuple(others))

        assert len(left_without(ours, seen, point, shift, friend)) >= 5, look


befores = st.none() | st.builds(
    Page, st.integers(0, 4), st.none(), st.just("5-9"), st.just(())
)


@st.composite
def looks(draw, publisher):
    """Draw what one round shows: others who come, go, change; pool or own or site."""
    one = st.tuples(
        st.sampled_from(UNITS),
        st.builds(
            publisher.told,
            st.sampled_from(publisher.points),
            st.sampled_from(SHIFTS),
        ),
    )
    return Look(
        draw(st.sampled_from(["round", "block", "pool", "site"])),
        tuple(draw(st.lists(one, min_size=4, max_size=24))),
        unit=draw(st.sampled_from(UNITS)),
        before=draw(befores),
        house=draw(st.booleans()),
    )


@settings(deadline=None, max_examples=150)
@given(st.data(), st.sampled_from(VALUES), st.sampled_from(SHIFTS))
def test_an_unchanged_answer_keeps_its_values_over_any_rounds(data, values, shift):
    ours = Ours(values)
    rounds = data.draw(st.lists(looks(ours), min_size=1, max_size=12))
    point = data.draw(st.sampled_from(ours.points))

    assert len(left(ours, rounds, point, shift, knows_shift=True)) >= 3
    assert len(left(ours, rounds, point, shift, knows_shift=False)) >= 5


@settings(deadline=None, max_examples=150)
@given(st.data(), st.sampled_from(SHIFTS))
def test_neighbouring_groups_differ_only_by_steps(data, shift):
    ours = Ours()
    look = data.draw(looks(ours))
    one, other = (data.draw(st.sampled_from(ours.points)) for _ in range(2))
    pages = [ours.page(look, ours.told(point, shift)) for point in (one, other)]

    if ours.told(one, shift) is ours.told(other, shift):
        assert pages[0] == pages[1]
    for point in (one, other):
        assert len(left(ours, [look], point, shift, knows_shift=True)) >= 3
        assert len(left(ours, [look], point, shift, knows_shift=False)) >= 5


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_two_pages_of_one_round_tell_no_more_than_a_step(data):
    """A pool minus the group that left it, a site minus the groups shown below it."""
    ours = Ours()
    own = tuple(data.draw(st.sampled_from(Step)) for _ in range(9))
    rest = tuple(data.draw(st.sampled_from(Step)) for _ in range(9))
    group = tuple((b"ours", on) for on in own)
    wide = group + tuple((b"other", on) for on in rest)
    at_once = [Look("round", group), Look("site", wide), Look("pool", wide)]

    for point, shift in product(ours.points, SHIFTS):
        assert len(left(ours, at_once, point, shift, knows_shift=True)) >= 3
        assert len(left(ours, at_once, point, shift, knows_shift=False)) >= 5


def rounds_of(random, publisher, count, n=8):
    """Live through rounds in which everybody's answer moves, but one person's."""
    for _ in range(count):
        middle = random.uniform(0.5, 9.5)
        values = [min(10, max(0, round(random.gauss(middle, 2)))) for _ in range(n)]
        shift = random.choice(publisher.shifts)
        yield Look("round", tuple((b"ours", publisher.told(v, shift)) for v in values))


def fewest_left(publisher, *, rounds, tries=60):
    """Attack many groups; the attacker knows the shift."""
    random = Random(20261122)
    found = []
    for _ in range(tries):
        looks = list(rounds_of(random, publisher, rounds))
        target, shift = random.choice(publisher.points), publisher.shifts[0]
        found.append(len(left(publisher, looks, target, shift, knows_shift=True)))
    return min(found)


def test_the_same_attack_breaks_bands_of_values_and_does_not_break_steps():
    assert fewest_left(Finer(), rounds=1) <= 2
    assert fewest_left(Finer(), rounds=13) == 1
    assert fewest_left(Ours(), rounds=1) >= 3
    assert fewest_left(Ours(), rounds=13) >= 3


def mixed(low, middle, high):
    sizes = zip(Step, (low, middle, high), strict=True)
    people = [Contribution(b"ours", on) for on, size in sizes for _ in range(size)]
    return Decision("round", 11, tuple(people))


@pytest.fixture
def cut_at(monkeypatch):
    """Let a test change where the cuts lie, as a careless commit would."""

    def change(cuts):
        monkeypatch.setattr(steps, "_cuts", lambda _values, shift: cuts(shift))
        candidates.cache_clear()

    yield change
    candidates.cache_clear()


def test_the_gate_holds_back_every_page_once_somebody_makes_the_steps_finer(cut_at):
    assert protect(mixed(3, 4, 4))

    cut_at(lambda shift: (1 + shift, 8))

    assert protect(mixed(3, 4, 4)) is None
    # Where nobody is low, the steps that are seen are as wide as ever.
    assert protect(mixed(0, 5, 6))


def test_the_gate_holds_back_every_page_once_somebody_drops_the_shift(cut_at):
    cut_at(lambda _shift: (4, 7))

    assert protect(mixed(3, 4, 4)) is None


def test_the_gate_holds_back_a_page_of_eleven_steps():
    def eleven(step, shift):
        return frozenset({int(step)})

    assert not withstands([Step.LOW], eleven)
    assert not withstands([*Step][:2], eleven)


def test_the_gate_lets_a_step_pass_and_also_doubt_between_steps():
    def three(step, shift):
        return candidates(step, 11, shift)

    for possible in ([Step.LOW], [Step.MIDDLE], [Step.HIGH], [*Step]):
        assert withstands(possible, three)


def test_the_gate_is_asked_about_everybody_who_counts(monkeypatch):
    asked = []
    monkeypatch.setattr(
        disclosure, "withstands", lambda possible, _left: asked.append(possible) or True
    )

    assert protect(mixed(3, 4, 4))

    # People on the same step are one question.
    assert len(asked) == 3


def test_a_page_is_held_back_if_one_person_is_not_safe(monkeypatch):
    answers = iter([True, True, False])
    monkeypatch.setattr(disclosure, "withstands", lambda *_: next(answers))

    assert protect(mixed(3, 4, 4)) is None
