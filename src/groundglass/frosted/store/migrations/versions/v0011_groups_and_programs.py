"""Camera groups, who is limited to them, tokens of programs, recovery codes, and accounts kept elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables that people/schema.py has more of now. Everybody who is here reaches the whole site."""
    op.add_column("person", sa.Column("is_limited", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("person", sa.Column("invited_email", sa.Text, nullable=True))
    op.create_index("person_by_invited_email", "person", ["invited_email"], unique=True)
    op.create_table(
        "camera_group",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "camera_group_camera",
        sa.Column("camera_group", sa.String(16), sa.ForeignKey("camera_group.id"), primary_key=True),
        sa.Column("camera", sa.String(48), primary_key=True),
    )
    op.create_table(
        "person_group",
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("camera_group", sa.String(16), sa.ForeignKey("camera_group.id"), primary_key=True),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.LargeBinary, primary_key=True),
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id"), nullable=False),
    )
    op.create_index("recovery_code_by_person", "recovery_code", ["person"])
    op.create_table(
        "identity",
        sa.Column("issuer", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("by_claim", sa.Boolean, nullable=False),
        sa.Column("created_90k", sa.BigInteger, nullable=False),
    )
    op.create_index("identity_by_person", "identity", ["person"])
    _programs()


def _programs() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("token_hash", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_by", sa.String(16), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("rights", sa.Text, nullable=False),
        sa.Column("is_limited", sa.Boolean, nullable=False),
        sa.Column("created_90k", sa.BigInteger, nullable=False),
        sa.Column("ends_90k", sa.BigInteger, nullable=True),
        sa.Column("seen_90k", sa.BigInteger, nullable=True),
        sa.Column("revoked_90k", sa.BigInteger, nullable=True),
    )
    op.create_table(
        "api_token_group",
        sa.Column("api_token", sa.String(16), sa.ForeignKey("api_token.id"), primary_key=True),
        sa.Column("camera_group", sa.String(16), sa.ForeignKey("camera_group.id"), primary_key=True),
    )


def downgrade() -> None:
    """Forget all of it: only for trying migrations, never offered to people."""
    tables = ("api_token_group", "api_token", "identity", "recovery_code", "person_group", "camera_group_camera")
    for table in (*tables, "camera_group"):
        op.drop_table(table)
    op.drop_index("person_by_invited_email", "person")
    with op.batch_alter_table("person") as people:
        people.drop_column("invited_email")
        people.drop_column("is_limited")
