"""Answers from phones: acts that are done once, calls for help, frosted photos."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody had asked for help, and no act had a name of its own."""
    op.add_column("incident_entry", sa.Column("once", sa.String(40), nullable=True))
    op.add_column("incident_task", sa.Column("needs_help", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "incident_photo",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("jpeg", sa.LargeBinary, nullable=False),
    )
    op.create_index("incident_photo_by_incident", "incident_photo", ["incident"])


def downgrade() -> None:
    """Forget them: only for trying migrations, never offered to people."""
    op.drop_table("incident_photo")
    with op.batch_alter_table("incident_task") as table:
        table.drop_column("needs_help")
    with op.batch_alter_table("incident_entry") as table:
        table.drop_column("once")
