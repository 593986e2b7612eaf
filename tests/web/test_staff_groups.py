"""The page of a group for who runs it: its code, its poster, closed and open again."""

import re
from datetime import date

import pytest
from flask import Flask

from survey import doorway, groups
from survey.groups import OpenGroup
from survey.records.queries import tree
from survey.service import Service
from survey.staff import Role
from survey.web import qr
from tests.cast import FakeClock, enrol
from tests.web.desk import acts, desk, id_of
from tests.web.walk import Walk

PAGE = "/staff/groups/harbour/thursday"
TELLING = re.compile(
    r"recover|substance|drug|alcohol|drink|addict|sober|urge|habit|help|support"
    r"|health|change|harbour|thursday|north",
    re.IGNORECASE,
)
"""What a poster must not say to whoever comes by."""


def paper(html: str) -> str:
    """Return what of a page is printed, without its tags."""
    within = html[html.index('class="paper') : html.index("</main>")]
    printed = re.sub(r'<p class="screen".*', "", within, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", printed).split())


def change(service: Service, group: OpenGroup, **values: object) -> None:
    with service.store.write() as connection:
        tree.change_group(connection, group.id, **values)


def test_fay_finds_the_code_with_its_last_day(fay: Walk, thursday: OpenGroup) -> None:
    fay.open("/staff").follow("Poster and join code: thursday")

    assert fay.says(f"{thursday.join_code[:4]} {thursday.join_code[4:]}")
    assert fay.says("It works up to 4 May 2027. It has room for more than 100 people.")


def test_the_page_is_the_same_before_and_after_somebody_joins(
    fay: Walk, service: Service, thursday: OpenGroup
) -> None:
    before = fay.open(PAGE).page.text
    enrol(service, thursday.join_code)

    assert fay.open(PAGE).page.text == before


@pytest.mark.parametrize(("left", "told"), [(51, "more than 50"), (50, "50 people or")])
def test_what_a_code_has_room_for_is_told_roughly(
    fay: Walk, service: Service, thursday: OpenGroup, left: int, told: str
) -> None:
    change(service, thursday, joins_left=left)

    assert fay.open(PAGE).says(told)


@pytest.mark.parametrize("path", ["/staff", PAGE, f"{PAGE}/poster"])
def test_the_end_of_a_code_is_told_three_weeks_ahead(
    app: Flask, service: Service, thursday: OpenGroup, clock: FakeClock, path: str
) -> None:
    told = "The posters stop working after 4 May 2027."
    clock.pass_(days=groups.CODE_DAYS - 22)
    early = desk(app, service, Role.FACILITATOR, "harbour/thursday", "Fay")
    assert not early.open(path).says(told)

    clock.pass_(days=1)
    later = desk(app, service, Role.FACILITATOR, "harbour/thursday", "Fay")
    assert later.open(path).says(told)


@pytest.mark.parametrize("who", ["fay", "olu"])
def test_a_new_code_stops_the_old_posters_after_a_question(
    who: str, request: pytest.FixtureRequest, service: Service, thursday: OpenGroup
) -> None:
    walk: Walk = request.getfixturevalue(who)
    walk.open(PAGE).follow("Make a new code")
    assert walk.says("The old code stops at once.")
    assert doorway.look_up(service, thursday.join_code).problem is None
    walk.press("Make a new code")

    assert walk.path == PAGE
    assert doorway.look_up(service, thursday.join_code).problem == "unknown"
    by = id_of(service, who.capitalize())
    assert acts(service)[-1] == ("group.code", by)


def test_two_taps_make_one_code(fay: Walk, service: Service) -> None:
    fay.open(f"{PAGE}/code")
    form = fay.form("Make a new code")
    fay.send(form, "Make a new code")
    made = groups.named(service, "harbour", "thursday").join_code
    fay.send(form, "Make a new code")

    assert groups.named(service, "harbour", "thursday").join_code == made


def test_a_group_is_closed_after_a_question_and_opened_again(
    fay: Walk, service: Service, thursday: OpenGroup
) -> None:
    fay.open(PAGE).follow("Close this group").press("Close this group")
    assert fay.says("This group is closed, so its posters let nobody in.")
    assert doorway.look_up(service, thursday.join_code).problem == "closed"

    fay.press("Open this group again")
    assert doorway.look_up(service, thursday.join_code).problem is None
    by = id_of(service, "Fay")
    assert acts(service)[1:] == [("group.closed", by), ("group.reopened", by)]
    assert fay.open("/staff/evidence").says("open since 2 Nov 2026")


def test_a_closed_group_gets_no_new_code(
    fay: Walk, service: Service, thursday: OpenGroup
) -> None:
    fay.open(f"{PAGE}/code")
    groups.close_group(service, "harbour", "thursday")
    fay.press("Make a new code")

    assert fay.status == 409
    assert fay.says("This group is closed")
    assert groups.named(service, "harbour", "thursday").join_code == thursday.join_code


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_a_poster_says_how_to_get_in_and_nothing_else(
    fay: Walk, service: Service, thursday: OpenGroup, size: str
) -> None:
    fay.open(f"{PAGE}/poster?size={size}")
    said = paper(fay.page.html)
    code = f"{thursday.join_code[:4]} {thursday.join_code[4:]}"
    name = service.settings.look.product_name

    assert fay.status == 200
    assert code in said
    assert "/join" in said
    assert "Works up to 4 May 2027" in said
    assert name in said
    assert not TELLING.search(said.replace(code, ""))
    assert fay.page.title == name
    assert ("paper-a5" in fay.page.html) == (size == "a5")


def test_the_square_of_a_poster_leads_into_the_group(
    fay: Walk, thursday: OpenGroup, service: Service
) -> None:
    url = service.settings.server.public_url
    drawn = str(qr.square(f"{url}/join/{thursday.join_code}"))

    assert drawn in fay.open(f"{PAGE}/poster").page.html


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"state": "closed"}, "This group is closed, so its posters let nobody in."),
        ({"joins_left": 0}, "This code has let in as many people as it may."),
        (
            {"last_day": date(2026, 11, 1)},
            "The last day of the posters was 1 Nov 2026.",
        ),
    ],
    ids=["closed", "full", "expired"],
)
def test_there_is_no_poster_that_lets_nobody_in(
    fay: Walk, service: Service, thursday: OpenGroup, values, told
) -> None:
    change(service, thursday, **values)
    fay.open(f"{PAGE}/poster")

    assert fay.status == 409
    assert fay.says(told)
    assert "<svg" not in fay.page.html
    assert thursday.join_code[:4] not in fay.page.text


def test_a_card_has_seven_boxes_and_tells_nothing(fay: Walk) -> None:
    said = paper(fay.open("/staff/cards").page.html)

    printed = said[said.index(">") + 1 :].split()
    assert printed == [str(number) for number in range(1, 8)] * 8


def test_two_who_hold_a_group_are_not_asked_for_a_second(
    fay: Walk, app: Flask, service: Service
) -> None:
    assert fay.open(PAGE).says("A group is held by two")
    desk(app, service, Role.FACILITATOR, "harbour/thursday", "Gus")

    assert fay.open(PAGE).says("Who holds it Fay, Gus")
    assert not fay.says("A group is held by two")
