"""Invitations begin an account once, where their maker may, or change nothing."""

import pytest

from survey import (
    groups,
    guest_list,
    invitations,
    joining,
    links,
    passkeys,
    staff,
    staff_signin,
    two_steps,
)
from survey.challenges import PasskeyRefused
from survey.groups import GroupClosed, NoSuchPlace
from survey.invitations import BadRow, InvitationIsSpent, OwnRole, Wanted
from survey.joining import ForSomebodyElse, SignInFirst
from survey.links import BadName
from survey.records.tables import (
    AuditEvent,
    Factor,
    Invitation,
    RecoveryCode,
    Staff,
    StaffGrant,
    StaffSession,
)
from survey.staff import Role
from survey.two_steps import WrongProof
from tests.accounts_of_staff import (
    ASKED,
    FAY,
    HERS,
    PASSWORD,
    PLACE,
    begun,
    count,
    digits,
    invited,
)
from tests.authenticator import Authenticator


@pytest.fixture
def olu(service, thursday):
    """Let Olu in, who organises the north hall, by a link."""
    link = links.make(service, Role.ORGANISER, "harbour/north", "Olu").token
    return staff.resume(service, links.enter(service, link))


def test_an_invitation_begins_an_account_once(service, thursday):
    token = invited(service)
    assert {joining.look(service, token).place_name for _ in "12"} == {"thursday"}
    offer = two_steps.offer(service, ASKED)
    chosen = two_steps.choose(
        service, offer, PASSWORD, digits(service, offer.secret), "Fay"
    )
    joining.begin_with_password(service, token, chosen)

    with pytest.raises(InvitationIsSpent):
        joining.begin_with_password(service, token, chosen)
    with pytest.raises(InvitationIsSpent):
        joining.look(service, token)
    assert count(service, Staff, StaffGrant, Factor, StaffSession) == [1, 1, 2, 1]


def test_an_invitation_is_worth_nothing_after_72_hours(service, clock, thursday):
    token = invited(service)
    clock.pass_(hours=71, minutes=59)
    assert joining.look(service, token).place == HERS
    clock.pass_(minutes=1)

    with pytest.raises(InvitationIsSpent):
        joining.look(service, token)


def test_a_way_in_that_fails_leaves_neither_account_nor_spent_invitation(
    service, thursday
):
    token = invited(service)
    before = count(service, Staff, Invitation, Factor, AuditEvent)
    phone = Authenticator(verifies=False)
    seen = joining.look(service, token)
    options = passkeys.options_to_begin(service, PLACE, ASKED, seen.staff_id, "Fay")

    with pytest.raises(PasskeyRefused):
        joining.begin_with_passkey(service, token, PLACE, ASKED, phone.create(options))

    assert count(service, Staff, Invitation, Factor, AuditEvent) == before


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        (Wanted("Ida", Role.FACILITATOR, "harbour/monday"), NoSuchPlace),
        (Wanted("Ida", Role.FACILITATOR, "harbour/south/new"), NoSuchPlace),
        (Wanted("Ida", Role.ORGANISER, "harbour/north"), NoSuchPlace),
        (Wanted("Ida", Role.EVALUATOR, "harbour"), NoSuchPlace),
        (Wanted("Ida", Role.OPERATOR, "harbour"), NoSuchPlace),
        (Wanted("olu", Role.FACILITATOR, HERS), OwnRole),
        (Wanted(" ", Role.FACILITATOR, HERS), BadName),
        (Wanted("I\u202eda", Role.FACILITATOR, HERS), BadName),
    ],
)
def test_an_organiser_invites_to_the_groups_of_the_site_and_no_further(
    service, olu, monday, wanted, refused
):
    with pytest.raises(refused):
        invitations.make(service, olu, wanted)
    assert count(service, Invitation) == [0]

    invitations.make(service, olu, FAY)
    invitations.make(service, olu, Wanted("Ida", Role.FACILITATOR, "harbour/north/new"))
    assert [each.place for each in invitations.pending(service, olu)] == [
        HERS,
        "harbour/north/new",
    ]


def test_an_operator_invites_for_the_programme_alone(service, thursday):
    link = links.make(service, Role.OPERATOR, "harbour", "Opa").token
    opa = staff.resume(service, links.enter(service, link))
    for role, place in (
        (Role.OPERATOR, "harbour"),
        (Role.EVALUATOR, "harbour"),
        (Role.ORGANISER, "harbour/south"),
        (Role.FACILITATOR, HERS),
    ):
        invitations.make(service, opa, Wanted(f"{role}", role, place))

    with pytest.raises(NoSuchPlace):
        invitations.make(service, opa, Wanted("Ida", Role.OPERATOR, "inland"))


