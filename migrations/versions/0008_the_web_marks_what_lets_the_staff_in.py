"""The web marks what lets the staff in

No row from before has a mark and no migration has the key to give it one, so they go:
accounts and their ways in stay, roles are given again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("staff_session", "staff_link", "invitation", "staff_grant")


def upgrade() -> None:
    for table in ("export_door", *TABLES):
        op.execute(sa.delete(sa.table(table)))
    for table in TABLES:
        op.add_column(table, sa.Column("mac_key", sa.Integer(), nullable=False))
        op.add_column(
            table, sa.Column("mac", sa.LargeBinary(length=32), nullable=False)
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_column(table, "mac")
        op.drop_column(table, "mac_key")
