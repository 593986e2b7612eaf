"""Invitations: a link that works once within 72 hours and begins an account.

An operator invites for a programme, an organiser for the groups of a site, and who
holds a group to hold it too. Nobody gives a role to themselves.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from survey import acts, links, staff
from survey.clock import minute
from survey.groups import GroupClosed, NoSuchPlace
from survey.let_in import INVITATION, is_ours, marked, ours
from survey.links import LONGEST_NAME, AccountClosed, BadName, WrongPlace
from survey.person import Token, session_id
from survey.records.queries import accounts, tree
from survey.records.queries import staff as rows
from survey.records.rows import AnyRow
from survey.service import Service
from survey.staff import Grant, Role, Staff

LASTS = 72 * 3600
"""Seconds until an invitation that nobody used is worth nothing."""


class InvitationIsSpent(Exception):
    """An invitation was used, taken back, ran out, or never was one."""


class OwnRole(Exception):
    """Somebody was about to give a role to themselves."""


class BadRow(Exception):
    """One of several invitations cannot be made, so none was."""

    def __init__(self, number: int, reason: Exception) -> None:
        """Take which one, counted from 1, and why."""
        super().__init__(number, reason)
        self.number = number
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to invite, to what, and where."""

    name: str
    role: Role
    place: str
    row: int = 1
    """Where it stands in a list."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that stands; without a grant it is for new ways in alone."""

    id: bytes
    name: str
    staff_id: bytes
    grant: Grant | None
    place: str
    place_name: str
    """What the group or the site is called; empty for a whole programme."""
    made_by: bytes | None
    expires: int
    known: bool
    """Whether the account is there already."""


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation with its token, which nobody can tell again."""

    name: str
    token: Token = field(repr=False)

    @property
    def written(self) -> str:
        """Return the token as an address carries it."""
        return urlsafe_b64encode(self.token).decode().rstrip("=")


CANNOT = (
    BadName, WrongPlace, NoSuchPlace, GroupClosed, AccountClosed, OwnRole,
)  # fmt: skip
"""Why an invitation is not made."""


def make(service: Service, by: Staff | None, wanted: Wanted) -> Made:
    """Make one invitation; raise one of CANNOT. `by` is None for the command line."""
    with service.store.write() as connection:
        return _made(service, connection, by, wanted)


def make_all(
    service: Service, by: Staff | None, wanted: Sequence[Wanted]
) -> tuple[Made, ...]:
    """Make all of several invitations, or raise BadRow and make none."""
    made: list[Made] = []
    with service.store.write() as connection:
        for each in wanted:
            try:
                made.append(_made(service, connection, by, each))
            except CANNOT as reason:
                raise BadRow(each.row, reason) from None
    return tuple(made)


def make_anew(service: Service, name: str) -> Made:
    """Drop every way in of somebody, and invite them to begin new ones."""
    with service.store.write() as connection:
        row = accounts.by_name(connection, " ".join(name.split()))
        if row is None:
            raise NoSuchPlace(name)
        if row.state != "active":
            raise AccountClosed
        accounts.drop_factors(connection, row.id)
        accounts.put_codes(connection, row.id, ())
        rows.drop_ways_in(connection, row.id)
        acts.write(service, connection, "staff.reset", None, staff=row.id.hex())
        token = _write(service, connection, None, row.name, row.id, None)
    return Made(row.name, token)


def pending(service: Service, who: Staff) -> tuple[Invitation, ...]:
    """Return the invitations that somebody made and nobody used."""
    now = service.clock.now().timestamp()
    with service.store.read() as connection:
        found = ours(service, INVITATION, accounts.invitations(connection, who.id))
        return tuple(_of(connection, row) for row in found if row.expires > now)


def take_back(service: Service, who: Staff, invitation_id: bytes) -> None:
    """Take back an invitation of one's own; raise NoSuchPlace."""
    with service.store.write() as connection:
        mine = {row.id for row in accounts.invitations(connection, who.id)}
        if invitation_id not in mine:
            raise NoSuchPlace
        accounts.spend_invitation(connection, invitation_id)


def _made(
    service: Service, connection: Connection, by: Staff | None, wanted: Wanted
) -> Made:
    name = " ".join(wanted.name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadName
    if by is not None and name.casefold() == by.name.casefold():
        raise OwnRole
    grant = links.grant_for(connection, wanted.role, wanted.place)
    if by is not None and not _may_give(connection, by.grants, grant):
        raise NoSuchPlace(wanted.place)
    known = accounts.by_name(connection, name)
    if known is not None and known.state != "active":
        raise AccountClosed
    staff_id = known.id if known else service.chance.draw(16)
    name = known.name if known else name
    token = _write(service, connection, by, name, staff_id, grant)
    what = {"role": wanted.role.value, "place": wanted.place}
    acts.write(service, connection, "staff.invited", by.id if by else None, **what)
    return Made(name, token)


def alive(service: Service, connection: Connection, token: Token) -> Invitation:
    """Return an invitation that may be used now, or raise InvitationIsSpent.

    It is worth what its maker may still give.
    """
    row = accounts.invitation(connection, session_id(token))
    if row is None or row.expires <= service.clock.now().timestamp():
        raise InvitationIsSpent
    if not is_ours(service, INVITATION, row):
        raise InvitationIsSpent
    invitation = _of(connection, row)
    if row.made_by is not None and invitation.grant is not None:
        maker = accounts.by_id(connection, row.made_by)
        given = staff.grants(service, connection, row.made_by)
        if maker is None or maker.state != "active":
            raise InvitationIsSpent
        if not _may_give(connection, given, invitation.grant):
            raise InvitationIsSpent
    return invitation


def _may_give(connection: Connection, given: Sequence[Grant], wanted: Grant) -> bool:
    """Say whether who was given these grants may give this one to others."""
    site_id = wanted.site_id
    if wanted.group_id is not None:
        group = tree.group(connection, wanted.group_id)
        site_id = group.site_id if group else None
    return any(grant.lets_give(wanted, site_id) for grant in given)


def _write(
    service: Service,
    connection: Connection,
    by: Staff | None,
    name: str,
    staff_id: bytes,
    grant: Grant | None,
) -> Token:
    token = Token(service.chance.draw(32))
    row = {
        "id": session_id(token),
        "name": name,
        "staff_id": staff_id,
        "role": grant.role.value if grant else None,
        "programme_id": grant.programme_id if grant else None,
        "site_id": grant.site_id if grant else None,
        "group_id": grant.group_id if grant else None,
        "made_by": by.id if by else None,
        "expires": minute(service.clock.now()) + LASTS,
    }
    accounts.add_invitation(connection, **marked(service, INVITATION, row))
    return token


def _of(connection: Connection, row: AnyRow) -> Invitation:
    grant = None
    if row.role is not None:
        grant = Grant(Role(row.role), row.programme_id, row.site_id, row.group_id)
    return Invitation(
        id=row.id,
        name=row.name,
        staff_id=row.staff_id,
        grant=grant,
        place=_place(row),
        place_name=row.alias or row.site or "",
        made_by=row.made_by,
        expires=row.expires,
        known=accounts.by_id(connection, row.staff_id) is not None,
    )


def _place(row: AnyRow) -> str:
    """Return a place as it is written in an invitation; empty if there is none."""
    opens = row.role == Role.FACILITATOR and row.group_id is None
    parts = row.programme_id, row.site_id, row.alias, links.NEW_GROUP if opens else None
    return "/".join(part for part in parts if part)
