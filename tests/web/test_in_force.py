"""What is in force is on a page, with its versions, and as a participant sees it."""

import pytest

from survey import programme
from survey.staff import Role
from tests.conftest import ROOT
from tests.web.desk import desk

TEXT = (ROOT / "tests/programme.toml").read_text()
PLAN = """
[look]
product_name = "Tide tables"

[evaluation]
measure = "life.mean"
window = [20, 32]
minimum_n = 60
comparison = "own baseline"
"""
PAGE = "/staff/programmes/harbour/in-force"
PREVIEW = "/staff/programmes/harbour/preview"


@pytest.fixture
def eve(app, service):
    return desk(app, service, Role.EVALUATOR, "harbour", "Eve")


def test_all_that_a_file_says_is_told_in_words(eve):
    found = eve.open(PAGE)

    for said in (
        "North hall",
        "Your days: every week, in short at the start and after a break",
        "every 4 weeks, from week 1 on",
        "every 12 weeks, and when the goal changes",
        "put together every 2 weeks, from 1 Jun 2026 on (Europe/London)",
        "Drinking",
        "alcohol: stopping all at once can be dangerous",
        "0800 000 000",
        "does not show on a phone bill",
        "999",
        "No plan stands",
        "Put in force for the first time.",
    ):
        assert found.says(said), said
    assert not found.says("Nobody has checked these numbers")


def test_the_plan_is_shown_with_the_minute_since_which_it_stands(eve, service, clock):
    clock.pass_(minutes=7)
    programme.apply(service, TEXT + PLAN)
    clock.pass_(minutes=2)
    programme.apply(service, TEXT + PLAN.replace("60", "80"))

    found = eve.open(PAGE)

    assert found.says("How life is going, all areas together, 20 to 32 weeks after")
    assert found.says("if there are 80 people or more")
    assert found.says("It stands since 2 Nov 2026, 10:09 (UTC).")
    assert found.says("Another plan stood before, since 2 Nov 2026")


def test_versions_say_when_and_what_changed_newest_first(app, service, clock):
    clock.pass_(days=1)
    text = TEXT.replace("South hall", "Hall by the sea").replace("0800 000", "0800 001")
    programme.apply(service, text)

    found = desk(app, service, Role.EVALUATOR, "harbour").open(PAGE).page.text

    newest, first = found.index("3 Nov 2026, 10:00 UTC"), found.index("2 Nov 2026, 10")
    assert newest < first
    for said in (
        "Places: changed: Hall by the sea",
        "People to call: changed: Harbour",
    ):
        assert newest < found.index(said) < first


def test_numbers_that_nobody_has_checked_are_named(eve, service):
    programme.apply(service, f"{TEXT}placeholder = true\n")

    assert eve.open(PAGE).says("Nobody has checked these numbers yet: Harbour line.")


@pytest.mark.parametrize(
    ("where", "said", "unsaid"),
    [
        ("0", ("The first check-in", "One more short set"), ("Your last seven",)),
        ("1", ("The check-in",), ("The first check-in", "One more short set")),
        ("3?away=yes", ("The first check-in",), ()),
        ("9?away=yes", ("Welcome back",), ("The check-in",)),
    ],
)
def test_a_week_is_shown_as_a_participant_sees_it(eve, where, said, unsaid):
    found = eve.open(f"{PREVIEW}/{where}")

    assert all(found.says(words) for words in said)
    assert not any(found.says(words) for words in unsaid)
    assert found.says("0800 000 000")


def test_the_questions_stand_in_the_order_in_which_they_are_asked(eve, service):
    first, week = eve.open(f"{PREVIEW}/0").page.text, eve.open(f"{PREVIEW}/1").page.text
    texts = {
        name: [item.text for item in service.instruments.current(name).items]
        for name in ("days", "urges", "life", "readiness")
    }

    in_week = [*texts["days"], *texts["urges"], *texts["life"]]
    assert [week.index(text) for text in in_week] == sorted(map(week.index, in_week))
    assert texts["readiness"][0] in first
    assert texts["life"][0] not in first
    assert texts["readiness"][0] not in week
    kept_up = eve.open(f"{PREVIEW}/1?goal=keep_up").page.text
    assert texts["days"][-1] not in kept_up
    assert eve.open(f"{PREVIEW}/1?goal=none").status == 404


def test_a_set_of_any_order_keeps_what_is_said_above_it(eve, service):
    text = (ROOT / "programmes/four-point.toml").read_text()
    programme.apply(service, text.replace('id = "four-point"', 'id = "harbour"', 1))

    found = eve.open(f"{PREVIEW}/2")

    points = service.instruments.current("four-points")
    assert found.says(points.lead_in)
    assert all(found.says(item.text) for item in points.items)


def test_nothing_can_be_sent_from_it_and_it_has_an_end(eve, service):
    programme.apply(service, TEXT + PLAN)

    found = eve.open(f"{PREVIEW}/1")

    assert found.page.forms == []
    assert found.says("Tide tables")
    assert eve.open(f"{PREVIEW}/104").status == 200
    assert eve.open(f"{PREVIEW}/105").status == 404


def test_it_is_linked_from_where_people_begin(app, service, eve):
    olu = desk(app, service, Role.ORGANISER, "harbour/north", "Olu")
    opal = desk(app, service, Role.OPERATOR, "harbour", "Opal")

    for who in (eve, olu, opal):
        links = who.open("/staff").page.links.values()
        assert {PAGE, "/staff/audit"} <= set(links)
