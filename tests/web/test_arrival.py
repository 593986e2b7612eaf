"""The way in: from a poster to something given back, and no door that stays shut."""

import pytest
from sqlalchemy import func, select

from survey import groups
from survey.records.tables import Membership, Participant, Session
from tests.web.walk import Walk, first_check_in

MOST_SCREENS = 9


def people(service):
    with service.store.read() as connection:
        return connection.execute(
            select(func.count()).select_from(Participant)
        ).scalar_one()


def test_eight_screens_lead_from_a_poster_to_something_given_back(walk, thursday):
    first_check_in(walk, thursday.join_code)

    assert walk.path == "/saved"
    assert walk.says("That is your starting point, and it is yours.")
    assert len(walk.screens) == 8 <= MOST_SCREENS


def test_nobody_exists_and_no_cookie_is_set_before_start_is_pressed(
    walk, service, thursday
):
    walk.open(f"/join/{thursday.join_code}")
    assert walk.phone.cookie is None
    walk.follow("Mine")
    assert people(service) == 0

    walk.press("Start")

    assert people(service) == 1


def test_a_typed_code_leads_where_the_poster_leads(walk, thursday):
    code = thursday.join_code
    walk.open(f"/join?code={code[:4].lower()}%20{code[4:]}")

    assert walk.path == f"/join/{code}"
    assert walk.page.heading == "Whose phone is this?"


def unknown(_service, _group):
    return "22222222"


def closed(service, group):
    groups.close_group(service, "harbour", group.alias)
    return group.join_code


def rotated(service, group):
    groups.rotate_code(service, "harbour", group.alias)
    return group.join_code


def expired(service, group):
    service.clock.pass_(days=groups.CODE_DAYS + 1)
    return group.join_code


@pytest.mark.parametrize("spoilt", [unknown, closed, rotated, expired])
def test_a_code_that_opens_nothing_still_lets_somebody_start(
    walk, service, thursday, spoilt
):
    walk.open(f"/join/{spoilt(service, thursday)}")
    assert walk.page.heading == "This code opens no group just now"
    assert walk.says("Maybe one letter slipped, or the code has run out")
    assert not walk.says("has a newer one")

    walk.follow("Start on my own").follow("Mine").press("Start")

    assert walk.path == "/goal"
    with service.store.read() as connection:
        assert connection.execute(select(Membership.id)).all() == []


@pytest.mark.parametrize("code", ["x", "<b>", "0" * 400, "%F0%9F%8C%8A", "a%2Fb"])
def test_a_code_that_is_none_is_answered_kindly(walk, thursday, code):
    walk.open(f"/join?code={code}")

    assert walk.page.heading in (
        "This code opens no group just now",
        "This page is not here",
    )
    assert "<b>" not in walk.page.html


def test_a_shared_phone_is_written_down_as_shared(walk, service, thursday):
    walk.open(f"/join/{thursday.join_code}")
    walk.follow("Somebody else’s, or a shared one").press("Start")

    with service.store.read() as connection:
        assert connection.execute(select(Session.shared)).scalar_one()


def test_starting_over_on_one_phone_leaves_one_person(walk, service, thursday):
    for _ in range(2):
        walk.open(f"/join/{thursday.join_code}").follow("Mine").press("Start")

    assert people(service) == 1


def test_who_is_signed_in_is_asked_before_their_visit_ends(ana_walk, monday):
    ana_walk.open(f"/join/{monday.join_code}")

    assert ana_walk.says("Somebody is signed in on this phone")
    ana_walk.follow("It is me: add this group")
    assert ana_walk.path.startswith("/leave-group")
    ana_walk.press("Move to this group")
    assert ana_walk.says("“monday”")


def test_an_unknown_programme_starts_nothing(walk, service):
    assert walk.open("/start?programme=moon&phone=mine").status == 404
    walk.open("/start?programme=harbour&phone=mine")
    assert walk.press("Start", programme="moon").status == 404

    assert people(service) == 0


def test_start_without_a_programme_leads_to_the_door(walk):
    assert walk.open("/start").path == "/join"


def test_a_foreign_field_starts_nothing(walk, service):
    walk.open("/start?programme=harbour&phone=mine").press("Start", admin="1")

    assert walk.status == 400
    assert people(service) == 0


def test_the_first_page_says_who_can_read_what(walk):
    walk.open("/start?programme=harbour&phone=mine")

    assert walk.page.links["Who can read what"] == "/about"
    assert walk.says("Nobody in your group sees what you tap.")


def test_titles_and_addresses_tell_nobody_what_this_is(walk, thursday):
    first_check_in(walk, thursday.join_code)

    told = " ".join(walk.screens).lower() + walk.page.title.lower()
    assert not any(word in told for word in ("urge-", "drink", "recover", "addict"))


def test_a_walk_notices_a_field_that_is_missing(walk):
    assert isinstance(walk, Walk)
    with pytest.raises(StopIteration):
        walk.open("/join").press("No such button")
