"""Where the tree's hashes and entries lie, in the C2SP tlog-tiles layout.

A tile of level L and number N holds up to 256 hashes of nodes at height 8*L; entry bundles hold up to 256
entries, each after a 16-bit length. Apart from the log because readers (proofs, verifiers, web servers) need
the names and nothing else. A partial tile's name carries its width, so a name never changes its meaning
once a checkpoint covers it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from groundglass.errors import LedgerError
from groundglass.ledger.canonical import MAX_ENTRY_BYTES
from groundglass.ledger.merkle import HASH_BYTES

WIDTH: Final = 256
HEIGHT: Final = 8

_LENGTH: Final = struct.Struct(">H")


_TILE: Final = re.compile(r"([0-7])/((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


class TileReader(Protocol):
    """Where tiles are read from: a folder, an export, a web server."""

    def read(self, path: str) -> bytes:
        """The whole file, or `LedgerError` when it is not there. Safe from several threads."""


class TileStore(TileReader, Protocol):
    """Where tiles are kept."""

    def write(self, path: str, body: bytes) -> None:
        """Replace the file as a whole. When this returns, it survives a power cut."""

    def forget_partials(self, path: str) -> None:
        """Delete all partial forms of the whole tile or bundle at `path`. Never fails: what is left is only untidy."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: `level` 0..7, `number`, and how many of its 256 places are filled (1..256)."""

    level: int
    number: int
    width: int = WIDTH

    def path(self) -> str:
        return f"tile/{self.level}/{_numbered(self.number, self.width)}"


def bundle_path(number: int, width: int = WIDTH) -> str:
    """The path of the bundle of entries 256*number and following."""
    return f"tile/entries/{_numbered(number, width)}"


def _numbered(number: int, width: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03d}")
    partial = "" if width == WIDTH else f".p/{width}"
    return "/".join(reversed(groups)) + partial


def parse_tile(untrusted_path: str) -> Tile:
    """The tile behind `L/N` or `L/N.p/W`, as a path after `tile/`, or `LedgerError`. Bundles are named like level 0."""
    found = _TILE.fullmatch(untrusted_path)
    if found is None or int(found[4] or 1) >= WIDTH:
        raise LedgerError(f"{untrusted_path[:60]!r} does not name a tile")
    number = int(found[2].replace("x", "").replace("/", "") + found[3])
    tile = Tile(int(found[1]), number, int(found[4] or WIDTH))
    if tile.path() != f"tile/{untrusted_path}":
        raise LedgerError(f"{untrusted_path[:60]!r} does not name a tile in its one form")
    return tile


def width_at(level: int, number: int, size: int) -> int:
    """How many places of that tile a tree of `size` entries fills, 0..256."""
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - number * WIDTH))


def pack_bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as one bundle, or `LedgerError` when one is too long or there are more than 256."""
    if len(entries) > WIDTH or any(len(entry) > MAX_ENTRY_BYTES for entry in entries):
        raise LedgerError(f"a bundle holds at most {WIDTH} entries of at most {MAX_ENTRY_BYTES} bytes")
    return b"".join(_LENGTH.pack(len(entry)) + entry for entry in entries)


def unpack_bundle(untrusted_body: bytes, width: int) -> list[bytes]:
    """The `width` entries of a bundle, or `LedgerError` unless they fill it exactly."""
    entries: list[bytes] = []
    at = 0
    while at < len(untrusted_body) and len(entries) < width:
        size = int.from_bytes(untrusted_body[at : at + 2], "big")
        entry = untrusted_body[at + 2 : at + 2 + size]
        if len(entry) != size:
            break
        entries.append(entry)
        at += 2 + size
    if at != len(untrusted_body) or len(entries) != width:
        raise LedgerError(f"a bundle does not hold exactly {width} entries")
    return entries


def loose_bundle(untrusted_body: bytes) -> tuple[list[bytes], bool]:
    """The entries of a bundle, however many there are, and whether they fill it exactly: for saying what is wrong."""
    entries: list[bytes] = []
    at = 0
    while at < len(untrusted_body):
        size = int.from_bytes(untrusted_body[at : at + 2], "big")
        entry = untrusted_body[at + 2 : at + 2 + size]
        if len(entry) != size or at + 2 > len(untrusted_body):
            return entries, False
        entries.append(entry)
        at += 2 + size
    return entries, True


def unpack_tile(untrusted_body: bytes, tile: Tile) -> list[bytes]:
    """The hashes of a tile, or `LedgerError` unless there are exactly as many as it is wide."""
    if len(untrusted_body) != tile.width * HASH_BYTES:
        raise LedgerError(f"{tile.path()} does not hold exactly {tile.width} hashes")
    return [untrusted_body[i : i + HASH_BYTES] for i in range(0, len(untrusted_body), HASH_BYTES)]
