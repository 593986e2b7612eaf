"""What rounds leave behind: releases for everybody, the ledger for the aggregator."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import (
    ROWLESS,
    Base,
    Blob,
    DomainName,
    Prose,
    WeekDate,
    Word,
    owned_by_participant,
)


class Release(Base):
    """One picture, or that there is none: written once for its place, span and domain.

    A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "release"
    __table_args__ = (
        CheckConstraint(
            "place IN ('group', 'pool', 'site', 'programme')", name="place"
        ),
        CheckConstraint("span IN ('round', 'block', 'quarter')", name="span"),
        CheckConstraint("state IN ('shown', 'not_shown')", name="state"),
        CheckConstraint("(state = 'shown') = (page <> '')", name="page"),
        ROWLESS,
    )

    programme_id: Mapped[Word] = mapped_column(
        ForeignKey("programme.id"), primary_key=True
    )
    place: Mapped[Word] = mapped_column(primary_key=True)
    place_id: Mapped[Word] = mapped_column(
        primary_key=True, comment="group id in hex, site id or programme id"
    )
    span: Mapped[Word] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="of the round, block or quarter"
    )
    domain: Mapped[DomainName] = mapped_column(
        primary_key=True, comment="or participation, once a quarter"
    )
    state: Mapped[Word]
    page: Mapped[Prose] = mapped_column(comment="canonical JSON; empty if not shown")
    week: Mapped[WeekDate] = mapped_column(comment="the last week it speaks of")


class Ledger(Base):
    """A person's first and latest score in one domain, under the aggregator's key."""

    __tablename__ = "ledger"
    __table_args__ = (ROWLESS,)

    participant_id: Mapped[bytes] = owned_by_participant(key=True, index=False)
    domain: Mapped[DomainName] = mapped_column(primary_key=True)
    blob: Mapped[Blob]
