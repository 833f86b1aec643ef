"""What Alembic runs: migrations on the connection that store/catalog.py hands over, never on one of its own."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
