"""What a programme publishes stands up to somebody who knows nearly everybody."""

import random
from dataclasses import replace
from itertools import product

import pytest

from survey.measure.change import Track
from survey.privacy import figures, lacking
from survey.privacy.figures import Figures
from survey.privacy.lacking import Crowd, Place
from survey.privacy.programme_level import PROGRAMME, decide
from survey.privacy.shown import Page
from survey.privacy.steps import Shift, step
from survey.privacy.tallying import (
    COARSE,
    ROUGH,
    Followed,
    Person,
    Scale,
    details,
    drawing,
    tally,
    to_five,
)

ELEVEN = Scale(values=11, rising=True)


def person(value, site="north", child=b"thursday", **more):
    return Person(value, step(value, 11, Shift(1)), site, child, **more)


def some(count, seed=1, site="north", child=b"thursday", low=0, high=10):
    drawn = random.Random(seed)
    return [person(float(drawn.randint(low, high)), site, child) for _ in range(count)]


def decided(people, scale=ELEVEN, **more):
    sites = {p.site for p in people}
    followed = dict.fromkeys((PROGRAMME, *sites), Followed(len(people), len(people)))
    return decide(people, sites, followed, scale, before={}, **more)


def drawing_of(people, detail):
    return drawing(Followed(len(people), 0), detail or details(len(people))[0])


def drawn(people, scale=ELEVEN, detail=None):
    return drawing_of(people, detail)(tally(people, scale))


def place(people, scale=ELEVEN, detail=None):
    return Place(Crowd(people, scale), drawing_of(people, detail))


def withstands(people, scale=ELEVEN, detail=None):
    return lacking.withstand(place(people, scale, detail))


@pytest.mark.parametrize(("count", "shown"), [(29, Page), (30, Figures)])
def test_fewer_than_thirty_have_a_band_and_no_figure(count, shown):
    assert isinstance(decided(some(count, seed=0))[PROGRAMME], shown)


@pytest.mark.parametrize(
    ("count", "rounding", "spread"),
    [(99, 5, False), (100, 5, True), (399, 5, True), (400, 1, True)],
)
def test_more_people_are_told_of_more_finely(count, rounding, spread):
    found = drawn(some(count))

    assert found.rounding == rounding
    assert {found.mean % rounding, found.median % rounding} == {0}
    assert (found.deviation is not None) is spread
    assert (found.quartiles is not None) is spread


def test_every_count_goes_by_five():
    assert [to_five(count) for count in (30, 32, 33, 37, 38)] == [30, 30, 35, 35, 40]
    for count in range(30, 60):
        assert drawn(some(count)).n % 5 == 0


def test_a_share_says_no_more_than_the_counts_it_is_made_of():
    scale = Scale(11, rising=True, points=2.0)
    people = [person(8.0, first=1.0)] * 13 + [person(5.0, first=5.0)] * 28

    share = drawn(people, scale).improved

    assert (share.count, share.of, share.percent) == (15, 40, 40)
    assert share.low < 100 * 15 / 40 < share.high


def test_reliably_improved_needs_a_first_score_and_points_of_the_scale():
    scale = Scale(11, rising=False, points=2.0)
    paired = [person(3.0, first=8.0)] * 20 + [person(8.0, first=3.0)] * 20

    assert drawn(some(40), scale).improved is None
    assert drawn(paired, ELEVEN).improved is None
    assert (drawn(paired, scale).improved.count, drawn(paired, scale).worse.count) == (
        20,
        20,
    )
    assert drawn(paired[:29] + some(10), scale).improved is None


def test_personally_improved_counts_those_with_six_check_ins_alone():
    track = Track()
    for value in (4.0, 5.0, 4.0, 5.0, 4.0):
        track = track.after(value)
    five, six = track.usual(), track.after(5.0).usual()

    people = [person(9.0, usual=six)] * 20 + [person(4.0, usual=six)] * 20
    found = drawn([*people, *[person(9.0, usual=five)] * 30])

    assert (found.beyond_usual.count, found.beyond_usual.of) == (20, 40)


def possible(people, missing, found):
    """Try every way the missing may have answered; list what stays for each."""
    rest = [p for i, p in enumerate(people) if i not in missing]
    left = [set() for _ in missing]
    for values in product(range(11), repeat=len(missing)):
        if drawn([*rest, *(person(float(value)) for value in values)]) == found:
            for seen, value in zip(left, values, strict=True):
                seen.add(value)
    return left


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("ends", [(0, 10), (0, 3), (7, 10)])
def test_who_lacks_one_or_three_of_thirty_is_left_with_three_values(seed, ends):
    draws = (some(30, 100 * seed + k, low=ends[0], high=ends[1]) for k in range(50))
    people = next(draw for draw in draws if withstands(draw))
    order = sorted(range(30), key=lambda i: people[i].value)

    alone = [[i] for i in range(30)]
    for missing in (*alone, order[:3], order[-3:], order[14:17]):
        assert min(map(len, possible(people, missing, drawn(people)))) >= 3


