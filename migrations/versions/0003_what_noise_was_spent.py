"""What noise was spent"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "privacy_budget",
        sa.Column("programme_id", sa.String(length=64), nullable=False),
        sa.Column("quarter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "spent", sa.Integer(), nullable=False, comment="thousandths of epsilon"
        ),
        sa.CheckConstraint(
            "spent BETWEEN 0 AND 1000", name=op.f("ck_privacy_budget_spent")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_privacy_budget_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint(
            "programme_id", "quarter", name=op.f("pk_privacy_budget")
        ),
    )


def downgrade() -> None:
    op.drop_table("privacy_budget")
