"""Column kinds that every table shares, the same on SQLite and PostgreSQL.

Times are the Monday of an ISO week (`week`) or, where something must end, whole
seconds rounded up to five minutes (`expiry`): nothing finer is kept of anybody.
"""

from datetime import date
from typing import Annotated, Any

from sqlalchemy import (
    BigInteger,
    Date,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Identity = Annotated[bytes, mapped_column(LargeBinary(16))]
Digest = Annotated[bytes, mapped_column(LargeBinary(32))]
Blob = Annotated[bytes, mapped_column(LargeBinary)]
Word = Annotated[str, mapped_column(String(64))]
DomainName = Annotated[str, mapped_column(String(100))]
Prose = Annotated[str, mapped_column(Text)]
WeekDate = Annotated[date, mapped_column(Date)]
Expiry = Annotated[int, mapped_column(BigInteger)]
Minute = Annotated[int, mapped_column(BigInteger)]

ROWLESS: dict[str, Any] = {"sqlite_with_rowid": False}
"""Tables keyed by random ids: without a rowid, insertion order is not kept."""


class Base(DeclarativeBase):
    """Carry the naming convention that makes migrations the same everywhere."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Marked:
    """Rows whose clear columns are bound by a digest, so that an edit is noticed."""

    mac_key: Mapped[int]
    mac: Mapped[Digest]


def owned_by_participant(*, key: bool = False, index: bool = True) -> Mapped[bytes]:
    """Refer to a participant so that deleting them takes this row along.

    `key` makes it part of the primary key; if it comes first there, it needs no index.
    """
    return mapped_column(
        LargeBinary(16),
        ForeignKey("participant.id", ondelete="CASCADE"),
        primary_key=key,
        index=index,
    )
