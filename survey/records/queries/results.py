"""Releases as they are written, and the ledger; readers of releases: `released`."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from survey.records.rows import AnyRow
from survey.records.tables import Ledger, Participant, Release


def add_releases(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write releases, shown or not."""
    if rows:
        connection.execute(insert(Release), rows)


def releases(connection: Connection) -> Iterator[AnyRow]:
    """Yield every release."""
    yield from connection.execution_options(yield_per=1000).execute(
        select(Release.__table__)
    )


def written(
    connection: Connection, programme_id: str, span: str, number: int
) -> dict[tuple[str, str, str], str]:
    """Return what a span has of releases: place, its id, and domain to page."""
    rows = connection.execute(
        select(Release.place, Release.place_id, Release.domain, Release.page).where(
            Release.programme_id == programme_id,
            Release.span == span,
            Release.number == number,
        )
    )
    return {(row.place, row.place_id, row.domain): row.page for row in rows}


def last_shown(
    connection: Connection, programme_id: str, span: str, before: int
) -> dict[tuple[str, str, str], str]:
    """Return the newest page shown before a span: place, its id, and domain to page."""
    newest = (
        select(
            Release.place,
            Release.place_id,
            Release.domain,
            func.max(Release.number).label("number"),
        )
        .where(
            Release.programme_id == programme_id,
            Release.span == span,
            Release.state == "shown",
            Release.number < before,
        )
        .group_by(Release.place, Release.place_id, Release.domain)
        .subquery()
    )
    rows = connection.execute(
        select(Release.place, Release.place_id, Release.domain, Release.page).join(
            newest,
            and_(
                Release.programme_id == programme_id,
                Release.place == newest.c.place,
                Release.place_id == newest.c.place_id,
                Release.span == span,
                Release.number == newest.c.number,
                Release.domain == newest.c.domain,
            ),
        )
    )
    return {(row.place, row.place_id, row.domain): row.page for row in rows}


def ledger(connection: Connection, programme_id: str) -> Iterator[AnyRow]:
    """Yield the ledger of a programme: participant, domain, blob."""
    yield from connection.execution_options(yield_per=2000).execute(
        select(Ledger.participant_id, Ledger.domain, Ledger.blob)
        .join(Participant, Participant.id == Ledger.participant_id)
        .where(Participant.programme_id == programme_id)
    )


def put_ledger(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows of the ledger, new or changed."""
    if not rows:
        return
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    fresh = kind.insert(Ledger)
    connection.execute(
        fresh.on_conflict_do_update(
            index_elements=["participant_id", "domain"],
            set_={"blob": fresh.excluded.blob},
        ),
        list(rows),
    )


def drop_ledger(connection: Connection, participant_id: bytes) -> None:
    """Forget what the ledger holds of a person."""
    connection.execute(delete(Ledger).where(Ledger.participant_id == participant_id))
