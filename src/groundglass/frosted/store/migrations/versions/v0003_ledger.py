"""The checkpoints of the ledger that were shown, and what witnesses signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of record/heads.py, as in store/schema.py."""
    op.create_table(
        "ledger_checkpoint",
        sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
        sa.Column("is_published", sa.Boolean, nullable=False),
        sa.Column("cosignatures", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Forget what was shown: only for trying migrations, never offered to people."""
    op.drop_table("ledger_checkpoint")
