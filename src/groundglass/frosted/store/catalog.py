"""The catalog's database: opened, tuned, migrated. What is in it is schema.py; who asks it are its neighbours.

SQLite in WAL, one process. Every transaction of `engine` begins immediate, because one that began as a reader
and then writes can fail at once whatever the timeout; `reader` gives the same database with plain transactions for
long reads. Commits are flushed to the disk (synchronous = FULL): what the catalog says after a commit survives
a power cut. Statements stay within what PostgreSQL also understands, except where a comment says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from groundglass.errors import StoreDamaged, StoreError, StoreFull

_SCRIPTS: Final = Path(__file__).parent / "migrations"
# secure_delete: what is deleted is overwritten, so that a destroyed share of a key is not found in a free page.
_PRAGMAS: Final = (
    "journal_mode = WAL", "synchronous = FULL", "busy_timeout = 10000", "foreign_keys = ON", "secure_delete = ON",
)  # fmt: skip
_READS: Final = {"groundglass_reads": True}


class Catalog:
    """An open database. `close` before the process ends."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.reader = engine.execution_options(**_READS)

    @classmethod
    async def open(cls, path: Path, *, migrate: bool = True) -> Catalog:
        """Open and bring up to date, or raise `StoreError` with what to do."""
        # Values stay out of the database's errors, which reach the log: hashes of passwords, people's names.
        engine = create_async_engine(
            f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 10.0}, hide_parameters=True
        )
        sa.event.listen(engine.sync_engine, "connect", _tune)
        sa.event.listen(engine.sync_engine, "begin", _begin)
        catalog = cls(engine)
        try:
            await catalog._check_known()
            if migrate:
                await catalog.migrate()
        except DBAPIError as error:
            await engine.dispose()
            raise store_error("could not open the catalog", error) from error
        except StoreError:
            await engine.dispose()
            raise
        return catalog

    async def migrate(self, target: str = "head") -> None:
        """Bring the database to a version of the schema. Each migration is one transaction."""
        async with self.engine.begin() as connection:
            await connection.run_sync(_upgrade, target)

    async def version(self) -> str | None:
        """The schema's version, None for an empty database."""
        async with self.reader.connect() as connection:
            return await connection.run_sync(_version)

    async def empty_journal(self) -> None:
        """Write the journal into the database and cut it off, so that what was deleted is in neither: SQLite overwrites
        deleted rows (secure_delete). While somebody reads, the journal stays until the next time."""
        if self.engine.dialect.name != "sqlite":
            return
        raw = await self.engine.raw_connection()
        try:
            driver = raw.driver_connection
            if driver is not None:
                await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()

    async def close(self) -> None:
        await self.engine.dispose()

    async def _check_known(self) -> None:
        version = await self.version()
        known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
        if version is not None and version not in known:
            raise StoreError(
                f"could not open the catalog: its version {version} is newer than this program",
                "install the newer Groundglass that wrote it",
            )


async def insert_missing(connection: AsyncConnection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; those whose key is there already are left as they are."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    await connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows))


def store_error(attempted: str, error: DBAPIError) -> StoreError:
    """A database's error as one of ours."""
    text = str(error.orig).lower()
    if "full" in text or "no space" in text:
        return StoreFull(f"{attempted}: the disk is full", "free some space; recording goes on by itself")
    if "malformed" in text or "not a database" in text:
        return StoreDamaged(f"{attempted}: the database is damaged", "run `groundglass check --repair`")
    if "readonly" in text or "unable to open" in text:
        return StoreError(f"{attempted}: the folder cannot be written", "give the user who runs this write permission")
    return StoreError(f"{attempted}: {text[:120]}")


def _tune(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    reads = connection.get_execution_options().get("groundglass_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def _upgrade(connection: sa.Connection, target: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _version(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
