"""The pages of a group: for its members, for who runs it, with results and without."""

import json
import re
from pathlib import Path

import pytest

from survey import results
from survey.person import Remember
from survey.web import claims, questions
from tests.cast import enrol, visit
from tests.releases import CALM, DAYS, LIFE, count, decide_rounds, page, place
from tests.releases import release as decided
from tests.test_results import statements
from tests.web.figures import figures, for_plotly
from tests.web.phone import Phone
from tests.web.walk import Page, Walk

REST = (
    "The picture rests this time. That is how it keeps every answer safe. It says "
    "nothing about how anyone is doing. Your own page has your own picture."
)
PAGES = ("/group", "/group/meeting", f"/group/explore/{CALM}")
ROOT = Path(__file__).resolve().parents[2]
STRAIGHT = str.maketrans("“”’", '""\'')
BLAME = re.compile(
    r"\b(worse|bad|poor|fail\w*|declin\w*|below average)\b", re.IGNORECASE
)


@pytest.fixture
def resting(service, thursday):
    """Give Thursday's group two rounds of its site's pool that were not shown."""
    decide_rounds(service, 2)
    place(service, thursday, "pool")
    for domain in (DAYS, CALM, LIFE):
        decided(service, "pool", "north", domain, [None, None])


def test_ana_sees_how_her_group_is_doing(ana_walk, told):
    ana_walk.open("/").follow("How your group is doing")

    assert ana_walk.page.heading == "How we are doing together"
    assert ana_walk.says("Near the top, a step up.")
    assert ana_walk.says("The two weeks from 19 October, 10 to 14 people.")
    assert ana_walk.says("Among us: some in the lower part; most in the upper part.")
    assert ana_walk.says("In the twelve weeks from 1 June, 10 to 19 people checked in.")
    assert ana_walk.says(REST), "life rests while the others are shown"
    assert ana_walk.says("A step down happens to every group.")
    assert ana_walk.page.html.count('<svg class="ladder"') == 3


def test_her_own_trend_leads_there_too(ana_walk, told):
    ana_walk.open("/trend").follow("How your group is doing")

    assert ana_walk.page.heading == "How we are doing together"


def test_no_page_of_a_group_blames_anybody(ana_phone, told):
    for path in PAGES:
        answer = ana_phone.open(path)

        assert answer.status_code == 200
        assert BLAME.search(Page(answer.text).text) is None


def test_nothing_finer_than_a_band_stands_in_the_source(ana_phone, told):
    shown = figures(ana_phone.open("/group").text)
    explored = for_plotly(ana_phone.open(PAGES[2]).text)

    assert len(shown) == 3
    assert re.findall(r"\d\.\d", "".join(shown)) == []
    for trace in json.loads(explored)["data"]:
        assert set(trace["base"]) <= {0, 1, 2, 3, 4}
        assert set(trace["y"]) == {1}
        assert trace.keys() <= {
            "type", "x", "offset", "width", "base", "y", "text", "textposition",
            "hovertemplate", "opacity",
        }  # fmt: skip


def test_when_the_picture_rests_the_page_is_still_good_for_a_meeting(
    ana_walk, service, ana, resting
):
    for path in ("/group", "/group/meeting"):
        ana_walk.open(path)

        assert ana_walk.says(REST)
        assert ana_walk.says("You can say pass.")
        assert ana_walk.says("One thing for this week")
        assert ana_walk.says("Harbour line")
        assert "<figure" not in ana_walk.page.html
        assert "ladder" not in ana_walk.page.html


def test_before_anything_was_decided_the_page_says_when_it_may_come(ana_walk):
    ana_walk.open("/group")

    assert ana_walk.says("There is no picture yet.")
    assert not ana_walk.says("rests this time")
    assert ana_walk.open("/group/meeting").says("There is no picture yet.")


