"""The checkpoints this site has shown, in the catalog.

Apart from the ledger's own files on purpose: whoever puts back an older copy of the ledger's folder has to put back
the catalog too, and then the witnesses' copies still tell. One row is the newest checkpoint; the others were handed to
witnesses and stay while somebody signed them, or for a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from groundglass.clock import TICKS_PER_S, Clock
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.schema import ledger_checkpoint as table
from groundglass.ledger.checkpoint import Checkpoint
from groundglass.ledger.note import SignedNote

KEEP_UNSIGNED_S: Final = 31 * 86_400


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint that was shown. `cosignatures` are lines, each ending in a line break."""

    size: int
    note: str
    cosignatures: str = ""

    def with_cosignatures(self) -> str:
        """The note as others get it: the site's signature, then those of witnesses."""
        return self.note + self.cosignatures


class Heads:
    """The table. Safe for use by several tasks."""

    def __init__(self, catalog: Catalog, clock: Clock) -> None:
        self._catalog = catalog
        self._clock = clock

    async def keep(self, note: SignedNote, checkpoint: Checkpoint) -> None:
        """Remember this checkpoint, and forget older ones that nobody was handed."""
        older = sa.and_(table.c.is_published.is_(False), table.c.size < checkpoint.size)
        async with self._catalog.engine.begin() as connection:
            await connection.execute(sa.delete(table).where(older))
            known = (await connection.execute(sa.select(table.c.size).where(table.c.size == checkpoint.size))).first()
            if known is None:
                await connection.execute(sa.insert(table).values(**self._row(note, checkpoint)))

    async def restart(self, note: SignedNote, checkpoint: Checkpoint) -> None:
        """Forget all that was shown before and begin with this one: a person accepted that it no longer holds."""
        async with self._catalog.engine.begin() as connection:
            await connection.execute(sa.delete(table))
            await connection.execute(sa.insert(table).values(**self._row(note, checkpoint)))

    async def newest(self) -> Head | None:
        """The newest checkpoint that was shown; None before the first."""
        return await self._one(sa.select(table).order_by(table.c.size.desc()).limit(1))

    async def at(self, size: int) -> Head | None:
        """The checkpoint of this size, where it was shown and is still known."""
        return await self._one(sa.select(table).where(table.c.size == size))

    async def witnessed(self) -> Head | None:
        """The newest checkpoint that a witness signed too."""
        signed = sa.select(table).where(table.c.cosignatures != "")
        return await self._one(signed.order_by(table.c.size.desc()).limit(1))

    async def publish(self, size: int) -> None:
        """This one goes to witnesses: keep it, and forget old ones that nobody signed."""
        limit_90k = self._clock.now_90k() - KEEP_UNSIGNED_S * TICKS_PER_S
        is_stale = sa.and_(table.c.is_published, table.c.cosignatures == "", table.c.at_90k < limit_90k)
        async with self._catalog.engine.begin() as connection:
            await connection.execute(sa.update(table).where(table.c.size == size).values(is_published=True))
            await connection.execute(sa.delete(table).where(is_stale, table.c.size != size))

    async def cosign(self, size: int, cosignatures: str) -> None:
        """Replace what witnesses signed of the checkpoint of this size."""
        change = sa.update(table).where(table.c.size == size).values(cosignatures=cosignatures, is_published=True)
        async with self._catalog.engine.begin() as connection:
            await connection.execute(change)

    def _row(self, note: SignedNote, checkpoint: Checkpoint) -> dict[str, Any]:
        return {
            "size": checkpoint.size,
            "note": note.encoded(),
            "at_90k": self._clock.now_90k(),
            "is_published": False,
            "cosignatures": "",
        }

    async def _one(self, query: sa.Select[Any]) -> Head | None:
        async with self._catalog.reader.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Head(row.size, row.note, row.cosignatures)
