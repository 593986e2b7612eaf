"""How much was told of a programme's people in figures with noise, by quarter."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Word


class PrivacyBudget(Base):
    """What a programme has spent in a quarter; the database refuses more than one."""

    __tablename__ = "privacy_budget"
    __table_args__ = (CheckConstraint("spent BETWEEN 0 AND 1000", name="spent"),)

    programme_id: Mapped[Word] = mapped_column(
        ForeignKey("programme.id"), primary_key=True
    )
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    spent: Mapped[int] = mapped_column(comment="thousandths of epsilon")
