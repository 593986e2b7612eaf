"""A way in for somebody of the staff: an address that works once, for ten minutes.

Making one for a name that is new makes the account too, and for a place that is new
its grant; all of it stands or falls together. The row cannot tell the address.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass

from sqlalchemy import Connection

from survey import acts, staff
from survey.clock import minute
from survey.groups import GroupClosed, NoSuchPlace
from survey.let_in import GRANT, LINK, is_ours, marked
from survey.person import Token, session_id
from survey.records.queries import accounts, tree
from survey.records.queries import staff as rows
from survey.records.rows import AnyRow
from survey.service import Service
from survey.staff import Grant, Role

LASTS = 10 * 60
"""Seconds until a link that nobody used is worth nothing."""
LONGEST_NAME = 64

NEW_GROUP = "new"
"""Stands after a site, in place of a group that is still to be opened there."""

PLACES = {
    Role.FACILITATOR: "PROGRAMME/GROUP or PROGRAMME/SITE/new",
    Role.ORGANISER: "PROGRAMME/SITE",
    Role.EVALUATOR: "PROGRAMME",
    Role.OPERATOR: "PROGRAMME",
}
"""How the place of each role is written."""


class WrongPlace(Exception):
    """A role was given a place of the wrong kind, such as a facilitator a site."""


class BadName(Exception):
    """A name is empty or longer than it may be."""


class AccountClosed(Exception):
    """Somebody who no longer works here was to be let in."""


class LinkIsSpent(Exception):
    """A link was used, ran out, or never was one."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way in, and what making it added."""

    token: Token
    name: str
    new_account: bool
    new_grant: bool

    @property
    def written(self) -> str:
        """Return the token as an address carries it."""
        return urlsafe_b64encode(self.token).decode().rstrip("=")


def make(service: Service, role: Role, place: str, name: str | None = None) -> Link:
    """Make a way in; raise WrongPlace, NoSuchPlace, GroupClosed or AccountClosed."""
    name = " ".join((name or f"{role} {place}").split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadName
    token = Token(service.chance.draw(32))
    with service.store.write() as connection:
        grant = grant_for(connection, role, place)
        known = rows.named(connection, name)
        staff_id = known.id if known else service.chance.draw(16)
        if known is None:
            rows.add(connection, id=staff_id, name=name, state="active")
        elif known.state != "active":
            raise AccountClosed
        new_grant = give(service, connection, staff_id, grant)
        expires = minute(service.clock.now()) + LASTS
        row = {"id": session_id(token), "staff_id": staff_id, "expires": expires}
        rows.add_link(connection, **marked(service, LINK, row))
        what = {"staff": staff_id.hex(), "role": role.value, "place": place}
        acts.write(service, connection, "staff.link", None, **what)
    return Link(token, name, known is None, new_grant)


def give(
    service: Service, connection: Connection, staff_id: bytes, grant: Grant
) -> bool:
    """Let somebody do something somewhere; return whether they could not before."""
    if grant in staff.grants(service, connection, staff_id):
        return False
    row = {
        "id": service.chance.draw(16),
        "staff_id": staff_id,
        "role": grant.role.value,
        "programme_id": grant.programme_id,
        "site_id": grant.site_id,
        "group_id": grant.group_id,
    }
    rows.add_grant(connection, **marked(service, GRANT, row))
    return True


def whose(service: Service, link: Token) -> str:
    """Return who a link would let in, without using it; raise LinkIsSpent."""
    with service.store.read() as connection:
        name: str = _alive(service, connection, link).name
    return name


def enter(service: Service, link: Token) -> Token:
    """Use a link up and return the token of a new visit; raise LinkIsSpent."""
    with service.store.write() as connection:
        row = _alive(service, connection, link)
        if not rows.spend_link(connection, session_id(link)):
            raise LinkIsSpent
        return staff.open_session(service, connection, row.staff_id, proved=False)


def close_account(service: Service, name: str) -> None:
    """Let somebody in no more, and sign them out everywhere; raise NoSuchPlace."""
    with service.store.write() as connection:
        row = rows.named(connection, name)
        if row is None:
            raise NoSuchPlace(name)
        rows.change(connection, row.id, state="closed")
        rows.drop_ways_in(connection, row.id)
        accounts.drop_invitations(connection, row.id)
        acts.write(service, connection, "staff.closed", None, staff=row.id.hex())


def _alive(service: Service, connection: Connection, link: Token) -> AnyRow:
    row = rows.link(connection, session_id(link))
    now = service.clock.now().timestamp()
    if row is None or row.expires <= now or row.state != "active":
        raise LinkIsSpent
    if not is_ours(service, LINK, row):
        raise LinkIsSpent
    return row


def grant_for(connection: Connection, role: Role, place: str) -> Grant:
    """Return what a role at a written place allows; raise as `make` does."""
    programme_id, *within = place.split("/")
    opens = role is Role.FACILITATOR and within[1:] == [NEW_GROUP]
    wanted = 2 if opens else role in (Role.FACILITATOR, Role.ORGANISER)
    if len(within) != wanted or not all(within):
        raise WrongPlace(PLACES[role])
    if tree.programme(connection, programme_id) is None:
        raise NoSuchPlace(programme_id)
    if role is Role.FACILITATOR and not opens:
        group = tree.group_by_alias(connection, programme_id, within[0])
        if group is None:
            raise NoSuchPlace(place)
        if group.state != "open":
            raise GroupClosed(place)
        return Grant(role, programme_id, group_id=group.id)
    if within:
        if within[0] not in tree.sites(connection, programme_id):
            raise NoSuchPlace(place)
        return Grant(role, programme_id, site_id=within[0])
    return Grant(role, programme_id)
