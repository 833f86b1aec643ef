"""Floors, their pictures, cameras on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of map/schema.py."""
    op.create_table(
        "map_plan",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("media", sa.String(16), nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("placing", sa.Text, nullable=False),
        sa.Column("made_90k", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "map_picture",
        sa.Column("plan", sa.String(16), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "map_stand",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("plan", sa.String(16), nullable=False),
        sa.Column("x_cm", sa.Integer, nullable=True),
        sa.Column("y_cm", sa.Integer, nullable=True),
        sa.Column("height_cm", sa.Integer, nullable=False),
        sa.Column("azimuth_cdeg", sa.Integer, nullable=False),
        sa.Column("view_cdeg", sa.Integer, nullable=False),
        sa.Column("range_m", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Forget floors: only for trying migrations, never offered to people."""
    for table in ("map_stand", "map_picture", "map_plan"):
        op.drop_table(table)
