"""Indexes that answer a search: what happened and how grave it was is read from them before any event is."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two indexes anew, with the columns people search by behind those they are ordered by."""
    op.drop_index("event_by_time", "event")
    op.drop_index("event_by_camera", "event")
    op.create_index("event_by_time", "event", ["at_90k", "id", "level", "kind", "camera"])
    op.create_index("event_by_camera", "event", ["camera", "at_90k", "level", "kind"])


def downgrade() -> None:
    """As they were: only for trying migrations, never offered to people."""
    op.drop_index("event_by_camera", "event")
    op.drop_index("event_by_time", "event")
    op.create_index("event_by_time", "event", ["at_90k", "id"])
    op.create_index("event_by_camera", "event", ["camera", "at_90k"])