# the mean is 5.233 and 5.25 would be rounded otherwise: nobody can have said more
AT_AN_EDGE = [person(0.0)] * 5 + [person(7.0)] * 7 + [person(6.0)] * 18


def test_figures_that_can_be_explained_in_one_way_only_are_not_shown():
    assert possible(AT_AN_EDGE, [0, 1, 2], drawn(AT_AN_EDGE)) == [{0}, {0}, {0}]

    assert not withstands(AT_AN_EDGE)
    assert decided(AT_AN_EDGE)[PROGRAMME].rounding == ROUGH


def test_a_median_at_the_end_of_the_range_is_too_much_however_rough():
    # the sixteenth of thirty is the last who said 0: the median tells of all of them
    people = [person(0.0)] * 16 + [person(float(v)) for v in (3, 5, 6, 9)] * 3
    people += [person(4.0)] * 2

    assert drawn(people).median == 0
    assert not any(withstands(people, detail=each) for each in details(30))
    assert isinstance(decided(people)[PROGRAMME], Page)


def test_a_count_of_improved_that_leaves_one_value_is_held_back_alone():
    # who began at 2 of 10 and improved by more than 2 can only have said 10 - nothing
    scale = Scale(11, rising=True, points=7.5)
    improved = [person(10.0, first=2.0)] * 13
    people = improved + [person(float(3 + k % 5), first=2.0) for k in range(40)]
    with_standings, without, _ = details(len(people))

    assert drawn(people, scale).improved.count == 15
    assert not withstands(people, scale, with_standings)
    assert withstands(people, scale, without)
    assert decided(people, scale)[PROGRAMME].improved is None


def test_people_who_are_all_alike_have_no_figures():
    alike = [person(0.0)] * 60

    assert withstands(alike), "an attacker who lacks six of them learns nothing more"
    assert decided(alike) == {}


def test_a_rest_of_few_people_holds_the_whole_back():
    shown, few = some(60), some(7, seed=5, child=None)
    alike = [person(1.0, child=None)] * 9
    mixed = some(12, seed=6, child=None)

    assert isinstance(decided(shown)[PROGRAMME], Figures)
    assert isinstance(decided([*shown, *mixed])[PROGRAMME], Figures)
    assert PROGRAMME not in decided([*shown, *few])
    assert PROGRAMME not in decided([*shown, *alike])


def test_a_site_is_not_shown_if_the_programme_without_it_gives_few_away():
    large = some(60, site="north", child=None)
    few = some(7, seed=5, site="south", child=None)

    found = decided([*large, *few])

    assert isinstance(found[PROGRAMME], Figures)
    assert set(found) == {PROGRAMME}


def test_a_site_does_not_show_what_its_only_pool_keeps_back():
    pool, other = some(12, seed=3), some(60, site="south")

    assert "north" in decided([*pool, *other])
    assert "north" not in decided([*(replace(p, child=None) for p in pool), *other])


def test_figures_of_a_programme_and_of_its_sites_are_attacked_together():
    north = some(30, seed=10, high=4)
    south = some(30, seed=11, high=4, site="south")

    assert withstands([*north, *south])
    assert withstands(south)
    assert not lacking.withstand(place(south), place([*north, *south]))

    found = decided([*north, *south])
    assert (found[PROGRAMME].rounding, found["south"].rounding) == (COARSE, ROUGH)


def test_what_gives_way_is_the_spread_and_then_the_standings_and_then_fineness():
    told = [
        f"{d.rounding}" + "d" * d.deviation + "q" * d.quartiles + "s" * d.standings
        for d in details(400)
    ]

    assert told == ["1dqs", "5dqs", "5qs", "5s", "5dq", "5q", "5", "10"]


def test_a_house_with_fewer_than_ten_shows_no_band():
    people = [*some(60, site="north"), *some(9, seed=8, site="house")]

    assert "house" in decided(people)
    assert "house" not in decided(people, houses={"house"})


def test_what_is_stored_comes_back_and_holds_no_more_than_was_meant():
    scale = Scale(11, rising=True, points=2.0)
    for people in (some(40), [person(3.0, first=8.0), person(8.0, first=3.0)] * 60):
        found = drawn(people, scale)
        text = figures.to_json(found)

        assert figures.from_json(text) == found
        assert figures.to_json(figures.from_json(text)) == text
    assert "null" not in text
