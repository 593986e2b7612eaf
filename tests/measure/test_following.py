"""People are followed from their own start; who is missing is so for a reason."""

import pytest

from survey.measure.attrition import Absent
from survey.measure.behaving import sheets
from survey.measure.following import WINDOWS, Following, Measure, Person, windows
from survey.measure.instruments import assemble
from survey.measure.likeness import Likeness
from survey.measure.progress import measures
from survey.measure.study import Occasion, Record
from tests.measure.shelf import shelf, shipped

LIFE = Measure("life.mean", frozenset({1}), rising=True)


def person(*scored, weeks=104, version=1, others=()):
    """Give somebody with a score of how life is going in some weeks."""
    told = [Occasion("life", version, w, {"domain.mean": v}) for w, v in scored]
    told += [Occasion("days", 1, week, {}) for week in others]
    return Person(Record("x", {}, tuple(sorted(told, key=lambda o: o.when))), weeks)


def entries(somebody, spans=WINDOWS):
    following = Following(LIFE, spans)
    following.take(somebody)
    return following.people[0].entries if following.people else None


@pytest.mark.parametrize(
    ("scored", "taken"),
    [
        ([(0, 1.0), (9, 2.0), (12, 3.0), (16, 4.0)], 3.0),
        ([(0, 1.0), (12, 2.0), (14, 3.0)], 2.0),
        ([(5, 1.0), (18, 2.0), (22, 3.0)], 2.0),
    ],
    ids=["the nearest", "of two equally near the earlier", "from the own start"],
)
def test_one_score_speaks_for_a_window(scored, taken):
    assert entries(person(*scored))[0] == taken


def test_who_is_missing_is_missing_for_a_reason():
    came = person((0, 1.0), (13, 2.0), others=(30,), weeks=59)

    assert entries(came) == (2.0, Absent.AWAY, Absent.NOT_DUE)
    assert entries(person((0, 1.0), (8, 2.0)))[0] is Absent.STOPPED
    assert entries(person(others=(0, 13))) is None


def test_the_last_score_that_is_known_may_lie_between_two_windows():
    following = Following(LIFE, WINDOWS)
    following.take(person((0, 1.0), (5, 2.0), (13, 3.0), (18, 4.0), (40, 5.0)))
    following.take(person((0, 1.0)))

    ana, ben = following.people
    assert [ana.last(window) for window in range(3)] == [3.0, 4.0, 5.0]
    assert [ben.last(window) for window in range(3)] == [1.0] * 3


def test_a_window_that_is_still_open_counts_nobody_who_came_early():
    assert entries(person((0, 1.0), (10, 2.0), weeks=15))[0] is Absent.NOT_DUE
    assert entries(person((0, 1.0), (10, 2.0), weeks=16))[0] == 2.0


def test_answers_that_may_not_be_compared_are_passed_over():
    assert entries(person((0, 1.0), version=2)) is None


def test_the_plans_own_window_stands_in_place_of_what_it_overlaps():
    assert [each.span for each in windows((12, 24))] == [(12, 24), (44, 60)]
    assert windows(None) == WINDOWS


def test_everybody_is_measured_against_their_own_usual_range():
    steady = [(week, 5.0 + week % 2) for week in range(8)]
    following = Following(LIFE, WINDOWS)
    following.take(person(*steady, (13, 9.0)))

    usual = following.people[0].usual[0]
    assert usual.centre == pytest.approx(5.5)
    assert not usual.holds(9.0)


def test_only_what_can_show_progress_is_followed():
    names = {each.name: each for each in measures(assemble(shelf()))}

    assert names["life.mean"].rising
    assert names["life.mean"].points is None
    assert names["gad-7.total"].rising
    assert names["gad-7.total"].points == pytest.approx(10 * 4 / 21)
    assert not [name for name in names if name.startswith(("about-me.", "sds."))]


def test_the_questions_are_looked_at_by_first_answers_alone():
    life = shipped("life")
    (sheet,) = sheets(life, frozenset({1}))
    marks = {item.id: place for place, item in enumerate(life.items)}
    low = Occasion("life", 1, 0, {**dict.fromkeys(marks, 0), "score.mean": 0.0})
    high = Occasion("life", 1, 3, {**marks, "score.mean": 3.5})

    for occasions in ((low, high), (high, low), (low,)):
        sheet.take(Record("x", {}, occasions))

    found = sheet.behaviour()
    assert (found.people, found.floor, found.ceiling, found.again) == (3, 2, 0, 2)


def test_copies_of_one_person_are_seen():
    marks = {item.id: 5 for item in shipped("life").items}
    found = Likeness()
    for answers in (marks, marks, {**marks, "body": 4}, {"as_wanted": 3, "any": 2}):
        found.take(Record("x", {}, (Occasion("life", 1, 0, answers),)))

    assert (found.people, found.alike) == (3, 2)
