"""Groups may rest"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "group",
        sa.Column(
            "paused_since",
            sa.Date(),
            nullable=True,
            comment="the day; set while an open group takes no newcomers",
        ),
    )


def downgrade() -> None:
    op.drop_column("group", "paused_since")
