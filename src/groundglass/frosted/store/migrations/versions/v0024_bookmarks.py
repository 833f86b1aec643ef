"""Moments that people marked, and the cameras they are about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of bookmarks/schema.py."""
    op.create_table(
        "bookmark",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("found_by", sa.Text, nullable=False),
        sa.Column("made_90k", sa.BigInteger, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed_90k", sa.BigInteger, nullable=True),
    )
    op.create_index("bookmark_by_time", "bookmark", ["at_90k", "id"])
    op.create_table(
        "bookmark_camera",
        sa.Column("bookmark", sa.String(16), sa.ForeignKey("bookmark.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
    )
    op.create_index("bookmark_camera_by_time", "bookmark_camera", ["camera", "at_90k"])


def downgrade() -> None:
    """Forget all bookmarks: only for trying migrations, never offered to people."""
    op.drop_table("bookmark_camera")
    op.drop_table("bookmark")
