"""The catalog in one file: SQLite in WAL, one process.

Apart from catalog.py because all that only SQLite has is here; postgres.py is its counterpart. Every transaction that
may write begins immediate, because one that began as a reader and then writes can fail at once whatever the timeout.
Commits are flushed to the disk (synchronous = FULL): what the catalog says after a commit survives a power cut.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

READS: Final = "groundglass_reads"
# secure_delete: what is deleted is overwritten, so that a destroyed share of a key is not found in a free page.
_PRAGMAS: Final = (
    "journal_mode = WAL", "synchronous = FULL", "busy_timeout = 10000", "foreign_keys = ON", "secure_delete = ON",
)  # fmt: skip


class SqliteState:
    """A database file. `engine` writes, `reader` is the same database with plain transactions for long reads."""

    def __init__(self, path: Path) -> None:
        # Values stay out of the database's errors, which reach the log: hashes of passwords, people's names.
        self.engine: AsyncEngine = create_async_engine(
            f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 10.0}, hide_parameters=True
        )
        sa.event.listen(self.engine.sync_engine, "connect", _tune)
        sa.event.listen(self.engine.sync_engine, "begin", _begin)
        self.reader = self.engine.execution_options(**{READS: True})

    async def hold(self) -> None:
        """The data folder's lock is enough: nobody else can reach the file."""

    async def check_fit(self) -> None:
        """Every SQLite file will do."""

    async def empty_journal(self) -> None:
        """Write the journal into the database and cut it off, so that what was deleted is in neither: SQLite overwrites
        deleted rows (secure_delete). While somebody reads, the journal stays until the next time."""
        raw = await self.engine.raw_connection()
        try:
            driver = raw.driver_connection
            if driver is not None:
                await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()

    async def close(self) -> None:
        await self.engine.dispose()


def _tune(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
