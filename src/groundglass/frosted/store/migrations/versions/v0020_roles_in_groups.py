"""Roles that people have in camera groups, besides the one at the site."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table. Nobody has such a role yet."""
    op.add_column("person", sa.Column("has_roles_in_groups", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "person_role",
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("camera_group", sa.String(16), sa.ForeignKey("camera_group.id"), primary_key=True),
        sa.Column("role", sa.String(32), nullable=False),
    )


def downgrade() -> None:
    """Forget them: only for trying migrations, never offered to people."""
    op.drop_table("person_role")
    with op.batch_alter_table("person") as people:
        people.drop_column("has_roles_in_groups")
