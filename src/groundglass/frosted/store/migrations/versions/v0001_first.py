"""Cameras, the recording index, stills and places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "camera",
        sa.Column("id", sa.String(48), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("is_enabled", sa.Boolean, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("sealed_addresses", sa.LargeBinary, nullable=False),
        sa.Column("removed_90k", sa.BigInteger, nullable=True),
    )
    _recording()
    op.create_table(
        "still",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("at_90k", sa.BigInteger, primary_key=True),
        sa.Column("name", sa.String(160), nullable=False, unique=True),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "keepsake",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("kind", sa.String(12), primary_key=True),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(160), nullable=False, unique=True),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("proven_ppm", sa.Integer, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
    )


def _recording() -> None:
    op.create_table(
        "run",
        sa.Column("run", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("camera", sa.String(48), nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("sps", sa.LargeBinary, nullable=False),
        sa.Column("pps", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "file",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("camera", sa.String(48), nullable=False),
        sa.Column("run", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(160), nullable=False, unique=True),
        sa.Column("start_90k", sa.BigInteger, nullable=False),
        sa.Column("end_90k", sa.BigInteger, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
    )
    op.create_index("file_by_camera", "file", ["camera", "run", "start_90k"])
    op.create_index("file_by_state", "file", ["state"])
    op.create_table(
        "fragment",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("start_90k", sa.BigInteger, primary_key=True),
        sa.Column("run", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("end_90k", sa.BigInteger, nullable=False),
        sa.Column("file", sa.Integer, nullable=False),
        sa.Column("offset_bytes", sa.BigInteger, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("pictures", sa.Integer, nullable=False),
        sa.Column("is_key", sa.Boolean, nullable=False),
        sa.Column("is_aside", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("fragment_by_file", "fragment", ["file", "offset_bytes"])


def downgrade() -> None:
    """Forget everything: only for trying migrations, never offered to people."""
    for table in ("keepsake", "still", "fragment", "file", "run", "camera"):
        op.drop_table(table)
