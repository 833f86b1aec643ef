"""Unseal requests, what custodians answered, the shares on their way, and drills."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of custody/tables.py."""
    op.create_table(
        "unseal_request",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("camera", sa.String(48), nullable=False),
        sa.Column("made_90k", sa.BigInteger, nullable=False),
        sa.Column("expires_90k", sa.BigInteger, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("entry", sa.BigInteger, nullable=False),
        sa.Column("released_90k", sa.BigInteger, nullable=True),
        sa.Column("release_entry", sa.BigInteger, nullable=True),
        sa.Column("opened_90k", sa.BigInteger, nullable=True),
        sa.Column("manifest_sha256", sa.String(64), nullable=True),
        sa.Column("is_ended", sa.Boolean, nullable=False),
    )
    op.create_index("unseal_request_by_time", "unseal_request", ["made_90k"])
    op.create_table(
        "unseal_answer",
        sa.Column("request", sa.String(16), sa.ForeignKey("unseal_request.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("recipient", sa.Text, primary_key=True),
        sa.Column("custodian", sa.String(8), nullable=False),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
        sa.Column("is_approval", sa.Boolean, nullable=False),
        sa.Column("terms", sa.LargeBinary, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("entry", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "unseal_share",
        sa.Column("request", sa.String(16), sa.ForeignKey("unseal_request.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("segment", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("share", sa.LargeBinary, nullable=False),
    )
    op.create_index("unseal_share_by_segment", "unseal_share", ["segment"])
    op.create_table(
        "drill_rule",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("every_days", sa.Float, nullable=False),
        sa.Column("since_90k", sa.BigInteger, nullable=False),
        sa.Column("told_90k", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "drill",
        sa.Column("request", sa.String(16), sa.ForeignKey("unseal_request.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("passed_90k", sa.BigInteger, nullable=True),
        sa.Column("is_ended", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    """Forget all requests: only for trying migrations, never offered to people."""
    for table in ("drill", "drill_rule", "unseal_share", "unseal_answer", "unseal_request"):
        op.drop_table(table)