def test_nobody_takes_up_an_invitation_of_their_own(service, olu):
    token = invited(service, Wanted("Ida", Role.FACILITATOR, HERS), olu)

    with pytest.raises(OwnRole):
        joining.accept(service, token, olu)
    assert joining.look(service, token).name == "Ida"


def test_who_is_signed_in_does_more_with_the_account_they_have(service, olu, monday):
    fay, _, _ = begun(service)
    token = invited(service, Wanted("Anybody", Role.FACILITATOR, "harbour/monday"))

    joining.accept(service, token, fay)

    assert count(service, Staff, Invitation) == [2, 0]
    with service.store.read() as connection:
        given = staff.grants(service, connection, fay.id)
    assert {each.group_id for each in given} == {fay.grants[0].group_id, monday.id}


def test_an_invitation_for_an_account_is_taken_up_by_its_owner_alone(
    service, olu, monday
):
    fay, _, _ = begun(service)
    token = invited(service, Wanted("fay", Role.FACILITATOR, "harbour/monday"))
    offer = two_steps.offer(service, ASKED)
    chosen = two_steps.choose(
        service, offer, PASSWORD, digits(service, offer.secret), "X"
    )

    with pytest.raises(SignInFirst):
        joining.begin_with_password(service, token, chosen)
    with pytest.raises(ForSomebodyElse):
        joining.accept(service, token, olu)
    joining.accept(service, token, fay)
    assert count(service, Staff) == [2]


def test_an_invitation_falls_with_who_made_it(service, olu):
    token = invited(service, FAY, olu)

    links.close_account(service, "Olu")

    with pytest.raises(InvitationIsSpent):
        joining.look(service, token)


def test_an_invitation_is_taken_back_by_who_made_it_alone(service, olu):
    token = invited(service, FAY, olu)
    fay, _, _ = begun(service, Wanted("Finn", Role.FACILITATOR, HERS))
    (waiting,) = invitations.pending(service, olu)

    with pytest.raises(NoSuchPlace):
        invitations.take_back(service, fay, waiting.id)
    invitations.take_back(service, olu, waiting.id)

    with pytest.raises(InvitationIsSpent):
        joining.look(service, token)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("Ida,facilitator,harbour/nowhere", NoSuchPlace),
        ("Ida,facilitator", guest_list.NotARow),
        ("Ida,boss,harbour/thursday", guest_list.NotARow),
        (",facilitator,harbour/thursday", BadName),
    ],
)
def test_a_list_with_one_bad_row_invites_nobody_and_names_the_row(
    service, thursday, bad, why
):
    text = f"name,role,place\nFay,facilitator,{HERS}\n\n{bad}\nUma,facilitator,{HERS}"

    with pytest.raises(BadRow) as caught:
        invitations.make_all(service, None, guest_list.read(text))

    assert caught.value.number == 4
    assert isinstance(caught.value.reason, why)
    assert count(service, Invitation) == [0]


def test_a_list_without_a_bad_row_invites_everybody(service, thursday):
    text = f"Fay,facilitator,{HERS}\r\nUma,Organiser,harbour/north\r\n"

    made = invitations.make_all(service, None, guest_list.read(text))

    assert [each.name for each in made] == ["Fay", "Uma"]
    assert count(service, Invitation) == [2]


def test_no_invitation_to_a_closed_group(service, thursday):
    groups.close_group(service, "harbour", "thursday")

    with pytest.raises(GroupClosed):
        invited(service)


def test_a_reset_ends_every_way_in_and_begins_a_new_one(service, clock, thursday):
    fay, secret, _ = begun(service)
    made = invitations.make_anew(service, "fay")
    clock.pass_(seconds=30)

    assert staff.resume(service, b"x" * 32) is None
    assert count(service, Factor, RecoveryCode, StaffSession) == [0, 0, 0]
    with pytest.raises(WrongProof):
        staff_signin.by_password(service, "Fay", PASSWORD, digits(service, secret))
    offer = two_steps.offer(service, ASKED)
    chosen = two_steps.choose(
        service, offer, PASSWORD, digits(service, offer.secret), "Fay"
    )
    token, _ = joining.begin_with_password(service, made.token, chosen)
    again = staff.resume(service, token)
    assert (again.id, again.grants) == (fay.id, fay.grants)
