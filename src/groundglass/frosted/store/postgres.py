"""The catalog in PostgreSQL: one database is one site, and one server writes to it.

Apart from catalog.py because all that only PostgreSQL has is here; sqlite.py is its counterpart. Callers were written
for transactions that begin immediate, one writer at a time; here that is:

1. The site's lock is an advisory lock of a session of its own (`hold`). A second server is told so and does not start.
   PostgreSQL releases the lock when that session ends, however it ends.
2. Every transaction that may write first waits for the writing lock, which it has until it ends.
3. It then looks whether this server's session still has the site's lock, and fails where it has not: a server that was
   paused or cut off, and came back after another took over, writes nothing.
4. A session that was lost (PostgreSQL was started anew) is opened again every second, and takes the lock if it is free.

A node of the site (`of_node`) has no part in 1 to 4: it writes what the leases of its cameras let it write (fenced.py).

Reads are one moment of the database (repeatable read). Numbers are summed as `numeric` there and come back as whole
numbers. What is deleted is not overwritten: see docs/operating.md.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Final

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from groundglass.errors import StoreAway, StoreConflict, StoreError
from groundglass.frosted.store.sqlite import READS

_SPACE: Final = 0x67670001  # the first half of our advisory locks' names; the second is one of these
_SITE: Final = 1
_WRITING: Final = 2
_LOOK_S: Final = 1.0
_CONNECT_S: Final = 10.0
_SETTINGS: Final = {
    "application_name": "groundglass",
    "lock_timeout": "10000",
    # A server that was paused inside a transaction does not keep the others from writing for ever.
    "idle_in_transaction_session_timeout": "60000",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "timezone": "UTC",
}
# A node that was paused inside a transaction has its cameras' leases in hand: others wait for them no longer than this.
_NODE_SETTINGS: Final = _SETTINGS | {
    "application_name": "groundglass node",
    "idle_in_transaction_session_timeout": "4000",
}
_BYTEWISE: Final = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8"})
_UNREACHABLE: Final = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)
SCHEMES: Final = ("postgresql://", "postgres://")


class PostgresState:
    """A database by URL, as asyncpg reads it: `postgresql://user:password@host:port/name?sslmode=verify-full`."""

    def __init__(self, url: str, *, of_node: bool = False) -> None:
        self._url = url
        self._of_node = of_node
        self._lock: SiteLock | None = None
        self.engine: AsyncEngine = create_async_engine(
            "postgresql+asyncpg://", async_creator=self._connect, hide_parameters=True, pool_pre_ping=True
        )
        sa.event.listen(self.engine.sync_engine, "begin", self._begin)
        self.reader = self.engine.execution_options(
            **{READS: True}, isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    async def hold(self) -> None:
        """Become the one server of this site (1), or `StoreConflict`."""
        lock = SiteLock(self._url)
        if not await lock.take():
            await lock.close()
            raise StoreConflict(
                "the site's database is in use by another Groundglass",
                "stop the other one; if its machine is lost, PostgreSQL lets go of it within half a minute",
            )
        lock.keep()
        self._lock = lock

    async def check_fit(self) -> None:
        """`StoreError` unless texts are UTF-8 and sort by their bytes, as they do in SQLite."""
        query = sa.text(
            "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
        )
        async with self.reader.connect() as connection:
            encoding, collate = (await connection.execute(query)).one()
        if encoding != "UTF8" or collate not in _BYTEWISE:
            raise StoreError(
                f"could not use the database: it was made for {encoding} and {collate}",
                "make one with: createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 NAME",
            )

    async def empty_journal(self) -> None:
        """Nothing here reaches PostgreSQL's journal."""

    async def close(self) -> None:
        await self.engine.dispose()
        if self._lock is not None:
            await self._lock.close()
            self._lock = None

    async def _connect(self, *_given: Any, **_named: Any) -> Any:
        try:
            connection = await connected(self._url, _NODE_SETTINGS if self._of_node else _SETTINGS)
            await connection.set_type_codec("numeric", encoder=str, decoder=_number, schema="pg_catalog", format="text")
        except _UNREACHABLE as error:
            raise sa.exc.OperationalError("connect", None, error) from error
        return connection

    def _begin(self, connection: sa.Connection) -> None:
        """Steps 2 and 3."""
        if self._of_node or connection.get_execution_options().get(READS, False):
            return
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SPACE}, {_WRITING})")  # 2
        named_lock = {"space": _SPACE, "site": _SITE}
        holders = {row.pid for row in connection.execute(_HOLDERS, named_lock)}  # 3
        if self._lock is not None and self._lock.pid in holders:
            return
        said = "the site's lock is not ours at the moment: nothing is written"
        # Where nobody has it, PostgreSQL was started anew, and we have it again within a second.
        raise sa.exc.OperationalError(
            "begin", None, StoreConflict(said) if holders or not self._lock else StoreAway(said)
        )


