"""How far the desk has heard each node that keeps cameras for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table. Nobody was heard yet: what waits at nodes is told again, as before."""
    op.create_table(
        "node_heard",
        sa.Column("node", sa.String(64), primary_key=True),
        sa.Column("epoch", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forget it: only for trying migrations, never offered to people."""
    op.drop_table("node_heard")
