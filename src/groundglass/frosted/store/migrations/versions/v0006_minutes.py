"""What a recorded file holds, and its place in the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Files recorded before are hashed and entered when the server next runs."""
    op.add_column("file", sa.Column("sha256", sa.String(64), nullable=True))
    op.add_column("file", sa.Column("entry", sa.BigInteger, nullable=True))
    op.create_index("file_by_entry", "file", ["entry"])


def downgrade() -> None:
    """Forget them: only for trying migrations, never offered to people."""
    op.drop_index("file_by_entry", "file")
    with op.batch_alter_table("file") as table:
        table.drop_column("entry")
        table.drop_column("sha256")
