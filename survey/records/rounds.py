"""Rounds and what is decided at their edges; a state here never goes back."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import ROWLESS, Base, Identity, WeekDate, Word


class Round(Base):
    """A closed, numbered, non-overlapping span of weeks; its state only goes forward.

    A trigger refuses to change the weeks, to turn the state back and to delete.
    """

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'closed', 'decided')", name="state"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("first_week <= last_week", name="weeks"),
        UniqueConstraint("programme_id", "first_week"),
        UniqueConstraint("programme_id", "last_week"),
        CheckConstraint("(state = 'decided') = (decided IS NOT NULL)", name="decided"),
    )

    programme_id: Mapped[Word] = mapped_column(
        ForeignKey("programme.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_week: Mapped[WeekDate]
    last_week: Mapped[WeekDate]
    state: Mapped[Word]
    decided: Mapped[date | None] = mapped_column(
        Date, comment="the day; from it seals have thirty more"
    )


class Placement(Base):
    """How a group's people are shown during one block; written once.

    A trigger refuses UPDATE and DELETE.
    """

    __tablename__ = "placement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["group_id", "programme_id"], ["group.id", "group.programme_id"]
        ),
        ForeignKeyConstraint(
            ["programme_id", "site_id"], ["site.programme_id", "site.id"]
        ),
        CheckConstraint("unit IN ('pool', 'round', 'block')", name="unit"),
        CheckConstraint("block >= 1", name="block"),
        ROWLESS,
    )

    group_id: Mapped[Identity] = mapped_column(primary_key=True)
    block: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    programme_id: Mapped[Word]
    site_id: Mapped[Word]
    unit: Mapped[Word]


class Quarantine(Base):
    """A response that the operator took out of all results because its row is wrong."""

    __tablename__ = "quarantine"
    __table_args__ = (ROWLESS,)

    response_id: Mapped[bytes] = mapped_column(
        LargeBinary(16),
        ForeignKey("response.id", ondelete="CASCADE"),
        primary_key=True,
    )
