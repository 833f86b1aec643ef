"""What a command does to a ledger while no server runs: read its public key, accept that it was rolled back.

Apart from the archive, which refuses to open such a ledger. The data folder's lock is held meanwhile.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from groundglass.clock import SystemClock
from groundglass.engine.kept import kept_by
from groundglass.frosted.record.opening import LedgerPlace, accept_rollback, read_signer
from groundglass.frosted.store.folder import DataFolder
from groundglass.frosted.store.kept import open_kept
from groundglass.ledger.note import NoteKey


def public_key(data: Path) -> NoteKey:
    """The key of a data folder's ledger, or `LedgerError`."""
    return read_signer(LedgerPlace(data), make=False).key


def accept(data: Path, reason: str) -> int:
    """The index of the entry that says so. `StoreConflict` while a server runs."""
    return asyncio.run(_accept(data, reason))


async def _accept(data: Path, reason: str) -> int:
    held = DataFolder.hold(data)
    try:
        catalog, _ = await open_kept(held, kept_by(data))
        try:
            return await accept_rollback(data, catalog, SystemClock(), reason)
        finally:
            await catalog.close()
    finally:
        held.release()
