"""What the aggregator opens: sealed responses of a span, and whose they are."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from survey.records.rows import AnyRow
from survey.records.tables import (
    Consent,
    EvaluationSeal,
    Membership,
    Participant,
    Quarantine,
    Response,
    Sitting,
)

GROUP = "group"
Weeks = tuple[date, date]
"""The first and the last, both included."""


def responses(
    connection: Connection,
    programme_id: str,
    weeks: Weeks,
    instruments: Collection[str],
    versions: Collection[int],
    groups: Collection[bytes] | None,
    each: int,
) -> Iterator[Sequence[AnyRow]]:
    """Yield sealed responses of kept people who said yes, so many at a time.

    Superseded and quarantined ones are left out; `groups` None stands for all.
    """
    query = (
        select(*_SEALED)
        .join(Sitting, Sitting.id == Response.sitting_id)
        .join(EvaluationSeal, EvaluationSeal.response_id == Response.id)
        .join(Participant, Participant.id == Sitting.participant_id)
        .join(Consent, Consent.participant_id == Participant.id)
        .where(
            _in(programme_id, weeks),
            Response.instrument.in_(instruments),
            EvaluationSeal.purpose == GROUP,
            *_said_yes(versions),
            *_stands(),
        )
    )
    if groups is not None:
        query = query.where(Sitting.group_id.in_(groups))
    found = connection.execution_options(yield_per=each).execute(query)
    yield from found.partitions(each)


def people(connection: Connection, ids: Sequence[bytes]) -> Sequence[AnyRow]:
    """Return who some people are, with their answer about group results."""
    return connection.execute(
        select(
            Participant.id,
            Participant.programme_id,
            Participant.public_key,
            Participant.hybrid_key,
            Participant.joined,
            Participant.mac_key,
            Participant.mac,
            Consent.answer,
            Consent.version,
            Consent.since,
            Consent.mac_key.label("consent_mac_key"),
            Consent.mac.label("consent_mac"),
        )
        .join(Consent, Consent.participant_id == Participant.id)
        .where(Participant.id.in_(ids), Consent.purpose == GROUP)
    ).all()


def memberships(connection: Connection, ids: Sequence[bytes]) -> Sequence[AnyRow]:
    """Return every membership that some people have had."""
    return connection.execute(
        select(Membership.__table__).where(Membership.participant_id.in_(ids))
    ).all()


def consenting(
    connection: Connection, programme_id: str, versions: Collection[int]
) -> set[bytes]:
    """Return who of a programme is kept and says yes to group results."""
    rows = connection.execute(
        select(Participant.id)
        .join(Consent, Consent.participant_id == Participant.id)
        .where(Participant.programme_id == programme_id, *_said_yes(versions))
    )
    return set(rows.scalars())


def moved(connection: Connection, programme_id: str, weeks: Weeks) -> Sequence[AnyRow]:
    """Return the sittings, in order, of people who sat in more than one group."""
    many = (
        select(Sitting.participant_id)
        .where(_in(programme_id, weeks))
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
        .where(_in(programme_id, weeks), Sitting.participant_id.in_(many))
        .order_by(Sitting.week, Sitting.turn)
    ).all()


def checked_in(
    connection: Connection, programme_id: str, weeks: Weeks
) -> Sequence[AnyRow]:
    """Return the pairs of group and kept person that a span had a sitting of."""
    return connection.execute(
        select(Sitting.group_id, Sitting.participant_id)
        .join(Participant, Participant.id == Sitting.participant_id)
        .where(_in(programme_id, weeks), Participant.state != "unkept")
        .distinct()
    ).all()


def attendance(
    connection: Connection, programme_id: str, weeks: Weeks, versions: Collection[int]
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
            _in(programme_id, weeks),
            EvaluationSeal.purpose == GROUP,
            *_said_yes(versions),
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


def drop_seals(
    connection: Connection,
    programme_id: str,
    weeks: Weeks,
    groups: Collection[bytes],
    *,
    but_these: bool,
) -> int:
    """Delete the group seals of a span, of these groups or of all but these."""
    inside = Sitting.group_id.in_(groups)
    whose = or_(not_(inside), Sitting.group_id.is_(None)) if but_these else inside
    theirs = (
        select(Response.id)
        .join(Sitting, Sitting.id == Response.sitting_id)
        .where(_in(programme_id, weeks), whose)
    )
    return connection.execute(
        delete(EvaluationSeal).where(
            EvaluationSeal.purpose == GROUP, EvaluationSeal.response_id.in_(theirs)
        )
    ).rowcount


def _in(programme_id: str, weeks: Weeks) -> ColumnElement[bool]:
    first, last = weeks
    return and_(
        Sitting.programme_id == programme_id,
        Sitting.week >= first,
        Sitting.week <= last,
    )


def _said_yes(versions: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        Participant.state != "unkept",
        Consent.purpose == GROUP,
        Consent.answer == "yes",
        Consent.version.in_(versions),
    )


def _stands() -> tuple[ColumnElement[bool], ...]:
    newer = aliased(Response)
    return (
        not_(select(newer.id).where(newer.supersedes == Response.id).exists()),
        not_(
            select(Quarantine.response_id)
            .where(Quarantine.response_id == Response.id)
            .exists()
        ),
    )


_SEALED = (
    Response.id,
    Response.sitting_id,
    Response.participant_id,
    Response.instrument,
    Response.version,
    Response.week,
    Response.supersedes,
    Response.body,
    Response.mac_key,
    Response.mac,
    Sitting.group_id,
    Sitting.turn,
    EvaluationSeal.epoch,
    EvaluationSeal.seal,
)
