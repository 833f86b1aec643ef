"""The catalog's database: opened, migrated. What is in it is schema.py; who asks it are its neighbours.

A file beside the recordings (sqlite.py) or a database by URL (postgres.py): what differs between the two is in those,
and statements stay within what both understand. Every transaction of `engine` may write, and only one does at a time;
`reader` gives the same database for long reads.

Alembic is loaded only where there is something to migrate: a command waits longer for it than for its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.errors import StoreAway, StoreConflict, StoreDamaged, StoreError, StoreFull
from groundglass.frosted.store.postgres import SCHEMES, PostgresState, is_unanswered
from groundglass.frosted.store.sqlite import SqliteState

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS: Final = Path(__file__).parent / "migrations"
_HEAD: Final = "head"
_URL_FORM: Final = "write it as postgresql://user:password@host:5432/name"


class Catalog:
    """An open database. `close` before the process ends."""

    def __init__(self, state: SqliteState | PostgresState) -> None:
        self._state = state
        self.engine = state.engine
        self.reader = state.reader

    @classmethod
    async def open(cls, at: Path | str, *, migrate: bool = True, hold: bool = True) -> Catalog:
        """Open a file, or a database by URL, and bring it up to date, or raise `StoreError` with what to do. Without
        `hold` it is only read, and another server may have it (`StoreConflict` otherwise)."""
        catalog = cls(state_at(at))
        try:
            if hold:
                await catalog._state.hold()
            await catalog._state.check_fit()
            await catalog._check_known()
            if migrate:
                await catalog.migrate()
        except DBAPIError as error:
            await catalog.close()
            raise store_error("could not open the catalog", error) from error
        except StoreError:
            await catalog.close()
            raise
        return catalog

    @classmethod
    async def of_node(cls, url: str) -> Catalog:
        """A site's database for one of its nodes, which does not migrate it: what it may write, its leases say
        (fenced.py). `StoreError` unless it is PostgreSQL and of this program's version."""
        if not url.startswith(SCHEMES):
            raise StoreError("could not open the catalog: only PostgreSQL serves several nodes", _URL_FORM)
        catalog = cls(PostgresState(url, of_node=True))
        try:
            await catalog._check_known()
            if await catalog.version() != known_versions()[-1]:
                raise StoreError(
                    "could not open the catalog: it is of an older version than this node",
                    "start the server of the site first: it brings the catalog up to date",
                )
        except DBAPIError as error:
            await catalog.close()
            raise store_error("could not open the catalog", error) from error
        except StoreError:
            await catalog.close()
            raise
        return catalog

    async def migrate(self, target: str = _HEAD) -> None:
        """Bring the database to a version of the schema. Each migration is one transaction."""
        if target == _HEAD and await self.version() == known_versions()[-1]:
            return
        async with self.engine.begin() as connection:
            await connection.run_sync(_upgrade, target)

    async def version(self) -> str | None:
        """The schema's version, None for an empty database."""
        async with self.reader.connect() as connection:
            return await connection.run_sync(_version)

    async def empty_journal(self) -> None:
        """Leave nothing of what was deleted in the database's journal, as far as that can be reached from here."""
        await self._state.empty_journal()

    async def close(self) -> None:
        await self._state.close()

    async def _check_known(self) -> None:
        version = await self.version()
        if version is not None and version not in known_versions():
            raise StoreError(
                f"could not open the catalog: its version {version} is newer than this program",
                "install the newer Groundglass that wrote it",
            )


def state_at(at: Path | str) -> SqliteState | PostgresState:
    """What keeps the state: a file, or PostgreSQL by URL. Nothing is opened yet."""
    if isinstance(at, Path):
        return SqliteState(at)
    if not at.startswith(SCHEMES):
        raise StoreError(
            "could not open the catalog: its URL is of no database we know",
            _URL_FORM,
        )
    return PostgresState(at)


def insert_into(connection: AsyncConnection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what happens to rows that are there already."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


async def insert_missing(connection: AsyncConnection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; those whose key is there already are left as they are."""
    if rows:
        await connection.execute(insert_into(connection, table).on_conflict_do_nothing(), list(rows))


def among(connection: AsyncConnection, column: sa.Column[int], numbers: Sequence[int]) -> sa.ColumnElement[bool]:
    """Whether a row's number is one of many: PostgreSQL takes them as one value, and the statement is made once."""
    if connection.dialect.name == "postgresql":
        return column == sa.any_(sa.literal(list(numbers), postgresql.ARRAY(sa.BigInteger)))
    return column.in_(numbers)


def store_error(attempted: str, error: DBAPIError) -> StoreError:
    """A database's error as one of ours."""
    text = str(error.orig).lower()
    if "full" in text or "no space" in text:
        return StoreFull(f"{attempted}: the disk is full", "free some space; recording goes on by itself")
    if isinstance(error.orig, StoreConflict):
        return StoreConflict(f"{attempted}: {error.orig.message}", "another server may have taken over this site")
    if isinstance(error.orig, StoreAway):
        return StoreAway(f"{attempted}: {error.orig.message}", "it goes on by itself")
    if error.connection_invalidated or is_unanswered(error.orig):
        return StoreAway(f"{attempted}: the database cannot be reached", "look at PostgreSQL, and at [storage] state")
    if "malformed" in text or "not a database" in text:
        return StoreDamaged(f"{attempted}: the database is damaged", "run `groundglass check --repair`")
    if "readonly" in text or "unable to open" in text:
        return StoreError(f"{attempted}: the folder cannot be written", "give the user who runs this write permission")
    return StoreError(f"{attempted}: {text[:120]}")


def known_versions() -> list[str]:
    """The schema's versions that this program knows, oldest first. A migration's file is named for the version it
    makes: v0007_ceremony.py."""
    return sorted(path.name[1:5] for path in (_SCRIPTS / "versions").glob("v*_*.py"))


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def _upgrade(connection: sa.Connection, target: str) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return version
