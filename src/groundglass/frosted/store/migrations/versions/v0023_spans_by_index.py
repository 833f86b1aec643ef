"""In PostgreSQL a day's timeline is read from an index alone.

Which holds as long as PostgreSQL knows that nobody still writes to the pages of the rows: it looks at tables that only
grow after a fifth of their rows, which is weeks of a site, and is told here to do it after a hundredth.
"""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index: seconds for some million rows, in which nothing is recorded into the database."""
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(
            "fragment_by_time",
            "fragment",
            ["camera", "start_90k"],
            postgresql_include=["end_90k", "run", "file", "is_aside"],
        )
        op.execute("ALTER TABLE fragment SET (autovacuum_vacuum_insert_scale_factor = 0.01)")


def downgrade() -> None:
    """Back: only for trying migrations, never offered to people."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE fragment RESET (autovacuum_vacuum_insert_scale_factor)")
        op.drop_index("fragment_by_time", "fragment")
