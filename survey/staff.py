"""Who runs groups: what somebody may do and where, and for how long a browser may.

The cookie holds 32 random bytes and the row their digest. An account reaches what its
grants name and nothing else; none reaches who joined or what was answered. A row that
the web did not mark is as good as none.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from survey.clock import minute
from survey.groups import NoSuchPlace, OpenGroup, group_of
from survey.let_in import GRANT, SESSION, is_ours, marked, ours
from survey.person import Token, session_id
from survey.records.queries import staff as rows
from survey.records.queries import tree
from survey.records.rows import AnyRow
from survey.service import Service

IDLE = 15 * 60
"""Seconds without a touch after which a browser is signed out (DESIGN, section 6)."""
LONGEST = 8 * 3600
"""Seconds after which it is in any case."""
FRESH = 5 * 60
"""Seconds for which having shown a way in counts as fresh, for what reaches far."""

NEVER = 0
"""The minute in which nothing was shown."""


class Role(StrEnum):
    """What somebody is here for."""

    FACILITATOR = "facilitator"
    ORGANISER = "organiser"
    EVALUATOR = "evaluator"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and its place: a programme, one of its sites, or one of its groups."""

    role: Role
    programme_id: str
    site_id: str | None = None
    group_id: bytes | None = None

    def reaches(self, group: OpenGroup) -> bool:
        """Return whether this opens the pages of a group."""
        match self.role:
            case Role.FACILITATOR:
                return self.group_id == group.id
            case Role.ORGANISER:
                here = (group.programme_id, group.site_id)
                return (self.programme_id, self.site_id) == here
            case _:
                return False

    def lets_give(self, wanted: "Grant", site_id: str | None) -> bool:
        """Return whether this allows to give others a grant, whose site is named."""
        if self.programme_id != wanted.programme_id:
            return False
        match self.role:
            case Role.OPERATOR:
                return True
            case Role.ORGANISER:
                return wanted.role is Role.FACILITATOR and self.site_id == site_id
            case Role.FACILITATOR:
                return self.group_id is not None and self == wanted
            case _:
                return False


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who runs groups, in one request."""

    id: bytes
    name: str
    grants: tuple[Grant, ...]
    session_id: bytes
    is_fresh: bool = False
    """Whether a way in was shown on this browser within the last minutes."""

    @property
    def roles(self) -> frozenset[Role]:
        """Return every role that was given to them somewhere."""
        return frozenset(grant.role for grant in self.grants)

    def reaches(self, group: OpenGroup, *roles: Role) -> bool:
        """Return whether one of their grants, of these roles if any, opens a group."""
        return any(
            grant.reaches(group)
            for grant in self.grants
            if not roles or grant.role in roles
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that somebody may do, as who runs the host sees it."""

    name: str
    role: str
    scope: str
    is_open: bool


def listed(service: Service) -> tuple[Listed, ...]:
    """Return who may do what, by name."""
    with service.store.read() as connection:
        found = ours(service, GRANT, rows.everybody(connection))
    return tuple(
        Listed(row.name, row.role, _place(row), row.state == "active") for row in found
    )


def open_session(
    service: Service, connection: Connection, staff_id: bytes, *, proved: bool = True
) -> Token:
    """Sign a browser in, and return what its cookie is to carry.

    Who came by a link alone has not proved who they are, so nothing that reaches far
    opens before they show a way in, or set up their first.
    """
    token = Token(service.chance.draw(32))
    now = service.clock.now()
    row = {
        "id": session_id(token),
        "staff_id": staff_id,
        "proved": minute(now) if proved else NEVER,
        "idle_end": minute(now) + IDLE,
        "end": minute(now) + LONGEST,
    }
    rows.add_session(connection, **marked(service, SESSION, row))
    return token


def resume(service: Service, token: Token) -> Staff | None:
    """Return who a cookie stands for, and slide the time until it is idle."""
    now = service.clock.now()
    with service.store.read() as connection:
        row = rows.session(connection, session_id(token))
        if row is None or _is_over(row, now) or not is_ours(service, SESSION, row):
            return None
        given = grants(service, connection, row.staff_id)
    if row.idle_end != minute(now) + IDLE:
        with service.store.write() as connection:
            rows.change_session(connection, row.id, idle_end=minute(now) + IDLE)
    fresh = row.proved + FRESH > now.timestamp()
    return Staff(row.staff_id, row.name, given, row.id, fresh)


def freshen(service: Service, connection: Connection, who: Staff) -> None:
    """Hold that a way in was shown on this browser just now."""
    row = rows.session(connection, who.session_id)
    # a row that was moved meanwhile is not marked anew: that would make it genuine
    if row is None or not is_ours(service, SESSION, row):
        return
    proved = minute(service.clock.now())
    now = {"id": row.id, "staff_id": row.staff_id, "end": row.end, "proved": proved}
    rows.change_session(connection, row.id, **marked(service, SESSION, now))


def sign_out(service: Service, who: Staff) -> None:
    """End the visit on this browser."""
    with service.store.write() as connection:
        rows.drop_session(connection, who.session_id)


def groups_of(service: Service, who: Staff, *roles: Role) -> tuple[OpenGroup, ...]:
    """Return the groups whose pages somebody may open, by programme and alias."""
    programmes = sorted({grant.programme_id for grant in who.grants})
    with service.store.read() as connection:
        found = [
            group_of(row)
            for programme_id in programmes
            for row in tree.groups(connection, programme_id)
        ]
    return tuple(group for group in found if who.reaches(group, *roles))


def group_named(
    service: Service, who: Staff, programme_id: str, alias: str, *roles: Role
) -> OpenGroup:
    """Return a group that is somebody's in one of these roles, or raise NoSuchPlace."""
    with service.store.read() as connection:
        group = group_of(tree.group_by_alias(connection, programme_id, alias))
    if not who.reaches(group, *roles):
        raise NoSuchPlace
    return group


def may_see_group(service: Service, who: Staff, group_id: bytes) -> bool:
    """Return whether somebody may open the pages of a group: it is theirs to run."""
    with service.store.read() as connection:
        row = tree.group(connection, group_id)
    return row is not None and who.reaches(group_of(row))


def grants(
    service: Service, connection: Connection, staff_id: bytes
) -> tuple[Grant, ...]:
    """Return what was given to somebody."""
    return tuple(
        Grant(Role(row.role), row.programme_id, row.site_id, row.group_id)
        for row in ours(service, GRANT, rows.grants(connection, staff_id))
    )


def _place(row: AnyRow) -> str:
    within = row.alias or row.site_id
    return f"{row.programme_id}/{within}" if within else f"{row.programme_id}"


def _is_over(row: AnyRow, now: datetime) -> bool:
    ends: int = min(row.idle_end, row.end)
    return ends <= now.timestamp() or row.state != "active"
