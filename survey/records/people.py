"""Who takes part: a random number, its keys, its group, its choices, its phones."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import (
    ROWLESS,
    Base,
    Blob,
    Digest,
    Expiry,
    Identity,
    Marked,
    WeekDate,
    Word,
    owned_by_participant,
)


class Participant(Marked, Base):
    """Somebody who takes part: a random number and the keys to seal for them."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("id", "programme_id"),
        CheckConstraint(
            "state IN ('unkept', 'kept', 'paused', 'graduated', 'moved')", name="state"
        ),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    programme_id: Mapped[Word] = mapped_column(ForeignKey("programme.id"))
    public_key: Mapped[Digest]
    hybrid_key: Mapped[Blob]
    joined: Mapped[WeekDate]
    state: Mapped[Word]


class Membership(Marked, Base):
    """That a participant belongs to a group, one active at most."""

    __tablename__ = "membership"
    __table_args__ = (
        ForeignKeyConstraint(
            ["participant_id", "programme_id"],
            ["participant.id", "participant.programme_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["group_id", "programme_id"], ["group.id", "group.programme_id"]
        ),
        Index(
            "ix_membership_active",
            "participant_id",
            unique=True,
            sqlite_where=text('"left" IS NULL'),
            postgresql_where=text('"left" IS NULL'),
        ),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    participant_id: Mapped[Identity] = mapped_column(index=True)
    programme_id: Mapped[Word]
    group_id: Mapped[Identity] = mapped_column(index=True)
    joined: Mapped[WeekDate]
    left: Mapped[date | None] = mapped_column(Date)


class Consent(Marked, Base):
    """A participant's standing answer for one purpose, and to which text."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("purpose IN ('group', 'study')", name="purpose"),
        CheckConstraint("answer IN ('later', 'no', 'yes')", name="answer"),
    )

    participant_id: Mapped[bytes] = owned_by_participant(key=True, index=False)
    purpose: Mapped[Word] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(comment="of the consent text answered")
    answer: Mapped[Word]
    asked: Mapped[int] = mapped_column(comment="times we asked; never above two")
    since: Mapped[WeekDate]


class KeySlot(Base):
    """One way to unlock a participant's seed (as in LUKS)."""

    __tablename__ = "key_slot"
    __table_args__ = (
        CheckConstraint("kind IN ('code', 'recovery')", name="kind"),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    participant_id: Mapped[bytes] = owned_by_participant()
    kind: Mapped[Word]
    locator: Mapped[Digest] = mapped_column(
        index=True, comment="HMAC of two words; not unique, at most four share one"
    )
    pepper: Mapped[int]
    salt: Mapped[Identity]
    cost: Mapped[Word] = mapped_column(comment="Argon2id parameters of this slot")
    wrapped: Mapped[Blob]


class Session(Base):
    """A signed-in or remembered phone; the cookie holds what opens `wrapped`."""

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("remember IN ('no', 'write', 'read')", name="remember"),
        ROWLESS,
    )

    id: Mapped[Digest] = mapped_column(primary_key=True, comment="SHA-256 of T")
    participant_id: Mapped[bytes] = owned_by_participant()
    remember: Mapped[Word]
    shared: Mapped[bool] = mapped_column(comment="somebody else's phone")
    expires: Mapped[Expiry] = mapped_column(index=True)
    read_until: Mapped[int | None] = mapped_column(comment="idle end of reading")
    read_end: Mapped[int | None] = mapped_column(comment="latest end of reading")
    wrapped: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="the seed under T; only while this phone may read"
    )


class Draft(Base):
    """What a phone is in the middle of, sealed under its own cookie."""

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("kind IN ('draft', 'receipt', 'words')", name="kind"),
        ROWLESS,
    )

    session_id: Mapped[bytes] = mapped_column(
        LargeBinary(32),
        ForeignKey("session.id", ondelete="CASCADE"),
        primary_key=True,
    )
    kind: Mapped[Word] = mapped_column(primary_key=True)
    blob: Mapped[Blob]
    expires: Mapped[Expiry] = mapped_column(index=True)


class Erasure(Base):
    """A wish to be erased by somebody who lost the words; due after seven days."""

    __tablename__ = "erasure"
    __table_args__ = (ROWLESS,)

    participant_id: Mapped[bytes] = owned_by_participant(key=True, index=False)
    due: Mapped[WeekDate] = mapped_column(comment="the day")


class RateBucket(Base):
    """Wrong words lately for one locator (keyed, so it names nobody)."""

    __tablename__ = "rate_bucket"
    __table_args__ = (ROWLESS,)

    id: Mapped[Digest] = mapped_column(primary_key=True)
    tries: Mapped[int]
    expires: Mapped[Expiry] = mapped_column(index=True)
