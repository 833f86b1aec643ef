"""Channels, the outbox, browsers to be told, positions of cameras."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of outbound/schema.py."""
    op.create_table(
        "outbound_channel",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("is_enabled", sa.Boolean, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("created_90k", sa.BigInteger, nullable=False),
    )
    _message()
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("created_90k", sa.BigInteger, nullable=False),
    )
    op.create_index("push_subscription_by_person", "push_subscription", ["person"])
    op.create_table(
        "camera_position",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("latitude_e7", sa.BigInteger, nullable=False),
        sa.Column("longitude_e7", sa.BigInteger, nullable=False),
        sa.Column("height_cm", sa.Integer, nullable=False),
        sa.Column("azimuth_cdeg", sa.Integer, nullable=False),
        sa.Column("view_cdeg", sa.Integer, nullable=False),
        sa.Column("range_m", sa.Integer, nullable=False),
    )
    op.create_table(
        "outbound_keepsake",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def _message() -> None:
    op.create_table(
        "outbound_message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("made_90k", sa.BigInteger, nullable=False),
        sa.Column("next_90k", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("done_90k", sa.BigInteger, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("outbound_message_waiting", "outbound_message", ["channel", "state", "id"])


def downgrade() -> None:
    """Forget all channels: only for trying migrations, never offered to people."""
    for table in (
        "outbound_keepsake", "camera_position", "push_subscription", "outbound_message", "outbound_channel"
    ):  # fmt: skip
        op.drop_table(table)
