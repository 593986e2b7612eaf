"""Exports: who asked for one and who agreed, whose rows it holds, the sealed file.

A file lies here only in sealed pieces, whose key the database does not have.
"""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from .base import (
    ROWLESS,
    Base,
    Blob,
    Digest,
    Expiry,
    Identity,
    Marked,
    Minute,
    Prose,
    WeekDate,
    Word,
    owned_by_participant,
)


class Export(Marked, Base):
    """A file of rows about a programme: asked for, agreed to, made, given, gone."""

    __tablename__ = "export"
    __table_args__ = (
        CheckConstraint("tier IN ('standard', 'study')", name="tier"),
        CheckConstraint(
            "state IN ('requested', 'approved', 'built', 'refused', 'expired', "
            "'discarded')",
            name="state",
        ),
        CheckConstraint("(tier = 'standard') = (k IS NOT NULL)", name="k"),
        CheckConstraint("(k IS NULL) = (horizon IS NULL)", name="horizon"),
        CheckConstraint("share BETWEEN 0 AND 100", name="share"),
        CheckConstraint("approved_by <> asked_by", name="two_people"),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    programme_id: Mapped[Word] = mapped_column(ForeignKey("programme.id"), index=True)
    tier: Mapped[Word]
    k: Mapped[int | None] = mapped_column(comment="people alike, at least")
    horizon: Mapped[int | None] = mapped_column(
        comment="weeks that people are followed"
    )
    recipient: Mapped[Prose] = mapped_column(comment="who receives it")
    purpose: Mapped[Prose]
    until: Mapped[date] = mapped_column(Date, comment="its last day")
    agreement: Mapped[int | None] = mapped_column(comment="version of the text agreed")
    public_key: Mapped[Digest] = mapped_column(comment="what its key is sealed to")
    salt: Mapped[bytes | None] = mapped_column(
        LargeBinary(16), comment="of the words that open it, for tier standard"
    )
    cost: Mapped[Word | None]
    asked_by: Mapped[bytes | None] = mapped_column(
        LargeBinary(16), ForeignKey("staff.id"), comment="none: the command line"
    )
    asked: Mapped[Minute]
    approved_by: Mapped[bytes | None] = mapped_column(
        LargeBinary(16), ForeignKey("staff.id")
    )
    state: Mapped[Word]
    fetched: Mapped[bool] = mapped_column(comment="whether it ever left")
    share: Mapped[int] = mapped_column(comment="per cent made so far")
    reason: Mapped[Prose] = mapped_column(comment="why it was refused or is gone")
    week: Mapped[WeekDate | None] = mapped_column(comment="in which it was made")
    quarter: Mapped[int | None] = mapped_column(
        comment="whose end its data stood still at, for tier standard"
    )
    size: Mapped[int | None] = mapped_column(BigInteger, comment="bytes of the zip")
    seal: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="the key of the pieces"
    )
    seed: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="of its ids, under the aggregator's own key"
    )


class ExportChunk(Base):
    """One sealed piece of a file; every piece but the last has the same length."""

    __tablename__ = "export_chunk"

    export_id: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("export.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    blob: Mapped[Blob]


class ExportMember(Base):
    """That a file holds rows of somebody; it stays while they do."""

    __tablename__ = "export_member"
    __table_args__ = (ROWLESS,)

    export_id: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("export.id"), primary_key=True
    )
    participant_id: Mapped[bytes] = owned_by_participant(key=True)


class ExportDoor(Base):
    """That a browser of the staff may fetch a file for some minutes."""

    __tablename__ = "export_door"
    __table_args__ = (ROWLESS,)

    session_id: Mapped[bytes] = mapped_column(
        LargeBinary(32),
        ForeignKey("staff_session.id", ondelete="CASCADE"),
        primary_key=True,
    )
    export_id: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("export.id", ondelete="CASCADE"), primary_key=True
    )
    blob: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="the key of the pieces, under the cookie; tier standard"
    )
    expires: Mapped[Expiry] = mapped_column(index=True)
