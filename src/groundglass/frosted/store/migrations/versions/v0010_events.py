"""Rules, events and observations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of events/schema.py."""
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("changed_90k", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    _events()
    op.create_table(
        "observation",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("start_90k", sa.BigInteger, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("end_90k", sa.BigInteger, nullable=False),
        sa.Column("messages", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("minute_90k", sa.BigInteger, primary_key=True),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("people_milli", sa.BigInteger, nullable=False),
        sa.Column("most", sa.Integer, nullable=False),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("hidden_ppm", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("phase", sa.String(8), nullable=False),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
        sa.Column("since_90k", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("camera", sa.String(48), nullable=True),
        sa.Column("rule", sa.Integer, nullable=True),
        sa.Column("x_ppm", sa.Integer, nullable=True),
        sa.Column("y_ppm", sa.Integer, nullable=True),
        sa.Column("across_dm", sa.Integer, nullable=True),
        sa.Column("away_dm", sa.Integer, nullable=True),
        sa.Column("value", sa.Float, nullable=True),
        sa.Column("detail", sa.String(32), nullable=False),
        sa.Column("area", sa.Integer, nullable=True),
        sa.Column("is_exercise", sa.Boolean, nullable=False),
        sa.Column("outside_key", sa.String(100), nullable=True, unique=True),
    )
    op.create_index("event_by_time", "event", ["at_90k", "id"])
    op.create_index("event_by_camera", "event", ["camera", "at_90k"])
    op.create_index("event_by_kind", "event", ["kind", "at_90k"])


def downgrade() -> None:
    """Forget all events: only for trying migrations, never offered to people."""
    for table in ("tally", "observation", "event", "rule"):
        op.drop_table(table)
