"""Who keeps which camera, in a site of several nodes, and every time that was decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of leases."""
    op.create_table(
        "node_lease",
        sa.Column("node", sa.String(64), primary_key=True),
        sa.Column("incarnation", sa.BigInteger, nullable=False),
        sa.Column("relay", sa.Text, nullable=False),
        sa.Column("expires_90k", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "camera_lease",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("node", sa.String(64), nullable=False),
        sa.Column("incarnation", sa.BigInteger, nullable=False),
        sa.Column("generation", sa.BigInteger, nullable=False),
        sa.Column("released_90k", sa.BigInteger, nullable=True),
    )
    op.create_index("lease_by_node", "camera_lease", ["node"])
    op.create_table(
        "lease_taken",
        sa.Column("generation", sa.BigInteger, sa.Identity(start=1 << 27), primary_key=True),
        sa.Column("camera", sa.String(48), nullable=False),
        sa.Column("node", sa.String(64), nullable=False),
        sa.Column("incarnation", sa.BigInteger, nullable=False),
        sa.Column("taken_90k", sa.BigInteger, nullable=False),
        sa.Column("freed_90k", sa.BigInteger, nullable=True),
    )
    op.create_index("taken_by_camera", "lease_taken", ["camera", "generation"])


def downgrade() -> None:
    """Forget leases: only for trying migrations, never offered to people."""
    for table in ("lease_taken", "camera_lease", "node_lease"):
        op.drop_table(table)
