"""What the aggregator opens: sealed responses of a span, and whose they are."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from survey.records.queries.checkins import RESPONSE
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

EACH = 1000
"""Rows that are fetched at a time."""

GROUP = "group"
Weeks = tuple[date, date]
"""The first and the last, both included."""

People = Collection[bytes] | Select[bytes]
"""Ids of people, or how to find them."""


def responses(
    connection: Connection,
    programme_id: str,
    purpose: str,
    weeks: Weeks,
    instruments: Collection[str],
    groups: Collection[bytes] | None,
) -> Iterator[Sequence[AnyRow]]:
    """Yield sealed responses as they stand, so many at a time.

    Superseded and quarantined ones are left out; `groups` None stands for all. Whether
    their people said yes is not looked at: `people` tells it, once for each of them.
    """
    query = _sealed(purpose).where(
        _sat(programme_id, weeks, groups), Response.instrument.in_(instruments)
    )
    found = connection.execution_options(yield_per=EACH).execute(query)
    yield from found.partitions()


def responses_of(
    connection: Connection,
    programme_id: str,
    purpose: str,
    participant_ids: Collection[bytes],
) -> Sequence[AnyRow]:
    """Return what these people have sealed: by person, in order.

    They are those of `consenting`, in the same state of the database.
    """
    query = _sealed(purpose).where(
        Sitting.programme_id == programme_id,
        Sitting.participant_id.in_(participant_ids),
    )
    return connection.execute(
        query.order_by(Sitting.participant_id, Sitting.week, Sitting.turn)
    ).all()


def sitters(
    programme_id: str, weeks: Weeks, groups: Collection[bytes] | None
) -> People:
    """Choose who sat in these groups, or in all and on their own, in these weeks."""
    return select(Sitting.participant_id).where(_sat(programme_id, weeks, groups))


def people(connection: Connection, purpose: str, ids: People) -> Iterator[AnyRow]:
    """Yield who some people are, with their answer about a purpose."""
    yield from connection.execution_options(yield_per=EACH).execute(
        select(
            Participant.id,
            Participant.programme_id,
            Participant.public_key,
            Participant.hybrid_key,
            Participant.joined,
            Participant.state,
            Participant.mac_key,
            Participant.mac,
            Consent.answer,
            Consent.version,
            Consent.since,
            Consent.mac_key.label("consent_mac_key"),
            Consent.mac.label("consent_mac"),
        )
        .join(Consent, Consent.participant_id == Participant.id)
        .where(Participant.id.in_(ids), Consent.purpose == purpose)
    )


def memberships(connection: Connection, ids: People) -> Iterator[AnyRow]:
    """Yield every membership that some people have had."""
    yield from connection.execution_options(yield_per=EACH).execute(
        select(Membership.__table__).where(Membership.participant_id.in_(ids))
    )


def consenting(
    connection: Connection, programme_id: str, purpose: str, versions: Collection[int]
) -> set[bytes]:
    """Return who of a programme is kept and says yes to a purpose."""
    rows = connection.execute(
        select(Participant.id)
        .join(Consent, Consent.participant_id == Participant.id)
        .where(Participant.programme_id == programme_id, *said_yes(purpose, versions))
    )
    return set(rows.scalars())


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
        .where(within(programme_id, weeks), whose)
    )
    return connection.execute(
        delete(EvaluationSeal).where(
            EvaluationSeal.purpose == GROUP, EvaluationSeal.response_id.in_(theirs)
        )
    ).rowcount


def _sat(
    programme_id: str, weeks: Weeks, groups: Collection[bytes] | None
) -> ColumnElement[bool]:
    here = [] if groups is None else [Sitting.group_id.in_(groups)]
    return and_(within(programme_id, weeks), *here)


def _sealed(purpose: str) -> Select[*tuple[Any, ...]]:
    """Choose sealed responses as they stand."""
    return (
        select(*RESPONSE, EvaluationSeal.epoch, EvaluationSeal.seal)
        .join(Sitting, Sitting.id == Response.sitting_id)
        .join(EvaluationSeal, EvaluationSeal.response_id == Response.id)
        .where(EvaluationSeal.purpose == purpose, *_stands())
    )


def within(programme_id: str, weeks: Weeks) -> ColumnElement[bool]:
    """Say which sittings lie in some weeks of a programme."""
    first, last = weeks
    return and_(
        Sitting.programme_id == programme_id,
        Sitting.week >= first,
        Sitting.week <= last,
    )


def said_yes(
    purpose: str, versions: Collection[int]
) -> tuple[ColumnElement[bool], ...]:
    """Say which people are kept and share for a purpose."""
    return (
        Participant.state != "unkept",
        Consent.purpose == purpose,
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