def test_earlier_pictures_stay_when_the_newest_rests(ana_walk, service, thursday):
    decide_rounds(service, 2)
    place(service, thursday, "round")
    for domain in (DAYS, CALM, LIFE):
        decided(service, "group", thursday.id.hex(), domain, [page(3), None])

    ana_walk.open("/group")

    assert ana_walk.page.html.count("rests this time") == 1
    assert ana_walk.says("When last shown: above the middle.")
    assert not ana_walk.open("/group/meeting").says("above the middle")


def test_a_page_is_served_from_one_query_for_releases(ana_phone, service, told):
    for path in PAGES:
        with statements(service) as asked:
            ana_phone.open(path)

        assert len([each for each in asked if "release" in each]) == 1


def test_who_belongs_to_no_group_finds_a_good_page_too(app, service):
    walk = Walk(Phone(app).hold(enrol(service, None).token))

    walk.open("/group")

    assert walk.page.heading == "You are here on your own"
    assert walk.says("You can say pass.")
    assert "How your group is doing" not in walk.open("/").page.links
    for path in PAGES[1:]:
        assert walk.open(path).status == 404


def test_only_a_kept_member_who_may_read_opens_the_pages(
    app, service, thursday, clock, told
):
    sender = enrol(service, thursday.join_code, Remember.WRITE)
    clock.pass_(hours=3)
    sends = Phone(app).hold(sender.token)
    unkept = Phone(app).hold(visit(service, thursday.join_code).token)

    for path in PAGES:
        assert Phone(app).open(path).headers["Location"].startswith("/sign-in")
        assert unkept.open(path).headers["Location"] == "/words"
        assert sends.open(path).status_code != 200
    row = next(r for r in claims.rows(service.settings) if "for check-ins" in r.who)
    assert row.totals == "no"


def test_nobody_sees_the_picture_of_another_group(app, service, cleo, told):
    walk = Walk(Phone(app).hold(cleo.token))

    assert walk.open("/group").says("monday")
    assert not walk.says("Near the top")
    assert walk.open(f"/group/explore/{CALM}").status == 404


def test_the_sheet_has_all_that_a_meeting_needs(ana_walk, service, ana, told, clock):
    ana_walk.open("/group/meeting")

    for words in (
        "Two quiet minutes",
        "127.0.0.1:8000",
        "In the two weeks from 19 October, “Days that went the way people wanted” was",
        "You can say pass.",
        "One thing for this week",
        "0800 000 000",
        "Good to say",
        "Better left unsaid",
    ):
        assert ana_walk.says(words), words
    assert '<path class="qrline"' in ana_walk.page.html


def test_the_sheet_says_what_the_guide_for_facilitators_says(ana_walk, told):
    guide = (ROOT / "docs/facilitators.md").read_text()
    listed = re.findall(r"^- (.*)$", guide, re.MULTILINE)

    sheet = ana_walk.open("/group/meeting").page.text.translate(STRAIGHT)

    assert len(listed) == 14
    assert [each for each in listed if each not in " ".join(sheet.split())] == []


def test_the_next_weeks_sheet_asks_something_else(app, service, thursday, clock):
    person = enrol(service, thursday.join_code, Remember.READ)
    walk = Walk(Phone(app).hold(person.token))
    asked = []
    for _ in range(3):
        walk.open("/group/meeting")
        asked += [each for each in questions.everything() if walk.says(each)]
        clock.pass_(days=7)

    assert len(asked) == len(set(asked)) == 3


def test_a_pool_is_named_as_several_groups_also_in_how_many_took_part(
    ana_walk, service, thursday
):
    decide_rounds(service, 6)
    place(service, thursday, "pool", "pool")
    decided(service, "pool", "north", CALM, [page(2)] * 6)
    count(service, "pool", "north", 1, '{"class":"fewer"}')

    ana_walk.open("/group")

    assert ana_walk.says("10 to 14 people of several groups of North hall.")
    assert ana_walk.says("fewer than 10 people checked in, counting the groups of")


def test_a_view_is_handed_releases_and_nothing_else():
    """What comes out of results has no place for a score of anybody."""
    fields = set(results.Release.__slots__)

    assert fields == {"domain", "when", "pooled", "page"}
