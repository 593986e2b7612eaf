"""The reports say who was asked before what was found, and mark what came after."""

import re

import pytest

from survey import practice_report
from survey.privacy.report import NAME
from survey.staff import Role
from tests.releases import count, decide_rounds

HERE = "/staff/programmes/harbour"


@pytest.fixture
def eve(at_work):
    return at_work(Role.EVALUATOR, "harbour")


def tell(service, **other):
    decide_rounds(service, 6)
    report = practice_report.report().model_copy(update=other)
    text = report.model_dump_json(exclude_none=True)
    count(service, "programme", "harbour", 1, text, NAME)


def words(response):
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", response.text).split())


@pytest.mark.parametrize("paper", ["pack", "report"])
def test_each_begins_with_who_was_asked_and_the_plan(eve, service, paper):
    tell(service)

    shown = words(eve.open(f"{HERE}/{paper}"))

    steps = ["joined 290", "checked in 235", "said yes to the study 170", "95 of 150"]
    places = [shown.index(step) for step in [*steps, "This plan stands since"]]
    assert places == sorted(places)
    assert places[-1] < shown.index("had begun at")


def test_what_lies_outside_the_plan_is_marked_so(eve, service):
    tell(service)

    shown = words(eve.open(f"{HERE}/report"))

    assert "weeks 9 to 16 as planned" in shown
    assert "weeks 20 to 32 looked at afterwards" in shown
    assert shown.count("as planned") == 1


def test_a_plan_that_came_too_late_or_not_at_all_is_told(eve, service):
    late = practice_report.report().plan.model_copy(update={"too_late": True})
    tell(service, plan=late)

    assert "after the first results could have been seen" in words(
        eve.open(f"{HERE}/pack")
    )


@pytest.mark.parametrize(
    ("taken_back", "why"),
    [(False, "No plan was written down before"), (True, "stood and was taken back")],
)
def test_without_a_plan_everything_was_looked_at_afterwards(
    eve, service, taken_back, why
):
    tell(service, plan=None, taken_back=taken_back)

    shown = words(eve.open(f"{HERE}/pack"))

    assert why in shown
    assert "Everything here was looked at afterwards" in shown


def test_every_change_stands_beside_who_is_missing(eve, service):
    tell(service)

    shown = words(eve.open(f"{HERE}/report"))

    assert "not suitable as a trigger of payment" in shown.lower()
    assert "Self-reported, unverified" in shown
    assert "not seen since: 35" in shown
    assert "+1 (+0.5 to +1.5)" in shown
    assert "Reliably better" not in shown
    assert "35 % (24 to 44 %) of 90" in shown


def test_the_page_for_volunteers_says_what_it_does_not_show(eve, service):
    tell(service)

    shown = words(eve.open(f"{HERE}/pack"))

    assert "They had begun at about 4.5 and were now at 5.5." in shown
    assert "Those who did not come had begun at about 4." in shown
    assert "It does not show that we are the reason." in shown


def test_before_the_first_quarter_both_say_so_and_show_made_up_ones(eve):
    for paper in ("pack", "report"):
        assert "There is no report yet" in words(eve.open(f"{HERE}/{paper}"))
        assert "Nobody is behind these figures" in words(
            eve.open(f"/staff/practice/{paper}")
        )


def test_a_young_programme_reads_that_it_is_too_early(eve, service):
    life = practice_report.report().measures[0]
    early = life.lines[0].model_copy(update={"expected": None, "came": None})
    tell(service, measures=(life.model_copy(update={"lines": (early,)}),))

    shown = words(eve.open(f"{HERE}/pack"))

    assert "of those who could too early, or too few" in shown
    assert "After about 3 months: too early, or too few to say." in shown


def test_organisers_print_the_page_and_do_not_see_the_report(at_work, service):
    tell(service)
    olu = at_work(Role.ORGANISER, "harbour/north")

    assert olu.open(f"{HERE}/pack").status_code == 200
    assert olu.open(f"{HERE}/report").status_code in {403, 404}
    assert olu.open("/staff/programmes/inland/pack").status_code == 404


def test_where_no_figure_was_told_there_is_no_empty_frame(eve, service):
    life = practice_report.report().measures[0]
    untold = {"before": None, "change": None}
    lines = tuple(line.model_copy(update=untold) for line in life.lines)
    bare = life.model_copy(update={"baseline": None, "lines": lines})
    tell(service, measures=(bare,))

    for paper in ("pack", "report"):
        assert "<svg" not in eve.open(f"{HERE}/{paper}").text


def test_a_report_stands_in_the_way_of_no_other_page_of_the_programme(eve, service):
    tell(service)

    for path in ("/staff", "/staff/growth", HERE):
        assert eve.open(path).status_code == 200
