"""A recordkeeper over tiles that can be made to fail, and what its tests ask of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from groundglass.clock import SimulatedClock
from groundglass.errors import LedgerError
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.ledger.canonical import Json, parse_canonical
from groundglass.ledger.log import Log
from tests.ledger.memory_tiles import SIGNER, MemoryTiles


class BreakableTiles(MemoryTiles):
    """Fails writes whose path begins with `broken`, after persisting them where `persists`; counts all writes."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: str | None = None
        self.persists = False
        self.blinds = False  # a failed write also ends all reading
        self.cannot_read = False

    def read(self, path: str) -> bytes:
        if self.cannot_read:
            raise LedgerError("the disk does not answer")
        return super().read(path)

    def write(self, path: str, body: bytes) -> None:
        if self.broken is None or not path.startswith(self.broken):
            super().write(path, body)
            return
        if self.persists:
            super().write(path, body)
        self.cannot_read = self.cannot_read or self.blinds
        raise LedgerError("no space is left")


@dataclass(frozen=True)
class Desk:
    """A running recordkeeper and its parts."""

    keeper: Recordkeeper
    tiles: BreakableTiles
    clock: SimulatedClock

    def written(self) -> list[dict[str, Json]]:
        """What really stands in the ledger."""
        log = Log.open(self.tiles, SIGNER)
        return [parse_canonical(entry) for entry in log.entries(0, log.checkpoint.size)]

    def is_troubled(self) -> bool:
        return self.keeper.trouble is not None

    def kinds(self) -> list[Json]:
        return [entry["kind"] for entry in self.written()]

    async def until(self, kinds: list[str]) -> None:
        async with asyncio.timeout(60):
            while self.kinds() != kinds:
                await asyncio.sleep(0.005)


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    tiles, clock = BreakableTiles(), SimulatedClock()
    keeper = Recordkeeper(Log.create(tiles, SIGNER), lambda: Log.open(tiles, SIGNER), clock)
    working = asyncio.create_task(keeper.run())
    try:
        yield Desk(keeper, tiles, clock)
    finally:
        keeper.stop()
        await working
