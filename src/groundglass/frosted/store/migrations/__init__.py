"""Alembic's scripts, packaged so that a server migrates its own catalog when it starts."""
