"""Whoever can write to the database lets nobody in with it, themselves least of all.

They know the format of every row and the digest of a token of their own; what they
lack is the key of the marks, which the web process keeps in a file.
"""

import pytest
from sqlalchemy import insert, select, update

from survey import groups, invitations, joining, links, opening, staff
from survey.invitations import InvitationIsSpent
from survey.links import LinkIsSpent
from survey.opening import HeldAlone
from survey.person import session_id
from survey.privacy import binding_staff, signing
from survey.records.tables import Invitation, Staff, StaffGrant, StaffLink, StaffSession
from survey.staff import Grant, Role
from tests.accounts_of_staff import FAY, HERS, invited

EVALUATES = Grant(Role.EVALUATOR, "harbour")
THEIRS = b"T" * 32
LATER = 4_000_000_000


def let_in(service, role, place, name):
    token = links.enter(service, links.make(service, role, place, name).token)
    return token, staff.resume(service, token)


@pytest.fixture
def fay(service, thursday):
    return let_in(service, Role.FACILITATOR, HERS, "Fay")


@pytest.fixture
def eve(service, thursday):
    return let_in(service, Role.EVALUATOR, "harbour", "Eve")


def rows(service, table, **which):
    with service.store.read() as connection:
        found = select(table.__table__).filter_by(**which)
        return [dict(row) for row in connection.execute(found).mappings()]


def write(service, statement):
    with service.store.write() as connection:
        connection.execute(statement)


def copied(service, table, number=0, **changed):
    """Write a genuine row again, mark and all, with something changed."""
    write(service, insert(table).values(rows(service, table)[number] | changed))


def own_mark(bound):
    """Mark a row with a key of one's own, under a number that the web knows."""
    return {"mac_key": 1, "mac": signing.mac(b"m" * 32, bound)}


def test_a_grant_made_up_or_moved_from_somebody_else_lets_nobody_do_more(
    service, fay, eve
):
    token, who = fay
    what = (who.id, "evaluator", "harbour", None, None)
    mark = own_mark(binding_staff.grant(b"1" * 16, *what))
    names = ("staff_id", "role", "programme_id", "site_id", "group_id")
    made_up = dict(zip(names, what, strict=True))
    write(service, insert(StaffGrant).values(id=b"1" * 16, **made_up, **mark))
    (hers,) = rows(service, StaffGrant, staff_id=eve[1].id)
    write(
        service,
        insert(StaffGrant).values(hers | {"id": b"2" * 16, "staff_id": who.id}),
    )

    assert staff.resume(service, token).grants == who.grants
    assert len([each for each in staff.listed(service) if each.name == "Fay"]) == 1
    write(service, update(StaffGrant).values(staff_id=who.id))
    assert staff.resume(service, token).grants == who.grants
    assert staff.resume(service, eve[0]).grants == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"role": "operator"},
        {"role": "organiser", "site_id": "north", "group_id": None},
        {"role": "evaluator", "group_id": None},
    ],
)
def test_a_grant_that_was_edited_is_worth_nothing(service, fay, changed):
    write(service, update(StaffGrant).values({"group_id": None, **changed}))

    assert staff.resume(service, fay[0]).grants == ()


def test_a_grant_that_was_made_up_is_given_anew_where_it_is_meant(service, fay):
    with service.store.write() as connection:
        assert links.give(service, connection, fay[1].id, EVALUATES)
        assert not links.give(service, connection, fay[1].id, EVALUATES)
    write(service, update(StaffGrant).values(mac=bytes(32)))

    with service.store.write() as connection:
        assert links.give(service, connection, fay[1].id, EVALUATES)


def test_nobody_holds_a_group_by_a_row_that_was_made_up(service, fay, thursday):
    write(service, insert(Staff).values(id=b"x" * 16, name="Xen", state="active"))
    copied(service, StaffGrant, id=b"1" * 16, staff_id=b"x" * 16)

    assert opening.held_by(service, [thursday])[thursday.id] == ("Fay",)
    with pytest.raises(HeldAlone):
        opening.leave(service, fay[1], thursday)


