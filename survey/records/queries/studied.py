"""What a study is made of: which sets were answered, by whom, and since when."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from survey.records.queries.sealed import said_yes
from survey.records.rows import AnyRow
from survey.records.tables import (
    Consent,
    EvaluationSeal,
    Participant,
    Response,
    Sitting,
)

CACHE_KIB = 64 * 1024
"""What SQLite keeps at hand while a study is read, in place of its two megabytes."""


def read_widely(connection: Connection) -> None:
    """Keep more at hand: people come in an order in which none lie beside another."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")


def answered(connection: Connection, programme_id: str) -> Sequence[AnyRow]:
    """Return the instruments, with versions, that a programme's study has seals of."""
    return connection.execute(
        select(Response.instrument, Response.version)
        .join(EvaluationSeal, EvaluationSeal.response_id == Response.id)
        .join(Sitting, Sitting.id == Response.sitting_id)
        .where(Sitting.programme_id == programme_id, EvaluationSeal.purpose == "study")
        .distinct()
    ).all()


def seals(connection: Connection, programme_id: str, before: date) -> int:
    """Count a programme's seals for the study of earlier weeks than this one.

    Fewer than a while ago: somebody said no, whatever they have said since.
    """
    return connection.execute(
        select(func.count())
        .select_from(EvaluationSeal)
        .join(Response, Response.id == EvaluationSeal.response_id)
        .join(Sitting, Sitting.id == Response.sitting_id)
        .where(
            EvaluationSeal.purpose == "study",
            Response.week < before,
            Sitting.programme_id == programme_id,
        )
    ).scalar_one()


def flow(
    connection: Connection,
    programme_id: str,
    versions: Collection[int],
    until: date | None = None,
) -> AnyRow:
    """Count who of a programme joined, kept it, checked in, shares for the study.

    Until a week, those who joined by then.
    """
    here = Participant.programme_id == programme_id
    if until is not None:
        here &= Participant.joined <= until
    kept = Participant.state != "unkept"
    came = select(Sitting.id).where(Sitting.participant_id == Participant.id).exists()
    shares = (
        select(Consent.participant_id)
        .where(
            Consent.participant_id == Participant.id, *said_yes("study", versions)[1:]
        )
        .exists()
    )
    return connection.execute(
        select(
            func.count().label("joined"),
            func.count().filter(kept).label("kept"),
            func.count().filter(kept, came).label("came"),
            func.count().filter(kept, came, shares).label("shared"),
        ).where(here)
    ).one()


def begun(connection: Connection, people: Collection[bytes]) -> dict[bytes, date]:
    """Return the week in which each of some people first answered anything."""
    rows = connection.execute(
        select(Response.participant_id, func.min(Response.week).label("week"))
        .where(Response.participant_id.in_(people))
        .group_by(Response.participant_id)
    )
    return {row.participant_id: row.week for row in rows}
