"""The programme tree: programmes, sites, groups, and the keys to seal for them."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import ROWLESS, Base, Blob, Digest, Identity, Prose, WeekDate, Word


class Programme(Base):
    """One programme, as its file was last applied."""

    __tablename__ = "programme"

    id: Mapped[Word] = mapped_column(primary_key=True)
    definition: Mapped[Prose] = mapped_column(comment="the TOML text, whole")
    checksum: Mapped[Digest]


class Site(Base):
    """A place of a programme where groups meet."""

    __tablename__ = "site"

    programme_id: Mapped[Word] = mapped_column(
        ForeignKey("programme.id"), primary_key=True
    )
    id: Mapped[Word] = mapped_column(primary_key=True)
    name: Mapped[Prose]


class Group(Base):
    """A group that people join with a code from its poster."""

    __tablename__ = "group"
    __table_args__ = (
        ForeignKeyConstraint(
            ["programme_id", "site_id"], ["site.programme_id", "site.id"]
        ),
        UniqueConstraint("programme_id", "alias"),
        UniqueConstraint("id", "programme_id"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    programme_id: Mapped[Word]
    site_id: Mapped[Word]
    alias: Mapped[Word]
    state: Mapped[Word]
    join_code: Mapped[Word] = mapped_column(
        unique=True, comment="grants nothing but joining; printed on a poster"
    )
    joins_left: Mapped[int] = mapped_column(comment="until the code is changed")
    last_day: Mapped[date] = mapped_column(Date, comment="of the join code")
    paused_since: Mapped[date | None] = mapped_column(
        Date, comment="the day; set while an open group takes no newcomers"
    )


class EvaluationKey(Base):
    """A signed public key that answers may be sealed to, one per epoch."""

    __tablename__ = "evaluation_key"
    __table_args__ = (
        CheckConstraint("purpose IN ('group', 'study')", name="purpose"),
        CheckConstraint("suite IN (1, 2)", name="suite"),
    )

    programme_id: Mapped[Word] = mapped_column(
        ForeignKey("programme.id"), primary_key=True
    )
    purpose: Mapped[Word] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    suite: Mapped[int] = mapped_column(primary_key=True)
    public_key: Mapped[Blob]
    not_before: Mapped[WeekDate]
    signer: Mapped[Digest]
    signature: Mapped[Blob]
