"""Words that were brought in, and whether anybody has answered them."""

from collections.abc import Sequence

from sqlalchemy import Connection, exists, select

from survey.records.queries.put import put
from survey.records.rows import AnyRow
from survey.records.tables import Response, Wording


def checksums(connection: Connection) -> Sequence[AnyRow]:
    """Return id, version and checksum of all words in force."""
    return connection.execute(
        select(Wording.instrument, Wording.version, Wording.checksum)
    ).all()


def one(connection: Connection, instrument: str, version: int) -> AnyRow | None:
    """Return the words of one version: language, checksum, text, source."""
    return connection.execute(
        select(Wording.__table__).where(
            Wording.instrument == instrument, Wording.version == version
        )
    ).one_or_none()


def keep(
    connection: Connection, instrument: str, version: int, **values: str | bytes
) -> None:
    """Write the words of one version, new or changed."""
    key = {"instrument": instrument, "version": version}
    put(connection, Wording, key, values)


def answered(connection: Connection, instrument: str, version: int) -> bool:
    """Return whether there is a response to this version."""
    found = exists().where(
        Response.instrument == instrument, Response.version == version
    )
    return bool(connection.execute(select(found)).scalar_one())