def test_a_browser_moved_to_another_account_is_signed_out(service, fay, eve):
    its = StaffSession.id == session_id(fay[0])
    write(service, update(StaffSession).where(its).values(staff_id=eve[1].id))

    assert staff.resume(service, fay[0]) is None
    assert staff.resume(service, eve[0]).name == "Eve"


def test_a_browser_with_a_token_of_ones_own_is_signed_in_nowhere(service, eve):
    copied(service, StaffSession, id=session_id(THEIRS))
    assert staff.resume(service, THEIRS) is None

    (row,) = rows(service, StaffSession, id=session_id(THEIRS))
    bound = binding_staff.session(row["id"], row["staff_id"], row["end"], row["proved"])
    write(
        service,
        update(StaffSession)
        .where(StaffSession.id == row["id"])
        .values(own_mark(bound)),
    )
    assert staff.resume(service, THEIRS) is None


@pytest.mark.parametrize("column", ["proved", "end"])
def test_a_browser_is_neither_freshened_nor_kept_by_the_row_alone(
    service, clock, fay, column
):
    assert not fay[1].is_fresh
    write(service, update(StaffSession).values({column: LATER}))

    assert staff.resume(service, fay[0]) is None


def test_a_way_in_that_was_shown_marks_no_browser_that_was_moved(service, fay, eve):
    its = StaffSession.id == session_id(fay[0])
    write(service, update(StaffSession).where(its).values(staff_id=eve[1].id))

    with service.store.write() as connection:
        staff.freshen(service, connection, fay[1])

    assert staff.resume(service, fay[0]) is None


def test_a_way_in_that_was_shown_is_fresh_on_that_browser_alone(service, clock, fay):
    other, _ = let_in(service, Role.FACILITATOR, HERS, "Fay")
    with service.store.write() as connection:
        staff.freshen(service, connection, fay[1])

    assert staff.resume(service, fay[0]).is_fresh
    assert not staff.resume(service, other).is_fresh
    clock.pass_(minutes=6)
    assert not staff.resume(service, fay[0]).is_fresh


@pytest.mark.parametrize("changed", ["token", "staff", "end"])
def test_a_link_made_up_moved_or_made_longer_lets_nobody_in(service, eve, changed):
    link = links.make(service, Role.FACILITATOR, HERS, "Fay").token
    if changed == "token":
        copied(service, StaffLink, id=session_id(THEIRS))
        link = THEIRS
    elif changed == "staff":
        write(service, update(StaffLink).values(staff_id=eve[1].id))
    else:
        write(service, update(StaffLink).values(expires=LATER))

    for use in (links.whose, links.enter):
        with pytest.raises(LinkIsSpent):
            use(service, link)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": session_id(THEIRS)},
        {"staff_id": b"x" * 16},
        {"name": "Xen"},
        {"role": "evaluator", "group_id": None},
        {"role": None, "programme_id": None, "group_id": None},
        {"expires": LATER},
        {"made_by": "Olu"},
    ],
)
def test_an_invitation_made_up_or_edited_begins_nothing(service, thursday, changed):
    token = invited(service)
    assert joining.look(service, token)
    links.make(service, Role.ORGANISER, "harbour/north", "Olu")
    if "made_by" in changed:
        changed = {"made_by": rows(service, Staff, name="Olu")[0]["id"]}
    write(service, update(Invitation).values(changed))

    with pytest.raises(InvitationIsSpent):
        joining.look(service, THEIRS if "id" in changed else token)


def test_an_invitation_made_up_in_somebodys_name_is_not_shown_as_theirs(service, eve):
    olu = let_in(service, Role.ORGANISER, "harbour/north", "Olu")[1]
    invited(service, FAY, olu)
    copied(service, Invitation, id=session_id(THEIRS))

    assert len(invitations.pending(service, olu)) == 1


def test_no_group_is_opened_by_leave_that_was_made_up(service, fay):
    leave = {"group_id": None, "site_id": "north"}
    copied(service, StaffGrant, id=b"1" * 16, **leave)

    with pytest.raises(groups.NoSuchPlace):
        opening.open_group(service, fay[1], "harbour", "north", "friday")
