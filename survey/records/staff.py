"""Who works here: their scope, their way in, and the meetings they held.

Nothing in these tables is about a participant. What the staff does carries minutes:
whole seconds since 1970, cut to the minute.
"""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from .base import (
    ROWLESS,
    Base,
    Digest,
    Expiry,
    Identity,
    Marked,
    Minute,
    WeekDate,
    Word,
)


def owned_by_staff() -> Mapped[bytes]:
    """Refer to somebody of the staff so that deleting them takes this row along."""
    return mapped_column(
        LargeBinary(16), ForeignKey("staff.id", ondelete="CASCADE"), index=True
    )


class Staff(Base):
    """Somebody who facilitates, organises, evaluates or operates."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'closed')", name="state"),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    name: Mapped[Word] = mapped_column(unique=True, comment="as they are called here")
    state: Mapped[Word]


class StaffGrant(Marked, Base):
    """What somebody of the staff may do, and where."""

    __tablename__ = "staff_grant"
    __table_args__ = (
        CheckConstraint(
            "role IN ('facilitator', 'organiser', 'evaluator', 'operator')",
            name="role",
        ),
        CheckConstraint("group_id IS NULL OR role = 'facilitator'", name="group"),
        CheckConstraint(
            "(site_id IS NULL) = (role IN ('evaluator', 'operator')) "
            "OR (role = 'facilitator' AND group_id IS NOT NULL)",
            name="site",
        ),
        ForeignKeyConstraint(
            ["programme_id", "site_id"], ["site.programme_id", "site.id"]
        ),
        ForeignKeyConstraint(
            ["group_id", "programme_id"], ["group.id", "group.programme_id"]
        ),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    staff_id: Mapped[bytes] = owned_by_staff()
    role: Mapped[Word]
    programme_id: Mapped[Word] = mapped_column(ForeignKey("programme.id"))
    site_id: Mapped[Word | None]
    group_id: Mapped[Identity | None]


class StaffSession(Marked, Base):
    """A signed-in browser of the staff."""

    __tablename__ = "staff_session"
    __table_args__ = (ROWLESS,)

    id: Mapped[Digest] = mapped_column(primary_key=True, comment="SHA-256 of T")
    staff_id: Mapped[bytes] = owned_by_staff()
    proved: Mapped[Minute] = mapped_column(comment="when a way in was last shown")
    idle_end: Mapped[Expiry] = mapped_column(comment="moves with use")
    end: Mapped[Expiry] = mapped_column(index=True, comment="the latest")


class StaffLink(Marked, Base):
    """A way in that works once; following it deletes the row."""

    __tablename__ = "staff_link"
    __table_args__ = (ROWLESS,)

    id: Mapped[Digest] = mapped_column(primary_key=True, comment="SHA-256 of the token")
    staff_id: Mapped[bytes] = owned_by_staff()
    expires: Mapped[Expiry] = mapped_column(index=True)


class Meeting(Base):
    """That a group met in a week, and how many heads came; the last word counts."""

    __tablename__ = "meeting"
    __table_args__ = (CheckConstraint("heads BETWEEN 0 AND 60", name="heads"), ROWLESS)

    group_id: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("group.id"), primary_key=True
    )
    week: Mapped[WeekDate] = mapped_column(primary_key=True)
    heads: Mapped[int]
    recorded: Mapped[Minute] = mapped_column(comment="when this was last said")
    recorded_by: Mapped[bytes | None] = mapped_column(
        LargeBinary(16), ForeignKey("staff.id", ondelete="SET NULL")
    )
