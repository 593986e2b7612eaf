"""The words of questionnaires that an operator brought in; about nobody."""

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Digest, Prose, Word


class Wording(Base):
    """Words for one version of a scoring key, or a plain instrument whole."""

    __tablename__ = "wording"

    instrument: Mapped[Word] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[Word]
    checksum: Mapped[Digest] = mapped_column(comment="SHA-256 of the text")
    text: Mapped[Prose] = mapped_column(comment="JSON; never anything to run")
    source: Mapped[Prose] = mapped_column(comment="the name of the file it came from")
