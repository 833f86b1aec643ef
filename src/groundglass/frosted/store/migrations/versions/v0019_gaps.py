"""Stretches that were not recorded, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of gaps."""
    op.create_table(
        "recording_gap",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("start_90k", sa.BigInteger, primary_key=True),
        sa.Column("run", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("end_90k", sa.BigInteger, nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("pictures", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Forget gaps: only for trying migrations, never offered to people."""
    op.drop_table("recording_gap")
