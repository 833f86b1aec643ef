"""Ids of files are 64 bits wide, and what is too old is found by an index.

SQLite's ids always were; there only the indexes change. PostgreSQL writes `file` and `fragment` anew with their
indexes: nobody reads or writes recordings meanwhile, and the disk holds both for that time (docs/operating.md).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen, then index."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("fragment_by_file", "fragment")  # made once, after, and not twice
        op.alter_column("fragment", "file", type_=sa.BigInteger)
        op.create_index("fragment_by_file", "fragment", ["file", "offset_bytes"])
        op.alter_column("file", "id", type_=sa.BigInteger)
        op.execute("ALTER SEQUENCE file_id_seq AS bigint")
    op.drop_index("file_by_state", "file")
    op.create_index("file_by_age", "file", ["state", "start_90k"])
    op.create_index("file_by_time", "file", ["camera", "start_90k"])


def downgrade() -> None:
    """Back, where ids are still small: only for trying migrations, never offered to people."""
    op.drop_index("file_by_time", "file")
    op.drop_index("file_by_age", "file")
    op.create_index("file_by_state", "file", ["state"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER SEQUENCE file_id_seq AS integer")
        op.alter_column("file", "id", type_=sa.Integer)
        op.alter_column("fragment", "file", type_=sa.Integer)
