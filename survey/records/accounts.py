"""Accounts of the staff: how one is begun, and what proves whose it is.

Whoever has these rows alone can prove nothing: factors are locked under a key that
the web process keeps in a file, links and codes are digests. Nor can they make more:
an invitation carries a mark of the web's own, as grants, links and browsers do.
"""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from .base import ROWLESS, Base, Blob, Digest, Expiry, Identity, Marked, Minute, Word
from .staff import owned_by_staff


class Invitation(Marked, Base):
    """A way to begin an account or to do more with one; using it deletes the row."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(
            "role IN ('facilitator', 'organiser', 'evaluator', 'operator')",
            name="role",
        ),
        CheckConstraint("(role IS NULL) = (programme_id IS NULL)", name="place"),
        ForeignKeyConstraint(
            ["programme_id", "site_id"], ["site.programme_id", "site.id"]
        ),
        ForeignKeyConstraint(
            ["group_id", "programme_id"], ["group.id", "group.programme_id"]
        ),
        ROWLESS,
    )

    id: Mapped[Digest] = mapped_column(primary_key=True, comment="SHA-256 of the token")
    name: Mapped[Word] = mapped_column(comment="as they will be called here")
    staff_id: Mapped[Identity] = mapped_column(comment="of the account, old or to be")
    role: Mapped[Word | None] = mapped_column(comment="none: new ways in, no more")
    programme_id: Mapped[Word | None] = mapped_column(ForeignKey("programme.id"))
    site_id: Mapped[Word | None]
    group_id: Mapped[Identity | None]
    made_by: Mapped[bytes | None] = mapped_column(
        LargeBinary(16),
        ForeignKey("staff.id", ondelete="CASCADE"),
        index=True,
        comment="none: the command line",
    )
    expires: Mapped[Expiry] = mapped_column(index=True)


class Factor(Base):
    """One thing by which somebody proves who they are."""

    __tablename__ = "factor"
    __table_args__ = (
        CheckConstraint("kind IN ('password', 'totp', 'passkey')", name="kind"),
        CheckConstraint(
            "(kind = 'passkey') = (credential IS NOT NULL)", name="credential"
        ),
        ROWLESS,
    )

    id: Mapped[Identity] = mapped_column(primary_key=True)
    staff_id: Mapped[bytes] = owned_by_staff()
    kind: Mapped[Word]
    label: Mapped[Word] = mapped_column(comment="what its owner calls it")
    credential: Mapped[bytes | None] = mapped_column(
        LargeBinary, unique=True, comment="the public name of a passkey"
    )
    locked: Mapped[Blob] = mapped_column(
        comment="password hash, TOTP secret or public key, under the web's own key"
    )
    counter: Mapped[Expiry] = mapped_column(
        comment="last TOTP step, or a passkey's count of signatures; only goes up"
    )
    made: Mapped[Minute]


class RecoveryCode(Base):
    """A code on paper that stands in for six digits once; using it deletes the row."""

    __tablename__ = "recovery_code"
    __table_args__ = (ROWLESS,)

    id: Mapped[Digest] = mapped_column(primary_key=True, comment="keyed digest")
    staff_id: Mapped[bytes] = owned_by_staff()


class StaffThrottle(Base):
    """Wrong tries lately for one name (keyed, so it tells none, real or not)."""

    __tablename__ = "staff_throttle"
    __table_args__ = (ROWLESS,)

    id: Mapped[Digest] = mapped_column(primary_key=True)
    tries: Mapped[int]
    rests_until: Mapped[Expiry]
    expires: Mapped[Expiry] = mapped_column(index=True)


class SpentChallenge(Base):
    """A passkey challenge that was answered: no answer counts twice."""

    __tablename__ = "spent_challenge"
    __table_args__ = (ROWLESS,)

    id: Mapped[Digest] = mapped_column(primary_key=True)
    expires: Mapped[Expiry] = mapped_column(index=True)
