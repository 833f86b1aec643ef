"""Which events somebody at the desk has looked through."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of reviews in events/schema.py."""
    op.create_table(
        "event_review",
        sa.Column("event", sa.BigInteger, sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Forget what was looked through: only for trying migrations, never offered to people."""
    op.drop_table("event_review")
