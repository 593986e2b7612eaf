"""Letting people in who run groups."""

import re
from base64 import b32encode
from pathlib import Path

import pytest

from survey import factors, joining, links, staff
from survey.invitations import Wanted
from survey.staff import Role
from survey.web import cookies
from tests.accounts_of_staff import begun


@pytest.fixture
def opened(deployed):
    """Open a group to be run."""
    words = ("group", "open", "harbour", "north", "--alias", "thursday")
    assert deployed(*words).code == 0
    return deployed


def link(deployed, *words):
    return deployed("staff", "link", *words)


def test_a_link_is_one_address_that_lets_its_person_in_once(opened, behind):
    typed = link(opened, "facilitator", "harbour/thursday", "--name", "Fay")

    (address,) = typed.out.splitlines()
    written = re.fullmatch(r"http://\S+/staff/sign-in\?link=([\w-]{43})", address)[1]
    token = links.enter(behind, cookies.read(written))
    who = staff.resume(behind, token)
    assert who.name == "Fay"
    assert [group.alias for group in staff.groups_of(behind, who)] == ["thursday"]
    assert "within ten minutes" in typed.err
    assert typed.code == 0


def test_without_a_name_the_account_is_called_what_it_is_for(opened):
    made = link(opened, "organiser", "harbour/north", "--json").json

    assert made["name"] == "organiser harbour/north"
    assert opened("staff", "list", "--json").json == [
        {
            "name": "organiser harbour/north",
            "role": "organiser",
            "scope": "harbour/north",
            "is_open": True,
        }
    ]


def test_a_second_role_for_a_known_name_is_said(opened):
    link(opened, "facilitator", "harbour/thursday", "--name", "Fay")

    again = link(opened, "facilitator", "harbour/thursday", "--name", "Fay")
    more = link(opened, "operator", "harbour", "--name", "Fay")

    assert "may now" not in again.err
    assert "Fay was here before, and may now do this too." in more.err


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("facilitator", "harbour"), 2, "PROGRAMME/GROUP"),
        (("operator", "harbour/north"), 2, "is written PROGRAMME"),
        (("gardener", "harbour"), 2, "gardener"),
        (("facilitator", "harbour/friday"), 3, "Not found: harbour/friday."),
        (("organiser", "harbour/west"), 3, "Not found: harbour/west."),
        (("evaluator", "harbour", "--name", "F" * 65), 2, "1 to 64 letters"),
    ],
)
def test_what_does_not_fit_is_said_and_nobody_is_made(opened, words, code, why):
    typed = link(opened, *words)

    assert typed.code == code
    assert why in typed.err
    assert typed.out == ""
    assert opened("staff", "list", "--json").json == []


def test_a_closed_group_has_nothing_to_run(opened):
    opened("group", "close", "harbour", "thursday", "--yes")

    typed = link(opened, "facilitator", "harbour/thursday")

    assert typed.code == 1
    assert "closed" in typed.err


def test_a_closed_account_gets_no_new_link(opened, behind):
    link(opened, "facilitator", "harbour/thursday", "--name", "Fay")

    assert opened("staff", "close", "Fay").code == 0
    assert opened("staff", "close", "Finn").code == 3
    again = link(opened, "facilitator", "harbour/thursday", "--name", "Fay")

    assert again.code == 1
    assert "was closed" in again.err
    assert not staff.listed(behind)[0].is_open


def invitation_in(address):
    return cookies.read(address.split("link=")[1])


def test_add_prints_an_address_that_begins_an_account(deployed, behind):
    typed = deployed("staff", "add", "organiser", "harbour/north", "--name", "Olu")

    address, name = typed.out.split()
    assert (typed.code, name) == (0, "Olu")
    assert address.startswith("http://127.0.0.1:8000/staff/invitation?link=")
    assert joining.look(behind, invitation_in(address)).place == "harbour/north"


def test_add_all_names_the_row_that_is_wrong_and_invites_nobody(deployed, behind):
    file = Path("people.csv")
    file.write_text("Olu,organiser,harbour/north\nUma,organiser,harbour/nowhere\n")

    typed = deployed("staff", "add-all", file)

    assert (typed.code, typed.out) == (1, "")
    assert "row 2: there is no harbour/nowhere. Nobody was invited." in typed.err
    file.write_text("Olu,organiser,harbour/north\nUma,organiser,harbour/south\n")
    assert len(deployed("staff", "add-all", file, "--json").json) == 2


def test_reset_and_otp_put_what_was_there_out_of_use(deployed, behind):
    wanted = Wanted("Olu", Role.ORGANISER, "harbour/north")
    who, before, _ = begun(behind, wanted)

    otp = deployed("staff", "otp", "olu")
    reset = deployed("staff", "reset", "Olu")

    assert otp.out.startswith("otpauth://totp/Check-in:Olu?")
    assert b32encode(before).decode() not in otp.out
    invitation = joining.look(behind, invitation_in(reset.out.split()[0]))
    assert (invitation.staff_id, invitation.grant) == (who.id, None)
    assert not factors.held(behind, who.id).any
    assert deployed("staff", "otp", "Olu").code == 1
    assert deployed("staff", "reset", "Nobody").code == 3
