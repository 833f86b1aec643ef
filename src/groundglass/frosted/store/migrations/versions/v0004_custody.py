"""Custodians, sealed originals, and the wrapped shares of their keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of custody."""
    op.create_table(
        "custodian",
        sa.Column("id", sa.String(8), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "custody_rule",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("quorum", sa.Integer, nullable=False),
        sa.Column("keep_days", sa.Float, nullable=False),
    )
    op.create_table(
        "sealed_segment",
        sa.Column("segment", sa.String(32), primary_key=True),
        sa.Column("camera", sa.String(48), nullable=False),
        sa.Column("start_90k", sa.BigInteger, nullable=False),
        sa.Column("until_90k", sa.BigInteger, nullable=False),
        sa.Column("chain", sa.BigInteger, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("blob", sa.String(160), nullable=False, unique=True),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("is_drill", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("entry", sa.BigInteger, nullable=True),
    )
    op.create_index("sealed_by_camera", "sealed_segment", ["camera", "start_90k"])
    op.create_index("sealed_by_entry", "sealed_segment", ["entry"])
    op.create_table(
        "sealed_slot",
        sa.Column("segment", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("slot", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_chain",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("next", sa.BigInteger, nullable=False),
        sa.Column("previous", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Forget all originals: only for trying migrations, never offered to people."""
    for table in ("sealed_chain", "sealed_slot", "sealed_segment", "custody_rule", "custodian"):
        op.drop_table(table)
