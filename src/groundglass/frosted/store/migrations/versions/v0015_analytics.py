"""Sums of areas, of lines and of where people stood, beside those of a camera's minutes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables that analytics/schema.py has beside `tally`. What was observed before is not counted again."""
    op.create_table(
        "area_tally",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("area", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("minute_90k", sa.BigInteger, primary_key=True),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("people_milli", sa.BigInteger, nullable=False),
        sa.Column("per_m2_milli", sa.BigInteger, nullable=False),
        sa.Column("most_people_milli", sa.Integer, nullable=False),
        sa.Column("most_per_m2_milli", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "crossing_tally",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("rule", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("minute_90k", sa.BigInteger, primary_key=True),
        sa.Column("to_left", sa.Integer, nullable=False),
        sa.Column("to_right", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "heat_tally",
        sa.Column("camera", sa.String(48), primary_key=True),
        sa.Column("hour_90k", sa.BigInteger, primary_key=True),
        sa.Column("cell", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("visits", sa.Integer, nullable=False),
        sa.Column("stay_ms", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Forget the sums: only for trying migrations, never offered to people."""
    for table in ("heat_tally", "crossing_tally", "area_tally"):
        op.drop_table(table)
