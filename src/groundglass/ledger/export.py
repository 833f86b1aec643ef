"""A copy of a ledger that anybody can verify with nothing else: its checkpoint, its key and its files.

Apart from the log because it may run beside a server that appends: it copies what one checkpoint covers, and where a
partial tile became whole meanwhile, the beginning of the whole one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from groundglass.errors import LedgerError
from groundglass.ledger.checkpoint import Checkpoint
from groundglass.ledger.merkle import HASH_BYTES
from groundglass.ledger.tiles import (
    HEIGHT,
    WIDTH,
    Tile,
    TileReader,
    bundle_path,
    pack_bundle,
    unpack_bundle,
    width_at,
)

KEY_PATH: Final = "key"
CHECKPOINT_PATH: Final = "checkpoint"


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree of `size` entries, lowest level first."""
    level = 0
    while size >> (HEIGHT * level):
        for number in range(-(-(size >> (HEIGHT * level)) // WIDTH)):
            yield Tile(level, number, width_at(level, number, size))
        level += 1


def export(reader: TileReader, checkpoint: Checkpoint, write: Callable[[str, bytes], None]) -> Iterator[int]:
    """Copy all files that `checkpoint` covers; yields after each how many entries have been copied so far."""
    copied = 0
    for tile in tiles_of(checkpoint.size):
        write(tile.path(), _tile(reader, tile))
        if tile.level == 0:
            write(bundle_path(tile.number, tile.width), _bundle(reader, tile))
            copied += tile.width
        yield copied


def _tile(reader: TileReader, tile: Tile) -> bytes:
    try:
        return reader.read(tile.path())
    except LedgerError:
        if tile.width == WIDTH:
            raise
        return reader.read(Tile(tile.level, tile.number).path())[: tile.width * HASH_BYTES]


def _bundle(reader: TileReader, tile: Tile) -> bytes:
    try:
        return reader.read(bundle_path(tile.number, tile.width))
    except LedgerError:
        if tile.width == WIDTH:
            raise
        whole = unpack_bundle(reader.read(bundle_path(tile.number)), WIDTH)
        return pack_bundle(whole[: tile.width])
