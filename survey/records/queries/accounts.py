"""Accounts of the staff: invitations, factors, codes on paper, throttles."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, select, update

from survey.records.queries.put import put, put_new
from survey.records.rows import AnyRow
from survey.records.tables import (
    Factor,
    Group,
    Invitation,
    RecoveryCode,
    Site,
    SpentChallenge,
    Staff,
    StaffSession,
    StaffThrottle,
)


def by_name(connection: Connection, name: str) -> AnyRow | None:
    """Return who is meant by a typed name, capitals or not: id, name, state."""
    return connection.execute(
        select(Staff.__table__)
        .where(func.lower(Staff.name) == func.lower(name))
        .order_by(Staff.name != name)
        .limit(1)
    ).one_or_none()


def by_id(connection: Connection, staff_id: bytes) -> AnyRow | None:
    """Return somebody of the staff: id, name, state."""
    return connection.execute(
        select(Staff.__table__).where(Staff.id == staff_id)
    ).one_or_none()


def add_invitation(connection: Connection, **values: Any) -> None:
    """Write an invitation."""
    connection.execute(insert(Invitation).values(values))


def invitation(connection: Connection, invitation_id: bytes) -> AnyRow | None:
    """Return an unused invitation, with the names of its group and site if any."""
    return connection.execute(
        _named_invitations().where(Invitation.id == invitation_id)
    ).one_or_none()


def invitations(connection: Connection, made_by: bytes) -> Sequence[AnyRow]:
    """Return the unused invitations that somebody made, with the same names."""
    return connection.execute(
        _named_invitations()
        .where(Invitation.made_by == made_by)
        .order_by(Invitation.expires, Invitation.name)
    ).all()


def spend_invitation(connection: Connection, invitation_id: bytes) -> bool:
    """Use an invitation up; False if another browser was faster."""
    return _dropped(
        connection, delete(Invitation).where(Invitation.id == invitation_id)
    )


def drop_invitations(connection: Connection, staff_id: bytes) -> None:
    """Delete what somebody has invited others by, and what invites them."""
    connection.execute(
        delete(Invitation).where(
            (Invitation.made_by == staff_id) | (Invitation.staff_id == staff_id)
        )
    )


def add_factors(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Write factors."""
    connection.execute(insert(Factor), list(rows))


def factors(connection: Connection, staff_id: bytes, *kinds: str) -> Sequence[AnyRow]:
    """Return the factors of somebody, of some kinds if any are named, oldest first."""
    mine = select(Factor.__table__).where(Factor.staff_id == staff_id)
    if kinds:
        mine = mine.where(Factor.kind.in_(kinds))
    return connection.execute(mine.order_by(Factor.made, Factor.id)).all()


def passkey(connection: Connection, credential: bytes) -> AnyRow | None:
    """Return a passkey by its public name, and the state of whose it is."""
    return connection.execute(
        select(Factor.__table__, Staff.state)
        .join(Staff, Staff.id == Factor.staff_id)
        .where(Factor.credential == credential)
    ).one_or_none()


def count_up(connection: Connection, factor_id: bytes, counter: int) -> bool:
    """Raise the counter of a factor; False if it stands as high already."""
    raised = connection.execute(
        update(Factor)
        .where(Factor.id == factor_id, Factor.counter < counter)
        .values(counter=counter)
    )
    return raised.rowcount == 1


def lock_anew(connection: Connection, factor_id: bytes, locked: bytes) -> None:
    """Replace what is locked in a factor."""
    connection.execute(
        update(Factor).where(Factor.id == factor_id).values(locked=locked)
    )


def drop_factors(connection: Connection, staff_id: bytes, *kinds: str) -> None:
    """Delete the factors of somebody, of some kinds if any are named."""
    mine = delete(Factor).where(Factor.staff_id == staff_id)
    connection.execute(mine.where(Factor.kind.in_(kinds)) if kinds else mine)


def drop_factor(connection: Connection, factor_id: bytes) -> None:
    """Delete one factor."""
    connection.execute(delete(Factor).where(Factor.id == factor_id))


def put_codes(connection: Connection, staff_id: bytes, ids: Iterable[bytes]) -> None:
    """Write the codes on paper of somebody; those before are worth nothing now."""
    connection.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    rows = [{"id": code_id, "staff_id": staff_id} for code_id in ids]
    if rows:
        connection.execute(insert(RecoveryCode), rows)


def codes_left(connection: Connection, staff_id: bytes) -> int:
    """Return how many codes on paper somebody has."""
    mine = select(func.count()).where(RecoveryCode.staff_id == staff_id)
    left: int = connection.execute(mine).scalar_one()
    return left


def spend_code(connection: Connection, ids: Iterable[bytes]) -> bool:
    """Use a code on paper up, known under one of these; False if there is none."""
    return _dropped(connection, delete(RecoveryCode).where(RecoveryCode.id.in_(ids)))


def throttle(connection: Connection, throttle_id: bytes) -> AnyRow | None:
    """Return the wrong tries for a name: tries, rests_until, expires."""
    return connection.execute(
        select(StaffThrottle.__table__).where(StaffThrottle.id == throttle_id)
    ).one_or_none()


def put_throttle(connection: Connection, throttle_id: bytes, **values: Any) -> None:
    """Write the wrong tries for a name."""
    put(connection, StaffThrottle, {"id": throttle_id}, values)


def drop_throttle(connection: Connection, throttle_id: bytes) -> None:
    """Forget the wrong tries for a name."""
    connection.execute(delete(StaffThrottle).where(StaffThrottle.id == throttle_id))


def spend_challenge(connection: Connection, challenge_id: bytes, expires: int) -> bool:
    """Write that a challenge was answered; False if it was answered before."""
    return put_new(
        connection, SpentChallenge, {"id": challenge_id}, {"expires": expires}
    )


def sessions(connection: Connection, staff_id: bytes) -> Sequence[AnyRow]:
    """Return where somebody is signed in, newest first: id, idle_end, end."""
    return connection.execute(
        select(StaffSession.__table__)
        .where(StaffSession.staff_id == staff_id)
        .order_by(StaffSession.end.desc(), StaffSession.id)
    ).all()


def drop_session(connection: Connection, staff_id: bytes, session_id: bytes) -> bool:
    """Sign a browser of somebody out; False if it is none of theirs."""
    mine = (StaffSession.id == session_id) & (StaffSession.staff_id == staff_id)
    return _dropped(connection, delete(StaffSession).where(mine))


def drop_other_sessions(
    connection: Connection, staff_id: bytes, session_id: bytes
) -> None:
    """Sign every browser of somebody out but one."""
    connection.execute(
        delete(StaffSession).where(
            StaffSession.staff_id == staff_id, StaffSession.id != session_id
        )
    )


def drop_expired(connection: Connection, now: int) -> None:
    """Delete invitations, throttles and answered challenges past their end."""
    for table in (Invitation, StaffThrottle, SpentChallenge):
        connection.execute(delete(table).where(table.expires <= now))


def _named_invitations() -> Select[Any]:
    its_site = and_(
        Site.programme_id == Invitation.programme_id, Site.id == Invitation.site_id
    )
    return (
        select(Invitation.__table__, Group.alias, Site.name.label("site"))
        .outerjoin(Group, Group.id == Invitation.group_id)
        .outerjoin(Site, its_site)
    )


def _dropped(connection: Connection, statement: Any) -> bool:
    return bool(connection.execute(statement).rowcount == 1)
