"""Small secrets the site makes for itself once and keeps sealed: its key for Web Push, the token for figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.frosted.outbound.schema import keepsake as table
from groundglass.frosted.store.sitekey import SiteKey

FIGURES_TOKEN: Final = "figures token"  # noqa: S105 - the name of what is kept
PUSH_KEY: Final = "push key"


class Keepsakes:
    """The table, by name."""

    def __init__(self, engine: AsyncEngine, key: SiteKey) -> None:
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._key = key

    async def get(self, name: str) -> bytes | None:
        """What is kept, None when nothing is."""
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(table.c.sealed).where(table.c.name == name))).one_or_none()
        return None if row is None else self._key.unseal(row.sealed, purpose=name)

    async def put(self, name: str, secret: bytes) -> None:
        """Keep, in place of what was kept."""
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(table.c.name == name))
            sealed = self._key.seal(secret, purpose=name)
            await connection.execute(sa.insert(table).values(name=name, sealed=sealed))

    async def get_or_make(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What is kept; made once, in one transaction, when nothing is."""
        known = await self.get(name)
        if known is not None:
            return known
        async with self._engine.begin() as connection:
            row = (await connection.execute(sa.select(table.c.sealed).where(table.c.name == name))).one_or_none()
            if row is not None:
                return self._key.unseal(row.sealed, purpose=name)
            secret = make()
            sealed = self._key.seal(secret, purpose=name)
            await connection.execute(sa.insert(table).values(name=name, sealed=sealed))
        return secret
