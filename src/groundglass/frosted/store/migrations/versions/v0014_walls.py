"""Walls that people arranged, shared or their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of walls/schema.py."""
    op.create_table(
        "wall",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("columns", sa.Integer, nullable=False),
        sa.Column("tiles", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_90k", sa.BigInteger, nullable=False),
    )
    op.create_index("wall_by_owner", "wall", ["owner"])


def downgrade() -> None:
    """Forget all walls: only for trying migrations, never offered to people."""
    op.drop_table("wall")
