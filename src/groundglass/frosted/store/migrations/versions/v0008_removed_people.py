"""People who were removed, and are still named in histories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody was removed before."""
    op.add_column("person", sa.Column("removed_90k", sa.BigInteger, nullable=True))


def downgrade() -> None:
    """Forget who was removed: only for trying migrations, never offered to people."""
    with op.batch_alter_table("person") as table:
        table.drop_column("removed_90k")
