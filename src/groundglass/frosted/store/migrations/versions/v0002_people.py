"""People: who may sign in, with what, and who is signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of people/schema.py."""
    op.create_table(
        "person",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=True, unique=True),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=True),
        sa.Column("created_90k", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("credential", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_90k", sa.BigInteger, nullable=False),
    )
    op.create_index("passkey_by_person", "passkey", ["person"])
    op.create_table(
        "session",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("client", sa.Text, nullable=False),
        sa.Column("created_90k", sa.BigInteger, nullable=False),
        sa.Column("seen_90k", sa.BigInteger, nullable=False),
        sa.Column("ends_90k", sa.BigInteger, nullable=False),
    )
    op.create_index("session_by_person", "session", ["person"])
    op.create_table(
        "one_time_link",
        sa.Column("token_hash", sa.LargeBinary, primary_key=True),
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=True),
        sa.Column("ends_90k", sa.BigInteger, nullable=False),
        sa.Column("used_90k", sa.BigInteger, nullable=True),
    )


def downgrade() -> None:
    """Forget all people: only for trying migrations, never offered to people."""
    for table in ("one_time_link", "session", "passkey", "person"):
        op.drop_table(table)
