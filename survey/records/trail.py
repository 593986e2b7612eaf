"""The audit trail: each event names the digest of the one before; triggers keep it."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Blob, Digest, Prose, Word


class AuditEvent(Base):
    """Something that was done, chained to what was done before it."""

    __tablename__ = "audit_event"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Word]
    content: Mapped[Prose] = mapped_column(comment="canonical JSON")
    previous: Mapped[Digest] = mapped_column(unique=True)
    digest: Mapped[Digest] = mapped_column(unique=True)


class AuditHead(Base):
    """An end of the chain that the aggregator has signed."""

    __tablename__ = "audit_head"

    number: Mapped[int] = mapped_column(
        ForeignKey("audit_event.number"), primary_key=True, autoincrement=False
    )
    digest: Mapped[Digest]
    signer: Mapped[Digest]
    signature: Mapped[Blob]