class SiteLock:
    """The site's advisory lock and the session that has it. `pid` is that session's in PostgreSQL, None without it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: asyncpg.Connection[Any] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self.pid: int | None = None

    async def take(self) -> bool:
        """Open a session and take the lock if it is free. `StoreError` when the database cannot be reached."""
        try:
            self._session = await connected(self._url)
            is_ours = bool(await self._session.fetchval(f"SELECT pg_try_advisory_lock({_SPACE}, {_SITE})"))
        except _UNREACHABLE as error:
            raise StoreError(
                f"could not reach the site's database: {_said(error)}", "look at PostgreSQL, and at [storage] state"
            ) from error
        self.pid = self._session.get_server_pid() if is_ours else None
        return is_ours

    def keep(self) -> None:
        """Step 4, from now on."""
        self._keeping = asyncio.create_task(self._keep(), name="site's lock")

    async def close(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        await self._drop()

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            if self.pid is not None and await self._answers():
                continue
            await self._drop()
            try:
                await self.take()
            except StoreError:
                continue  # the next look tries again, and who writes meanwhile is told that the lock is not ours

    async def _answers(self) -> bool:
        try:
            return self._session is not None and await self._session.fetchval("SELECT 1", timeout=_CONNECT_S) == 1
        except _UNREACHABLE:
            return False

    async def _drop(self) -> None:
        self.pid = None
        if self._session is not None:
            session, self._session = self._session, None
            try:
                await session.close(timeout=2.0)
            except _UNREACHABLE:
                session.terminate()


async def connected(url: str, settings: Mapping[str, str] = _SETTINGS) -> asyncpg.Connection[Any]:
    """A session of our own settings; whatever asyncpg raises."""
    try:
        return await asyncpg.connect(url, timeout=_CONNECT_S, server_settings=dict(settings))
    except ValueError as error:
        raise StoreError("could not read the database's URL", _FORM) from error


def named(url: str) -> str:
    """The URL without user and password: what may be shown and written down."""
    try:
        parts = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise StoreError("could not read the database's URL", _FORM) from error
    port = f":{parts.port}" if parts.port else ""
    return f"postgresql://{parts.host or ''}{port}/{parts.database or ''}"


_FORM: Final = "write it as postgresql://user:password@host:5432/name"


_HOLDERS: Final = sa.text(
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND classid = CAST(:space AS oid) AND objid = CAST(:site AS oid)"
)


def is_unanswered(error: BaseException | None) -> bool:
    """Whether this says that PostgreSQL does not answer now: away, starting, ending, or with no session to spare."""
    states = ("08", "57P", "53300")
    said = getattr(error, "sqlstate", None) or getattr(error, "pgcode", None)
    return isinstance(error, OSError | TimeoutError) or (isinstance(said, str) and said.startswith(states))


def _number(text: str) -> int | float:
    return float(text) if "." in text or "n" in text.lower() else int(text)


def _said(error: BaseException) -> str:
    """A driver's words, without what could hold a password."""
    return f"{type(error).__name__}: {str(error)[:120]}" if isinstance(error, OSError) else type(error).__name__
