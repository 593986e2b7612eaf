"""The pages of a group in a real browser: on a phone, on a wall, on paper."""

import re
from base64 import urlsafe_b64encode
from contextlib import contextmanager

import pytest

from survey import groups
from survey.person import Remember
from tests import releases
from tests.cast import enrol
from tests.journeys.test_every_page import barriers
from tests.journeys.test_first_visit import nothing_amiss

pytestmark = pytest.mark.browser

EXPLORE = f"/group/explore/{releases.CALM}"
ZOOMED = {"width": 320, "height": 256}
"""What is left of a laptop's screen at 400 %."""
WALL = {"width": 1280, "height": 800}
PAGE = re.compile(rb"/Type\s*/Page[^s]")
TOPICS = (releases.DAYS, releases.CALM, releases.LIFE)


@pytest.fixture(scope="session")
def members(site):
    """Let somebody join a group with results, and somebody one whose picture rests."""
    service = site.service
    shown = groups.open_group(service, "harbour", "south", "heron")
    rests = groups.open_group(service, "harbour", "south", "otter")
    releases.own(service, shown)
    releases.place(service, rests, "pool", "pool", "pool")
    for domain in TOPICS:
        pages = [releases.page(2), *[None] * 10]
        releases.release(service, "pool", "south", domain, pages)
    return {
        group.alias: enrol(service, group.join_code, Remember.READ).token
        for group in (shown, rests)
    }


@pytest.fixture
def member(phones, members, site):
    """Give the phone of a member of one of the groups."""

    @contextmanager
    def of(alias, **options):
        cookie = {
            "name": "__Host-t",
            "value": urlsafe_b64encode(members[alias]).decode().rstrip("="),
            "url": site.address.replace("http:", "https:"),
            "secure": True,
        }
        with phones(**options) as phone:
            phone.page.context.add_cookies([cookie])
            yield phone
            nothing_amiss(phone)

    return of


def test_no_page_of_a_group_bars_anybody(member):
    found = []
    for alias, paths in (
        ("heron", ("/group", "/group/meeting", EXPLORE)),
        ("otter", ("/group", "/group/meeting")),
    ):
        with member(alias) as phone:
            for path in paths:
                phone.open(path)
                found += barriers(phone, f"{alias} {path}")
                phone.page.set_viewport_size(ZOOMED)
                assert phone.sideways() <= 0, path

    assert found == []


def test_the_page_is_light_and_needs_no_script(member):
    with member("heron", js=False) as phone:
        phone.open("/group")

        assert phone.page.locator("svg.ladder").count() == 3
        assert phone.page.locator("svg.ladder").first.is_visible()
        assert phone.weight < 40_000
        phone.page.get_by_text("Show as a table").first.click()
        assert phone.says("above the middle, a step up")


def test_plotly_shows_the_same_steps_after_a_tap(member):
    with member("heron") as phone:
        phone.open("/group")
        assert "plotly" not in phone.page.content()
        phone.page.locator(f'a[href="{EXPLORE}"]').click()

        phone.page.wait_for_selector(".barlayer .point")
        assert phone.page.locator(".barlayer .point").count() == 9
        assert phone.page.locator(".modebar").count() == 0


@pytest.mark.parametrize("alias", ["heron", "otter"])
def test_the_sheet_is_two_pages_of_paper_black_on_white(member, alias):
    with member(alias, scheme="dark") as phone:
        phone.open("/group/meeting")
        paper = phone.page.pdf(prefer_css_page_size=True)
        phone.page.emulate_media(media="print", color_scheme="dark")
        colours = phone.page.evaluate(
            "(({color, backgroundColor}) => [color, backgroundColor])"
            "(getComputedStyle(document.body))"
        )

        assert len(PAGE.findall(paper)) == 2
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        for gone in (".top", ".foot", ".screen"):
            assert not phone.page.locator(gone).first.is_visible()
        assert phone.page.locator(".numbers").is_visible()


def test_on_a_wall_the_sheet_can_be_read_from_the_last_row(member):
    with member("heron") as phone:
        phone.page.set_viewport_size(WALL)
        phone.open("/group/meeting")
        size = "each => parseFloat(getComputedStyle(each).fontSize)"

        assert phone.page.locator(".aloud").evaluate(size) >= 24
        assert phone.page.locator(".sheet .said").evaluate(size) >= 24
        square = phone.page.locator(".square svg").bounding_box()
        assert square["width"] >= 200
        drawn = phone.page.locator("svg.ladder").all()
        tops = {round(each.bounding_box()["y"]) for each in drawn}
        assert len(drawn) == 2
        assert len(tops) == 1, "the pictures stand side by side"
