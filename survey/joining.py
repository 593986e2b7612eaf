"""What an invitation leads to: an account with its way in, or more for an old one.

The account stands with its way in, or not at all. Who has an account already opens
the link while signed in, and may then do more.
"""

from sqlalchemy import Connection

from survey import acts, factors, invitations, links, passkeys, staff, two_steps
from survey.invitations import Invitation, InvitationIsSpent, OwnRole
from survey.passkeys import Place
from survey.person import Token
from survey.records.queries import accounts
from survey.records.queries import staff as rows
from survey.service import Service
from survey.staff import Staff
from survey.two_steps import Chosen


class SignInFirst(Exception):
    """The invitation is for somebody who has an account."""


class ForSomebodyElse(Exception):
    """The invitation is for another account than the one that opened it."""


def look(service: Service, token: Token) -> Invitation:
    """Return an invitation without using it; raise InvitationIsSpent."""
    with service.store.read() as connection:
        return invitations.alive(service, connection, token)


def begin_with_passkey(
    service: Service, token: Token, place: Place, asked: bytes, sent: str
) -> Token:
    """Begin an account with a passkey; return the cookie of its first visit.

    Raises InvitationIsSpent, SignInFirst or PasskeyRefused, and nothing is changed.
    """
    with service.store.write() as connection:
        staff_id = _begin(service, connection, token)
        passkey = passkeys.made(service, connection, place, asked, sent)
        passkeys.put(service, connection, staff_id, passkey)
        factors.told(service, connection, staff_id, "passkey added")
        return staff.open_session(service, connection, staff_id)


def begin_with_password(
    service: Service, token: Token, chosen: Chosen
) -> tuple[Token, tuple[str, ...]]:
    """Begin an account with password and app; return its cookie and codes on paper.

    Raises InvitationIsSpent or SignInFirst, and nothing is changed.
    """
    with service.store.write() as connection:
        staff_id = _begin(service, connection, token)
        codes = two_steps.put(service, connection, staff_id, chosen)
        factors.told(service, connection, staff_id, "password added")
        return staff.open_session(service, connection, staff_id), codes


def accept(service: Service, token: Token, who: Staff) -> None:
    """Let somebody who is signed in do what an invitation offers.

    Raises InvitationIsSpent, ForSomebodyElse or OwnRole.
    """
    with service.store.write() as connection:
        invitation = invitations.alive(service, connection, token)
        if invitation.grant is None or (
            invitation.known and invitation.staff_id != who.id
        ):
            raise ForSomebodyElse
        if invitation.made_by == who.id:
            raise OwnRole
        _join(service, connection, invitation, who.id)


def _begin(service: Service, connection: Connection, token: Token) -> bytes:
    """Use an invitation up; return whose account it made or gives a way in to."""
    invitation = invitations.alive(service, connection, token)
    staff_id = invitation.staff_id
    if invitation.known and invitation.grant is not None:
        raise SignInFirst
    if not invitation.known:
        if accounts.by_name(connection, invitation.name) is not None:
            raise SignInFirst
        rows.add(connection, id=staff_id, name=invitation.name, state="active")
    _join(service, connection, invitation, staff_id)
    return staff_id


def _join(
    service: Service, connection: Connection, invitation: Invitation, staff_id: bytes
) -> None:
    if not accounts.spend_invitation(connection, invitation.id):
        raise InvitationIsSpent
    if invitation.grant is not None:
        links.give(service, connection, staff_id, invitation.grant)
    acts.write(
        service,
        connection,
        "staff.joined",
        staff_id,
        role=invitation.grant.role.value if invitation.grant else "",
        place=invitation.place,
    )
