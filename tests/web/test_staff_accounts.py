"""The ways in of the staff on their pages: what is said, what is asked again."""

import re
from base64 import b32decode

import pytest

from survey import factors, staff
from survey.invitations import Wanted, make
from survey.records.queries import accounts as queries
from survey.records.tables import Factor, Invitation, StaffGrant, StaffSession
from survey.staff import Role
from tests.accounts_of_staff import (
    FAY,
    HERS,
    PASSWORD,
    begun,
    begun_with_passkey,
    digits,
)
from tests.web.desk import desk
from tests.web.phone import Phone
from tests.web.walk import Walk, count

NOTHING = "This opens nothing here."


@pytest.fixture
def olu(app, service, thursday):
    """Let Olu in, who organises the north hall."""
    return desk(app, service, Role.ORGANISER, "harbour/north", "Olu")


@pytest.fixture
def fay(app, service, thursday):
    """Give Fay at her desk, and her secret."""
    _, secret, _ = begun(service)
    with service.store.write() as connection:
        fay_id = queries.by_name(connection, "Fay").id
        token = staff.open_session(service, connection, fay_id)
    return Walk(Phone(app).work(token)), secret


def path_of(service, wanted=FAY):
    return f"/staff/invitation?link={make(service, None, wanted).written}"


def secret_on(page):
    text = re.search(r'<code class="apart">([A-Z2-7 ]+)</code>', page.html)[1]
    return b32decode(text.replace(" ", ""))


def sign_in(walk, name, password, typed):
    walk.open("/staff/sign-in")
    return walk.press("Sign in", name=name, password=password, digits=typed)


def test_a_slip_in_beginning_keeps_the_square_and_changes_nothing(
    walk, service, thursday
):
    walk.open(path_of(service)).follow("Use a password and an app with six digits")
    secret = secret_on(walk.page)

    walk.press("Keep both", password="password1234", digits=digits(service, secret))
    assert walk.status == 422
    assert walk.says("among the first that are tried")
    assert "password1234" not in walk.page.html
    assert secret_on(walk.page) == secret
    assert count(service, Factor) == 0

    walk.press("Keep both", password=PASSWORD, digits=digits(service, secret))
    assert walk.page.heading == "Your codes on paper"
    assert walk.follow("I have them").page.heading == "Hello, Fay"


def test_a_used_invitation_says_so(walk, service, thursday):
    path = path_of(service)
    walk.open(path).follow("Use a password and an app with six digits")
    walk.press(
        "Keep both",
        password=PASSWORD,
        digits=digits(service, secret_on(walk.page)),
    )
    for again in (path, path.replace("?", "/password?")):
        walk.open(again)
        assert (walk.status, walk.page.heading) == (
            410,
            "This invitation does not open anything",
        )


def test_unknown_wrong_and_wrong_digits_are_one_page(walk, fay, service, clock):
    _, secret = fay
    clock.pass_(minutes=1)
    right = digits(service, secret)
    said = set()
    for name, password, typed in (
        ("Finn", PASSWORD, right),
        ("Fay", "copper kettle by the wall", right),
        ("Fay", PASSWORD, "12"),
    ):
        sign_in(walk, name, password, typed)
        assert walk.status == 422
        assert walk.says(NOTHING)
        assert PASSWORD not in walk.page.html
        said.add(walk.page.text.replace(name, ""))
    assert len(said) == 1
    assert sign_in(walk, "Fay", PASSWORD, right).path == "/staff"


def test_used_digits_and_a_wrong_clock_are_told_apart(walk, fay, service, clock):
    _, secret = fay
    sign_in(walk, "Fay", PASSWORD, digits(service, secret))
    assert walk.says("These six digits were used before. Wait for the next ones.")
    sign_in(walk, "Fay", PASSWORD, digits(service, secret, 120))
    assert walk.says("is off by about 2 min")


def test_too_many_tries_wait_and_say_how_long(walk, service, thursday):
    for _ in range(5):
        sign_in(walk, "Fay", "wrong", "1")
    sign_in(walk, "Fay", "wrong", "1")

    assert walk.status == 429
    assert walk.answer.headers["Retry-After"] == "30"
    assert walk.says("Try again in about 1 min.")


