"""What was said: sittings, sealed responses, the ways into them, own notes."""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from .base import (
    ROWLESS,
    Base,
    Blob,
    Digest,
    Identity,
    Marked,
    WeekDate,
    Word,
    owned_by_participant,
)


class Sitting(Base):
    """One visit in which responses were given."""

    __tablename__ = "sitting"
    __table_args__ = (
        ForeignKeyConstraint(
            ["participant_id", "programme_id"],
            ["participant.id", "participant.programme_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["group_id", "programme_id"], ["group.id", "group.programme_id"]
        ),
        UniqueConstraint("id", "participant_id", "week"),
        UniqueConstraint("participant_id", "week", "turn"),
        Index("ix_sitting_round", "programme_id", "group_id", "week"),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    participant_id: Mapped[Identity] = mapped_column(index=True)
    programme_id: Mapped[Word]
    group_id: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True)
    week: Mapped[WeekDate]
    turn: Mapped[int] = mapped_column(comment="first, second ... of that week")
    attempt: Mapped[Digest] = mapped_column(
        unique=True, comment="idempotency key: the same attempt is saved once"
    )


class Response(Marked, Base):
    """One person's answers to one instrument at one sitting, sealed."""

    __tablename__ = "response"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "participant_id", "week"],
            ["sitting.id", "sitting.participant_id", "sitting.week"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("sitting_id", "instrument"),
        Index("ix_response_course", "participant_id", "instrument", "week"),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    sitting_id: Mapped[Identity]
    participant_id: Mapped[Identity]
    instrument: Mapped[Word]
    version: Mapped[int]
    week: Mapped[WeekDate]
    supersedes: Mapped[bytes | None] = mapped_column(
        LargeBinary(16), ForeignKey("response.id", ondelete="CASCADE"), unique=True
    )
    body: Mapped[Blob] = mapped_column(comment="answers under a content key")


class OwnSeal(Base):
    """The content key of a response, sealed to its own author."""

    __tablename__ = "own_seal"
    __table_args__ = (ROWLESS,)

    response_id: Mapped[bytes] = mapped_column(
        LargeBinary(16),
        ForeignKey("response.id", ondelete="CASCADE"),
        primary_key=True,
    )
    seal: Mapped[Blob]


class EvaluationSeal(Base):
    """The content key of a response, sealed to a consented purpose."""

    __tablename__ = "evaluation_seal"
    __table_args__ = (
        CheckConstraint("purpose IN ('group', 'study')", name="purpose"),
        ROWLESS,
    )

    response_id: Mapped[bytes] = mapped_column(
        LargeBinary(16),
        ForeignKey("response.id", ondelete="CASCADE"),
        primary_key=True,
    )
    purpose: Mapped[Word] = mapped_column(primary_key=True)
    epoch: Mapped[int]
    seal: Mapped[Blob]


class Note(Base):
    """Own words, goal, behaviour, the thing for this week: for their author alone."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('behaviour', 'goal', 'step', 'step_done', 'note')", name="kind"
        ),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    participant_id: Mapped[bytes] = owned_by_participant()
    kind: Mapped[Word]
    week: Mapped[WeekDate]
    body: Mapped[Blob]
    seal: Mapped[Blob]
