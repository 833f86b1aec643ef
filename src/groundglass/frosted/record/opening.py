"""The ledger in the data folder: made, opened, and compared with what the site has shown before.

    DIR/ledger/      tiles and checkpoint, as anybody's copy of them would be (spec/ledger.md)
    DIR/ledger.key   32 secret bytes that sign checkpoints, readable for the owner only

To open it:

1. The key is read; it is made only where no ledger was ever shown.
2. The ledger is opened: its checkpoint is signed by the key and its files add up to it. It is made only where none was
   ever shown.
3. It begins with the newest checkpoint the catalog remembers, and with those that witnesses on this machine hold.
   Otherwise it was rolled back or forked, and nothing is opened until a person accepts that, on record.

The origin is `groundglass/` and the beginning of the key's hash: it needs no register and cannot be set wrongly.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from groundglass.clock import Clock
from groundglass.errors import LedgerError
from groundglass.frosted.record.heads import Heads
from groundglass.frosted.record.kinds import entry_bytes
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.sitekey import write_key
from groundglass.ledger.checkpoint import Checkpoint, open_checkpoint
from groundglass.ledger.files import FolderTiles
from groundglass.ledger.log import CHECKPOINT_PATH, Log
from groundglass.ledger.note import NoteSigner

SEED_BYTES: Final = 32
MAX_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """Where a data folder keeps its ledger."""

    root: Path

    @property
    def tiles(self) -> Path:
        return self.root / "ledger"

    @property
    def key(self) -> Path:
        return self.root / "ledger.key"

    @property
    def has_ledger(self) -> bool:
        return (self.tiles / CHECKPOINT_PATH).is_file()


def origin_of(public: bytes) -> str:
    """The name of a ledger: it follows from its key."""
    return f"groundglass/{hashlib.sha256(public).hexdigest()[:16]}"


async def open_record(root: Path, catalog: Catalog, clock: Clock, *, copies: tuple[Path, ...] = ()) -> Recordkeeper:
    """The record of a data folder whose lock is held, or `LedgerError` with what a person can do.

    `copies` are files in which witnesses on this machine keep the newest checkpoint; those that are not there are
    passed over.
    """
    place, heads = LedgerPlace(root), Heads(catalog, clock)
    newest = await heads.newest()
    shown = [newest.note] if newest is not None else []
    log, signer = await asyncio.to_thread(_open, place, shown, copies)
    keeper = Recordkeeper(
        log, lambda: Log.open(FolderTiles(place.tiles), signer), clock, keep_head=heads.keep, random=secrets.token_bytes
    )
    await heads.keep(log.note, log.checkpoint)
    return keeper


async def accept_rollback(root: Path, catalog: Catalog, clock: Clock, reason: str) -> int:
    """Go on with the ledger as it is, on record, and return that entry's index. The data folder's lock is held.

    1. What was shown and what is there are read; without a difference there is nothing to accept.
    2. The acceptance is entered, with both sizes and roots.
    3. The catalog forgets what was shown and begins with the ledger as it now is.

    Stopped between 2 and 3, the server refuses as before, and accepting again enters it again.
    """
    if not 1 <= len(reason.strip()) <= MAX_REASON:
        raise LedgerError(f"a reason has 1 to {MAX_REASON} characters", "say what happened: --reason TEXT")
    place, heads = LedgerPlace(root), Heads(catalog, clock)
    shown = await heads.newest()
    if shown is None:
        raise LedgerError("there is nothing to accept: this site has shown no ledger yet")
    log, signer = await asyncio.to_thread(_open, place, [], (), make=True)
    published = open_checkpoint(shown.note, signer.key)
    if await asyncio.to_thread(_begins_with, log, published):  # 1
        raise LedgerError("there is nothing to accept: the ledger begins with all that was shown")
    entry = entry_bytes(
        "ledger.rollback-accepted",
        clock.now_90k(),
        {
            "reason": reason.strip(),
            "had_size": log.checkpoint.size,
            "had_root": log.checkpoint.root.hex(),
            "published_size": published.size,
            "published_root": published.root.hex(),
        },
        secrets.token_bytes,
    )
    appended = await asyncio.to_thread(log.append, [entry])  # 2
    await heads.restart(log.note, log.checkpoint)  # 3
    return appended.first


def _open(
    place: LedgerPlace, shown: list[str], copies: tuple[Path, ...], *, make: bool = False
) -> tuple[Log, NoteSigner]:
    is_new = not shown and not place.has_ledger
    signer = read_signer(place, make=is_new)  # 1
    tiles = FolderTiles(place.tiles)
    if is_new or (make and not place.has_ledger):  # 2
        log = Log.create(tiles, signer)
    elif place.has_ledger:
        tiles.sweep()
        log = Log.open(tiles, signer)
    else:
        raise _rolled_back("the ledger is gone from the data folder")
    for note in [*shown, *_read_copies(copies)]:  # 3
        _check_begins_with(log, open_checkpoint(note, signer.key))
    return log, signer


def read_signer(place: LedgerPlace, *, make: bool) -> NoteSigner:
    """The ledger's key, made first where `make`, or `LedgerError`."""
    try:
        seed = place.key.read_bytes()
    except FileNotFoundError as error:
        if not make:
            raise LedgerError(
                f"the ledger's key {place.key} is gone", "restore ledger.key from the same backup as the ledger"
            ) from error
        seed = os.urandom(SEED_BYTES)
        write_key(place.key, seed)
    except OSError as error:
        raise LedgerError(f"the ledger's key cannot be read: {error.strerror}", "look at the permissions") from error
    if len(seed) != SEED_BYTES:
        raise LedgerError(f"{place.key.name} is not a ledger's key", "restore it from a backup")
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return NoteSigner.from_seed(origin_of(public), seed)


def _read_copies(copies: tuple[Path, ...]) -> list[str]:
    notes = []
    for copy in copies:
        try:
            notes.append(copy.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue  # nothing was pushed there yet
        except (OSError, UnicodeDecodeError) as error:
            raise LedgerError(
                f"the witness's copy {copy} cannot be read", "mend it, or take it from the settings"
            ) from error
    return notes


def _check_begins_with(log: Log, shown: Checkpoint) -> None:
    if shown.size > log.checkpoint.size:
        raise _rolled_back(f"the ledger has {log.checkpoint.size} entries, and {shown.size} were shown before")
    if not _begins_with(log, shown):
        raise _rolled_back(f"the first {shown.size} entries of the ledger are not those that were shown before")


def _begins_with(log: Log, shown: Checkpoint) -> bool:
    return shown.size <= log.checkpoint.size and log.tree(shown.size).root() == shown.root


def _rolled_back(what: str) -> LedgerError:
    return LedgerError(
        f"{what}: it was rolled back or forked",
        "restore the data folder's newest copy",
        "or go on with this one, on record: groundglass ledger accept-rollback --reason TEXT",
    )
