"""Who sat where in a span of weeks: in which groups, and since when they belong."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, and_, func, or_, select

from survey.records.queries.sealed import Weeks, said_yes, within
from survey.records.rows import AnyRow
from survey.records.tables import (
    Consent,
    EvaluationSeal,
    Membership,
    Participant,
    Response,
    Sitting,
)


def moved(connection: Connection, programme_id: str, weeks: Weeks) -> Sequence[AnyRow]:
    """Return the sittings, in order, of people who sat in more than one group."""
    many = (
        select(Sitting.participant_id)
        .where(within(programme_id, weeks))
        .group_by(Sitting.participant_id)
        .having(
            or_(
                func.count(Sitting.group_id.distinct()) > 1,
                func.count(Sitting.group_id).between(1, func.count() - 1),
            )
        )
    )
    return connection.execute(
        select(Sitting.participant_id, Sitting.week, Sitting.group_id)
        .where(within(programme_id, weeks), Sitting.participant_id.in_(many))
        .order_by(Sitting.week, Sitting.turn)
    ).all()


def checked_in(
    connection: Connection, programme_id: str, weeks: Weeks
) -> Sequence[AnyRow]:
    """Return the pairs of group and kept person that a span had a sitting of."""
    return connection.execute(
        select(Sitting.group_id, Sitting.participant_id)
        .join(Participant, Participant.id == Sitting.participant_id)
        .where(within(programme_id, weeks), Participant.state != "unkept")
        .distinct()
    ).all()


def attendance(
    connection: Connection,
    programme_id: str,
    purpose: str,
    weeks: Weeks,
    versions: Collection[int],
) -> Sequence[AnyRow]:
    """Return who said something sealed in a group and week, and since when in it."""
    return connection.execute(
        select(
            Sitting.group_id,
            Sitting.participant_id,
            Sitting.week,
            func.max(Membership.joined).label("joined"),
        )
        .join(Response, Response.sitting_id == Sitting.id)
        .join(EvaluationSeal, EvaluationSeal.response_id == Response.id)
        .join(Participant, Participant.id == Sitting.participant_id)
        .join(Consent, Consent.participant_id == Participant.id)
        .join(
            Membership,
            and_(
                Membership.participant_id == Sitting.participant_id,
                Membership.group_id == Sitting.group_id,
                Membership.joined <= Sitting.week,
            ),
        )
        .where(
            within(programme_id, weeks),
            EvaluationSeal.purpose == purpose,
            *said_yes(purpose, versions),
        )
        .group_by(Sitting.group_id, Sitting.participant_id, Sitting.week)
    ).all()


def homes(connection: Connection, programme_id: str) -> dict[bytes, bytes]:
    """Return the group that each person of a programme belongs to now."""
    rows = connection.execute(
        select(Membership.participant_id, Membership.group_id).where(
            Membership.programme_id == programme_id, Membership.left.is_(None)
        )
    )
    return {row.participant_id: row.group_id for row in rows}
