"""Files of rows"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "export",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("programme_id", sa.String(length=64), nullable=False),
        sa.Column("tier", sa.String(length=64), nullable=False),
        sa.Column("k", sa.Integer(), nullable=True, comment="people alike, at least"),
        sa.Column(
            "horizon",
            sa.Integer(),
            nullable=True,
            comment="weeks that people are followed",
        ),
        sa.Column("recipient", sa.Text(), nullable=False, comment="who receives it"),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False, comment="its last day"),
        sa.Column(
            "agreement",
            sa.Integer(),
            nullable=True,
            comment="version of the text agreed",
        ),
        sa.Column(
            "public_key",
            sa.LargeBinary(length=32),
            nullable=False,
            comment="what its key is sealed to",
        ),
        sa.Column(
            "salt",
            sa.LargeBinary(length=16),
            nullable=True,
            comment="of the words that open it, for tier standard",
        ),
        sa.Column("cost", sa.String(length=64), nullable=True),
        sa.Column(
            "asked_by",
            sa.LargeBinary(length=16),
            nullable=True,
            comment="none: the command line",
        ),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column(
            "fetched", sa.Boolean(), nullable=False, comment="whether it ever left"
        ),
        sa.Column(
            "share", sa.Integer(), nullable=False, comment="per cent made so far"
        ),
        sa.Column(
            "reason", sa.Text(), nullable=False, comment="why it was refused or is gone"
        ),
        sa.Column("week", sa.Date(), nullable=True, comment="in which it was made"),
        sa.Column(
            "quarter",
            sa.Integer(),
            nullable=True,
            comment="whose end its data stood still at, for tier standard",
        ),
        sa.Column("size", sa.BigInteger(), nullable=True, comment="bytes of the zip"),
        sa.Column(
            "seal", sa.LargeBinary(), nullable=True, comment="the key of the pieces"
        ),
        sa.Column(
            "seed",
            sa.LargeBinary(),
            nullable=True,
            comment="of its ids, under the aggregator's own key",
        ),
        sa.Column("mac_key", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint(
            "(k IS NULL) = (horizon IS NULL)", name=op.f("ck_export_horizon")
        ),
        sa.CheckConstraint(
            "(tier = 'standard') = (k IS NOT NULL)", name=op.f("ck_export_k")
        ),
        sa.CheckConstraint(
            "state IN ('requested', 'approved', 'built', 'refused', 'expired', 'discarded')",
            name=op.f("ck_export_state"),
        ),
        sa.CheckConstraint(
            "tier IN ('standard', 'study')", name=op.f("ck_export_tier")
        ),
        sa.CheckConstraint(
            "approved_by <> asked_by", name=op.f("ck_export_two_people")
        ),
        sa.CheckConstraint("share BETWEEN 0 AND 100", name=op.f("ck_export_share")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["staff.id"], name=op.f("fk_export_approved_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["staff.id"], name=op.f("fk_export_asked_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_export_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_export_programme_id"), "export", ["programme_id"], unique=False
    )
    op.create_table(
        "export_chunk",
        sa.Column("export_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"],
            ["export.id"],
            name=op.f("fk_export_chunk_export_id_export"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("export_id", "number", name=op.f("pk_export_chunk")),
    )
    op.create_table(
        "export_door",
        sa.Column("session_id", sa.LargeBinary(length=32), nullable=False),
        sa.Column("export_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column(
            "blob",
            sa.LargeBinary(),
            nullable=True,
            comment="the key of the pieces, under the cookie; tier standard",
        ),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"],
            ["export.id"],
            name=op.f("fk_export_door_export_id_export"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["staff_session.id"],
            name=op.f("fk_export_door_session_id_staff_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "export_id", name=op.f("pk_export_door")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_export_door_expires"), "export_door", ["expires"], unique=False
    )
    op.create_table(
        "export_member",
        sa.Column("export_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("participant_id", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["export_id"], ["export.id"], name=op.f("fk_export_member_export_id_export")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_export_member_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "export_id", "participant_id", name=op.f("pk_export_member")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_export_member_participant_id"),
        "export_member",
        ["participant_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_export_member_participant_id"), table_name="export_member")
    op.drop_table("export_member")
    op.drop_index(op.f("ix_export_door_expires"), table_name="export_door")
    op.drop_table("export_door")
    op.drop_table("export_chunk")
    op.drop_index(op.f("ix_export_programme_id"), table_name="export")
    op.drop_table("export")
