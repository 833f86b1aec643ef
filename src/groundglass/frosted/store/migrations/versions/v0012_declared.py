"""What a site declares of itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of public/schema.py."""
    op.create_table(
        "declared_site",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("changed_90k", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "declared_camera",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("changed_90k", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Forget what was declared: only for trying migrations, never offered to people."""
    for table in ("declared_camera", "declared_site"):
        op.drop_table(table)
