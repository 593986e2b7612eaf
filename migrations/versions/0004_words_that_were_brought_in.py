"""Words that were brought in"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("instrument", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column(
            "checksum",
            sa.LargeBinary(length=32),
            nullable=False,
            comment="SHA-256 of the text",
        ),
        sa.Column(
            "text", sa.Text(), nullable=False, comment="JSON; never anything to run"
        ),
        sa.Column(
            "source",
            sa.Text(),
            nullable=False,
            comment="the name of the file it came from",
        ),
        sa.PrimaryKeyConstraint("instrument", "version", name=op.f("pk_wording")),
    )


def downgrade() -> None:
    op.drop_table("wording")
