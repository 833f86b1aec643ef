"""Incidents with their histories, procedures, shifts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of incidents/schema.py."""
    _incident()
    _entry()
    _work()
    op.create_table(
        "procedure",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("kinds", sa.Text, nullable=False),
        sa.Column("changed_90k", sa.BigInteger, nullable=False),
        sa.Column("is_retired", sa.Boolean, nullable=False),
    )
    op.create_table(
        "shift",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("began_90k", sa.BigInteger, nullable=False),
        sa.Column("ended_90k", sa.BigInteger, nullable=True),
        sa.Column("handed_to", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("shift_by_person", "shift", ["person", "ended_90k"])
    op.create_table(
        "reader_mark",
        sa.Column("reader", sa.String(80), primary_key=True),
        sa.Column("sequence", sa.BigInteger, nullable=False),
    )


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("camera", sa.String(48), nullable=False),
        sa.Column("zone", sa.String(80), nullable=False),
        sa.Column("is_exercise", sa.Boolean, nullable=False),
        sa.Column("opened_90k", sa.BigInteger, nullable=False),
        sa.Column("changed_90k", sa.BigInteger, nullable=False),
        sa.Column("owner", sa.String(16), nullable=False),
        sa.Column("event", sa.String(64), nullable=True, unique=True),
    )
    op.create_index("incident_by_state", "incident", ["state", "number"])
    op.create_index("incident_by_camera", "incident", ["camera", "number"])


def _entry() -> None:
    op.create_table(
        "incident_entry",
        sa.Column("sequence", sa.Integer, primary_key=True),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("ledger", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("incident_entry_by_incident", "incident_entry", ["incident", "sequence"])


def _work() -> None:
    op.create_table(
        "incident_task",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
        sa.Column("responder", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("changed_90k", sa.BigInteger, nullable=False),
    )
    op.create_index("incident_task_by_responder", "incident_task", ["responder", "state"])
    op.create_index("incident_task_by_incident", "incident_task", ["incident"])
    op.create_table(
        "incident_proposal",
        sa.Column("event", sa.String(64), primary_key=True),
        sa.Column("incident", sa.Integer, sa.ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
        sa.Column("event_kind", sa.String(32), nullable=False),
        sa.Column("level", sa.String(8), nullable=False),
        sa.Column("camera", sa.String(48), nullable=False),
        sa.Column("zone", sa.String(80), nullable=False),
        sa.Column("at_90k", sa.BigInteger, nullable=False),
        sa.Column("is_exercise", sa.Boolean, nullable=False),
        sa.Column("answer", sa.String(8), nullable=False),
    )
    op.create_index("incident_proposal_by_incident", "incident_proposal", ["incident", "answer"])


def downgrade() -> None:
    """Forget all incidents: only for trying migrations, never offered to people."""
    for table in (
        "reader_mark", "shift", "procedure", "incident_proposal", "incident_task", "incident_entry", "incident"
    ):  # fmt: skip
        op.drop_table(table)
