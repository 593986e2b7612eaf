"""Rows for anybody: what is in them, what is never in them, and when there are none."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey import forecast
from survey.measure.answer import Missing
from survey.measure.study import Gone, Occasion, Record
from survey.privacy.deidentify import Rules, TooSmall, rules_of, standard
from survey.privacy.shape import MOST_CELLS, SPANS, shapes

HORIZON = 12
PEOPLE = 600
(CALM, *_), AGE = forecast.MEASURES, forecast.AGE
RULES = forecast.rules(HORIZON)
ONE = Rules(measures=(CALM,), horizon=HORIZON)


def made_up(people=PEOPLE, seed=1, horizon=HORIZON):
    return list(forecast.made_up(Random(seed), people, horizon))


@pytest.fixture(scope="module")
def file():
    return standard(made_up(), RULES)


def lives(*courses, instrument=CALM.instrument, version=1, times=40):
    """Let as many people as needed have each of these courses: week to value."""
    return [
        Record(
            f"{number} {turn}",
            {},
            tuple(
                Occasion(instrument, version, week, {"domain.made_up": value})
                for week, value in course.items()
            ),
        )
        for number, course in enumerate(courses)
        for turn in range(times)
    ]


MIXED = [{0: a, 6: b} for a in (1.0, 5.0, 9.0) for b in (1.0, 5.0, 9.0)]


def bands_of(file, name):
    (record,) = (one for one in file.records() if one.id == name)
    return {
        (occasion.when, key): value
        for occasion in record.occasions
        for key, value in occasion.values.items()
    }


def test_a_row_holds_bands_by_period_and_nothing_else(file):
    values = {
        value
        for record in file.records()
        for occasion in record.occasions
        for value in occasion.values.values()
    }

    assert values - {Gone.NO_RESPONSE} == {1, 2, 3}
    assert {len(record) for record in file.records()} == {3}
    for record in file.records():
        assert all(occasion.when < len(file.periods) for occasion in record.occasions)


def test_the_first_answer_is_the_baseline_and_the_last_of_a_span_stands_for_it():
    # their own weeks count from the third on: 0, 1, 5 and 6
    same = [{3: c[0], 4: 5.0, 8: 9.0, 9: c[6]} for c in MIXED]

    file = standard(lives(*same), ONE)

    assert [period.label for period in file.periods][1:] == ["Weeks 5 to 12"]
    for number, course in enumerate(MIXED):
        band = {1.0: 1, 5.0: 2, 9.0: 3}
        told = list(bands_of(file, f"{number} 0").values())
        assert told == [band[course[0]], band[course[6]]]


def test_what_comes_after_everybody_was_followed_is_not_told():
    late = [{**course, HORIZON + 5: 9.0} for course in MIXED]

    assert list(bands_of(standard(lives(*late), ONE), "0 0").values()) == [1, 1]


def test_a_measure_that_began_late_is_told_no_longer_than_all_others():
    # for some the eighth week after it lies in weeks that others have not reached
    late = [{10: c[0], 15: c[6], 18: 5.0} for c in MIXED]

    file = standard(lives(*late), ONE)

    assert list(bands_of(file, "8 0").values()) == [3, 3]


def test_which_version_somebody_answered_is_not_told():
    newer = replace(CALM, versions=frozenset({1, 2}))
    people = [*lives(*MIXED), *lives(*MIXED, version=2, times=3)]
    people = [one._replace(id=str(turn)) for turn, one in enumerate(people)]

    file = standard(people, replace(ONE, measures=(newer,)))

    assert {o.version for r in file.records() for o in r.occasions} == {2}


def test_a_category_of_few_is_not_told_apart_from_one_that_was_not_said():
    def aged(number, record):
        unsaid = Missing.RATHER_NOT_SAY if number % 10 == 1 else 2 + number % 2
        kind = 1 if number % 100 == 0 else unsaid
        return record._replace(profile={AGE.key: kind})

    people = lives(*MIXED, times=200)
    people = [aged(number, one) for number, one in enumerate(people)]
    # 18 people are under 25: not few, until more are asked for
    file = standard(people, replace(ONE, profile=(AGE,), k=19))

    told = {record.profile[AGE.key] for record in file.records()}
    assert told == {Gone.WITHHELD, 2, 3}
    assert any("not told apart" in step for step in file.report.steps)


def test_everything_is_made_rougher_before_a_column_goes():
    order = list(shapes(3, 2, HORIZON))
    columns = [shape.measures + shape.profile for shape in order]

    assert columns == sorted(columns, reverse=True)
    for before, after in pairwise(order):
        if (before.measures, before.profile) == (after.measures, after.profile):
            assert after.joined >= before.joined
            assert after.cells < before.cells or after.joined > before.joined
    assert all(shape.cells <= MOST_CELLS for shape in order)
    assert order[-1].cells == 2, "a baseline and the span of a result"


@pytest.mark.parametrize("horizon", SPANS)
def test_rougher_spans_are_made_of_finest_ones(horizon):
    finest, *rougher = SPANS[horizon]
    edges = {period.first for period in finest}

    for spans in rougher:
        assert {period.first for period in spans} <= edges
        assert spans[-1].last == horizon


def test_the_measure_that_was_asked_for_first_is_the_last_to_go():
    few = standard(made_up(300), RULES)

    assert [one.name for one in few.variables] == [CALM.name]


def test_the_same_people_make_the_same_file_and_keep_their_order():
    people = made_up()
    first, second = standard(iter(people), RULES), standard(iter(people), RULES)

    assert first.report == second.report
    assert list(first.records()) == list(second.records())
    ids = [one.id for one in people]
    assert list(first.ids) == [name for name in ids if name in set(first.ids)]


def test_a_small_programme_gives_nothing_and_says_which_k_would_hold():
    few = made_up(100, seed=3)

    with pytest.raises(TooSmall) as wide:
        standard(few, RULES)

    k = wide.value.k
    assert wide.value.people == len(few)
    assert standard(few, replace(RULES, k=k)).ids
    with pytest.raises(TooSmall):
        standard(few, replace(RULES, k=k + 1))


@pytest.mark.parametrize("people", [0, 1, 10])
def test_too_few_for_any_k_hear_of_none(people):
    with pytest.raises(TooSmall) as small:
        standard(made_up(people), RULES)

    assert small.value.k is None


def test_people_who_are_all_alike_give_nothing():
    with pytest.raises(TooSmall):
        standard(lives({0: 5.0, 6: 9.0}, times=500), ONE)


def test_the_report_tells_what_was_done_and_no_exact_number_of_who_was_left_out(file):
    report = file.report

    assert report.rows == len(file.ids) == sum(1 for _ in file.records())
    assert report.held.k >= 11
    assert report.held.known >= 11
    assert report.people % 5 == report.left_out % 5 == 0
    assert 0 <= report.share <= 0.2
    assert any("left out" in step for step in report.steps)


def test_a_programme_of_fewer_than_fifty_rows_is_not_named(file):
    assert file.report.names_programme
    assert not replace(file.report, rows=49).names_programme


def test_no_rules_are_looser_than_five_alike():
    with pytest.raises(ValueError, match="rules"):
        replace(RULES, k=4)
    with pytest.raises(ValueError, match="rules"):
        replace(RULES, horizon=13)


def test_columns_are_chosen_as_wanted_and_no_more_than_could_be_told():
    second, third = forecast.MEASURES[1:]
    choices = replace(AGE, key="about-me.other.3", labels={0: "No", 1: "Yes"})
    columns = (choices, AGE, CALM, second, third, *forecast.MEASURES)

    rules = rules_of(columns, wanted=("third.made_up",))

    assert rules.measures[0] == third
    assert len(rules.measures) * 2 <= MOST_CELLS
    assert rules.profile == (AGE,)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 300), st.sampled_from([5, 7, 11]))
def test_whatever_leaves_holds_what_was_asked(seed, people, k):
    try:
        file = standard(made_up(people, seed), replace(RULES, k=k))
    except TooSmall:
        return

    assert file.report.held.k >= k
    assert file.report.held.known >= k
    assert file.report.held.bands == 3
    assert len(file.ids) >= 0.8 * people - 1
