"""A site's custody without its web: a real catalog, real blobs, a real ledger, and a clock that moves when told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from groundglass.clock import TICKS_PER_S, SimulatedClock, SystemClock
from groundglass.custody.keyring import Keyring
from groundglass.errors import LedgerError
from groundglass.frosted.custody.custody import Custody, make_custody
from groundglass.frosted.custody.request_table import Kept
from groundglass.frosted.custody.requests import Asked
from groundglass.frosted.custody.settings import Custodian, CustodySettings, made_custodian
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.ledger.log import Log
from groundglass.pane.ids import Instant90k
from tests.custody.originals import BEGIN, GATE, SLOT, Sealed, approved, new_keyring, seal
from tests.ledger.memory_tiles import SIGNER, MemoryTiles

ADA = "a" * 16
HOUR_S = 3600.0


class BreakableTiles(MemoryTiles):
    """A disk that can be full."""

    is_full = False

    def write(self, path: str, body: bytes) -> None:
        if self.is_full:
            raise LedgerError("the disk is full")
        super().write(path, body)


@dataclass
class Vault:
    """One site's custody and its people."""

    custody: Custody
    record: Recordkeeper
    tiles: BreakableTiles
    clock: SimulatedClock
    keyrings: list[Keyring]
    custodians: list[Custodian]
    requester: Keyring
    segments: list[Sealed] = field(default_factory=list)

    async def keep(self, count: int = 3) -> list[Sealed]:
        """`count` segments of the gate on the shelf."""
        recipients = tuple(one.recipient for one in self.custodians)
        self.segments = [seal(recipients, place=place) for place in range(count)]
        for one in self.segments:
            await self.custody.shelf.keep(one.encoded, one.slots, one.file)
        return self.segments

    async def ask(self, segments: int = 2, life_s: float = HOUR_S) -> Kept:
        """Ada asks for the first segments."""
        until = Instant90k(BEGIN + segments * SLOT - TICKS_PER_S)
        asked = Asked(
            GATE,
            Instant90k(BEGIN + TICKS_PER_S),
            until,
            "a bag at the gate",
            "order 12",
            ADA,
            self.requester.recipients[0],
            life_s,
        )
        return await self.custody.requests.ask(asked)

    async def approve(self, kept: Kept, who: int) -> Kept:
        """As that custodian's own machine would."""
        named = {one.segment for one in kept.request.segments}
        segments = [one for one in self.segments if one.header.segment in named]
        shares = approved(kept.request, segments, self.keyrings[who])
        return await self.custody.requests.approve(kept.request.id, self.custodians[who], shares)

    async def entries(self) -> list[dict[str, Any]]:
        """Everything on record."""
        return [json.loads(entry) for entry in await self.record.entries(0, self.record.checkpoint.size)]

    async def kinds(self) -> list[str]:
        return [entry["kind"] for entry in await self.entries()]


@asynccontextmanager
async def open_vault(folder: Path, *, quorum: int = 2, custodians: int = 3) -> AsyncIterator[Vault]:
    """Open until the end of the block."""
    clock = SimulatedClock(BEGIN + 600 * TICKS_PER_S)
    catalog = await Catalog.open(folder / "catalog.db")
    tiles = BreakableTiles()
    record = Recordkeeper(Log.create(tiles, SIGNER), lambda: Log.open(tiles, SIGNER), SystemClock())
    writing = asyncio.create_task(record.run())
    custody = make_custody(catalog, Blobs.memory(), record, clock, folder, lambda: False)
    keyrings = [new_keyring() for _ in range(custodians)]
    people = [made_custodian(f"custodian {n}", one.recipients[0]) for n, one in enumerate(keyrings)]
    await custody.book.put(CustodySettings(tuple(people), quorum))
    try:
        yield Vault(custody, record, tiles, clock, keyrings, people, new_keyring())
    finally:
        record.stop()
        await writing
        await catalog.close()