def test_what_reaches_far_asks_again_and_then_goes_on(fay, service, clock):
    walk, secret = fay
    clock.pass_(minutes=6)
    assert walk.open("/staff/account").status == 200

    walk.open("/staff/account/password")
    assert walk.page.heading == "Show that it is you"
    walk.press("Go on", password=PASSWORD, digits="000000")
    assert walk.says(NOTHING)
    walk.press("Go on", password=PASSWORD, digits=digits(service, secret))
    assert walk.path == "/staff/account/password"


def test_a_form_that_comes_too_late_is_kept_without_what_is_secret(fay, service, clock):
    walk, _ = fay
    walk.open("/staff/account/password")
    clock.pass_(minutes=6)

    walk.press("Keep both", password="a new kettle of tea", digits="123456")

    assert (walk.status, walk.page.heading) == (403, "Please show again that it is you")
    assert "a new kettle of tea" not in walk.page.html
    assert "123456" not in walk.page.html


def test_the_factor_and_the_visit_of_another_are_not_there(fay, service, thursday):
    walk, _ = fay
    uma, _ = begun_with_passkey(service, Wanted("Uma", Role.FACILITATOR, HERS))
    (key,) = factors.held(service, uma.id).passkeys
    before = count(service, Factor), count(service, StaffSession)
    token = walk.open("/staff/account").form("New codes on paper").fields[0][1]

    for path, field, value in (
        ("drop", "factor", key.id.hex()),
        ("drop", "factor", "no id"),
        ("sign-out", "visit", uma.session_id.hex()),
    ):
        fields = {"csrf_token": token, field: value}
        answer = walk.phone.send(f"/staff/account/{path}", fields)
        assert answer.status_code == 404, path
    assert (count(service, Factor), count(service, StaffSession)) == before


def test_other_browsers_are_listed_and_signed_out(app, fay, service):
    walk, _ = fay
    walk.open("/staff/account")
    assert walk.says("Another browser, for 0 min")

    walk.press("Sign all others out")

    assert not walk.says("Another browser")
    assert count(service, StaffSession) == 1


def test_the_last_way_in_is_not_dropped(fay, service):
    walk, _ = fay
    walk.open("/staff/account").press("Drop password and app")

    assert walk.status == 422
    assert walk.says("Without this you could not sign in any more")
    assert count(service, Factor) == 2


def test_an_organiser_invites_and_takes_back(olu, service):
    olu.open("/staff").follow("Invite people")
    olu.press("Make a link", name="Zoe", what="facilitator harbour/north/new")
    (written,) = re.findall(r"link=([\w-]{43})<", olu.page.html)
    assert count(service, Invitation) == 1

    olu.open("/staff/invitations").press("Take back Zoe")

    assert count(service, Invitation) == 0
    assert Walk(olu.phone).open(f"/staff/invitation?link={written}").status == 410


@pytest.mark.parametrize(
    ("name", "what", "words"),
    [
        ("Olu", f"facilitator {HERS}", "Nobody can give a role to themselves."),
        ("Zoe", "operator harbour", "no such place for you"),
        ("Zoe", "facilitator harbour/monday", "no such place for you"),
        ("Zoe", "boss harbour", "no such place for you"),
        ("", f"facilitator {HERS}", "A name has 1 to 64 letters."),
    ],
)
def test_an_invitation_that_cannot_be_says_why(olu, service, monday, name, what, words):
    olu.open("/staff/invitations").press("Make a link", name=name, what=what)

    assert (olu.status, olu.says(words)) == (422, True)
    assert count(service, Invitation) == 0


def test_a_list_with_a_bad_row_makes_no_link_and_comes_back(olu, service):
    rows = f"Zoe,facilitator,{HERS}\nYan,facilitator,harbour/nowhere"
    olu.open("/staff/invitations").press("Make all links", list=rows)

    assert olu.status == 422
    assert olu.says("Row 2: There is no such place for you to invite to.")
    assert "Yan,facilitator,harbour/nowhere" in olu.page.html
    assert count(service, Invitation) == 0


def test_who_is_signed_in_takes_up_more_by_one_press(fay, service, monday):
    walk, _ = fay
    wanted = Wanted("Somebody", Role.FACILITATOR, "harbour/monday")
    walk.open(path_of(service, wanted)).press("Yes, I will")

    assert walk.path == "/staff"
    assert walk.says("monday")
    assert count(service, StaffGrant) == 2
