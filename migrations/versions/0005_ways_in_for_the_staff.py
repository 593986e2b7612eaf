"""Ways in for the staff"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spent_challenge",
        sa.Column("id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent_challenge")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_spent_challenge_expires"), "spent_challenge", ["expires"], unique=False
    )
    op.create_table(
        "staff_throttle",
        sa.Column("id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("rests_until", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_throttle")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_staff_throttle_expires"), "staff_throttle", ["expires"], unique=False
    )
    op.create_table(
        "factor",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column(
            "label",
            sa.String(length=64),
            nullable=False,
            comment="what its owner calls it",
        ),
        sa.Column(
            "credential",
            sa.LargeBinary(),
            nullable=True,
            comment="the public name of a passkey",
        ),
        sa.Column(
            "locked",
            sa.LargeBinary(),
            nullable=False,
            comment="password hash, TOTP secret or public key, under the web's own key",
        ),
        sa.Column(
            "counter",
            sa.BigInteger(),
            nullable=False,
            comment="last TOTP step, or a passkey's count of signatures; only goes up",
        ),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'passkey') = (credential IS NOT NULL)",
            name=op.f("ck_factor_credential"),
        ),
        sa.CheckConstraint(
            "kind IN ('password', 'totp', 'passkey')", name=op.f("ck_factor_kind")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_factor_staff_id_staff"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor")),
        sa.UniqueConstraint("credential", name=op.f("uq_factor_credential")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_factor_staff_id"), "factor", ["staff_id"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column(
            "id", sa.LargeBinary(length=32), nullable=False, comment="keyed digest"
        ),
        sa.Column("staff_id", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_recovery_code_staff_id_staff"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_recovery_code_staff_id"), "recovery_code", ["staff_id"], unique=False
    )
    op.create_table(
        "invitation",
        sa.Column(
            "id",
            sa.LargeBinary(length=32),
            nullable=False,
            comment="SHA-256 of the token",
        ),
        sa.Column(
            "name",
            sa.String(length=64),
            nullable=False,
            comment="as they will be called here",
        ),
        sa.Column(
            "staff_id",
            sa.LargeBinary(length=16),
            nullable=False,
            comment="of the account, old or to be",
        ),
        sa.Column(
            "role",
            sa.String(length=64),
            nullable=True,
            comment="none: new ways in, no more",
        ),
        sa.Column("programme_id", sa.String(length=64), nullable=True),
        sa.Column("site_id", sa.String(length=64), nullable=True),
        sa.Column("group_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column(
            "made_by",
            sa.LargeBinary(length=16),
            nullable=True,
            comment="none: the command line",
        ),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "role IN ('facilitator', 'organiser', 'evaluator', 'operator')",
            name=op.f("ck_invitation_role"),
        ),
        sa.CheckConstraint(
            "(role IS NULL) = (programme_id IS NULL)", name=op.f("ck_invitation_place")
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "programme_id"],
            ["group.id", "group.programme_id"],
            name=op.f("fk_invitation_group_id_programme_id_group"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["staff.id"],
            name=op.f("fk_invitation_made_by_staff"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "site_id"],
            ["site.programme_id", "site.id"],
            name=op.f("fk_invitation_programme_id_site_id_site"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_invitation_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_invitation_expires"), "invitation", ["expires"], unique=False
    )
    op.create_index(
        op.f("ix_invitation_made_by"), "invitation", ["made_by"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_invitation_made_by"), table_name="invitation")
    op.drop_index(op.f("ix_invitation_expires"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_index(op.f("ix_recovery_code_staff_id"), table_name="recovery_code")
    op.drop_table("recovery_code")
    op.drop_index(op.f("ix_factor_staff_id"), table_name="factor")
    op.drop_table("factor")
    op.drop_index(op.f("ix_staff_throttle_expires"), table_name="staff_throttle")
    op.drop_table("staff_throttle")
    op.drop_index(op.f("ix_spent_challenge_expires"), table_name="spent_challenge")
    op.drop_table("spent_challenge")
