"""Verifying a whole copy of a ledger, and saying what is wrong with it by name.

Apart from proofs, which show one entry: here everything is read, with no trust in whoever made the copy. What is
trusted is the signed checkpoint and nothing else:

1. The tiles' edges add up to the checkpoint's root.
2. Each hash of a tile is the root of the tile below it.
3. Each hash of level 0 is that of its entry, and each entry is in its canonical form.

Where a step fails, the neighbours say which file is the wrong one. A tile is held to be right when its own root stands
in a right tile above it, or at the edge, when 1 holds. What does not fit below a right tile was changed; and where
entries add up to what a tile two levels above says, it was the tile between that was. Step 3 is most of the work, and
its parts are independent of each other (`look_at`), so that a caller may spread them over processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from groundglass.errors import LedgerError
from groundglass.ledger.canonical import is_canonical
from groundglass.ledger.checkpoint import Checkpoint
from groundglass.ledger.damage import Damage, ShiftedEntries, compare_entries
from groundglass.ledger.merkle import leaf_hash, root_hash
from groundglass.ledger.proofs import TreeReader
from groundglass.ledger.tiles import (
    HEIGHT,
    WIDTH,
    Tile,
    TileReader,
    bundle_path,
    loose_bundle,
    unpack_tile,
    width_at,
)

STEP: Final = 64
"""How many bundles are looked at in one go: about 16,000 entries."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in bundles `first` and following, and in the level-0 tiles above them: one root per tile, bundles
    that are not what their tile says, damage, and how many entries were seen."""

    first: int
    roots: tuple[bytes, ...]
    shifted: tuple[ShiftedEntries, ...]
    damages: tuple[Damage, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a copy of a ledger is worth. Clean when `damages` is empty."""

    checkpoint: Checkpoint
    entries: int
    damages: tuple[Damage, ...]


Spread: TypeAlias = Callable[[Sequence[tuple[int, int]]], Iterable[Looked]]
"""Looks at each (first bundle, number of bundles), in any order, somewhere."""


def audit(reader: TileReader, checkpoint: Checkpoint, spread: Spread) -> AuditReport:
    """Verify everything below a checkpoint whose signature the caller has verified. Damage is told, never raised."""
    looked = sorted(spread(steps_of(checkpoint.size)), key=lambda one: one.first)
    climb = _Climb(reader, checkpoint, [root for one in looked for root in one.roots])
    shifted = [bundle for one in looked for bundle in one.shifted]
    in_tiles = [bundle for bundle in shifted if climb.entries_are_right(bundle)]
    damages = [damage for one in looked for damage in one.damages]
    damages += compare_entries([bundle for bundle in shifted if bundle not in in_tiles])
    damages += [_changed_tile(bundle, checkpoint.size) for bundle in in_tiles]
    damages += climb.damages({bundle.start // WIDTH for bundle in shifted})
    damages += climb.edges(is_clean=not damages)
    return AuditReport(checkpoint, sum(one.entries for one in looked), tuple(damages))


def steps_of(size: int) -> list[tuple[int, int]]:
    """The work of step 3, in pieces."""
    bundles = -(-size // WIDTH)
    return [(first, min(STEP, bundles - first)) for first in range(0, bundles, STEP)]


def look_at(reader: TileReader, size: int, first: int, count: int) -> Looked:
    """Step 3 for bundles [first, first + count) of a ledger of `size` entries. Damage is told, never raised."""
    roots: list[bytes] = []
    shifted: list[ShiftedEntries] = []
    damages: list[Damage] = []
    seen = 0
    for number in range(first, first + count):
        tile = Tile(0, number, width_at(0, number, size))
        hashes = _tile_hashes(reader, tile, damages)
        entries = _entries(reader, tile, damages)
        found = [leaf_hash(entry) for entry in entries]
        seen += len(entries)
        roots.append(root_hash(found if hashes is None else hashes))
        if hashes is not None and found != hashes and entries:
            shifted.append(ShiftedEntries(number * WIDTH, tuple(hashes), tuple(found)))
        damages += [
            Damage(f"entry {number * WIDTH + place}", "is not in its canonical form")
            for place, entry in enumerate(entries)
            if not is_canonical(entry)
        ]
    return Looked(first, tuple(roots), tuple(shifted), tuple(damages), seen)


class _Climb:
    """Steps 1 and 2, for a tree whose level-0 tiles have these roots."""

    def __init__(self, reader: TileReader, checkpoint: Checkpoint, roots: list[bytes]) -> None:
        self._reader = reader
        self._checkpoint = checkpoint
        self._roots = roots
        self._edges_hold = self._root() == checkpoint.root

    def entries_are_right(self, bundle: ShiftedEntries) -> bool:
        """Whether a bundle's entries, unlike the tile above them, add up to what was signed."""
        number = bundle.start // WIDTH
        if len(bundle.signed) == WIDTH:
            above = self._stored(self._above(Tile(0, number)))
            return above is not None and above[number % WIDTH] == root_hash(bundle.found)
        path = Tile(0, number, len(bundle.signed)).path()
        mended = _Mended(self._reader, path, b"".join(bundle.found))
        try:
            return TreeReader(mended, self._checkpoint.size).root() == self._checkpoint.root
        except LedgerError:
            return False

    def damages(self, told: set[int]) -> list[Damage]:
        """Step 2. Bundles that are `told` of already are not told again."""
        found: list[Damage] = []
        below, level, size = self._roots, 1, self._checkpoint.size
        while size >> (HEIGHT * level):
            above: list[bytes] = []
            for number in range(-(-(size >> (HEIGHT * level)) // WIDTH)):
                tile = Tile(level, number, width_at(level, number, size))
                needed = below[number * WIDTH : number * WIDTH + tile.width]
                stored = _tile_hashes(self._reader, tile, found)
                for place, (has, needs) in enumerate(zip(stored or needed, needed, strict=True)):
                    child = number * WIDTH + place
                    if has != needs and not (level == 1 and child in told):
                        found.append(self._misfit(tile, place))
                above.append(root_hash(stored or needed))
            below, level = above, level + 1
        return found

    def edges(self, *, is_clean: bool) -> list[Damage]:
        """Step 1."""
        if self._edges_hold:
            return []
        if not is_clean:
            return [Damage("checkpoint", "the files do not add up to the root that was signed")]
        return [Damage("checkpoint", "all files fit together, and are not the ledger that was signed")]

    def _misfit(self, tile: Tile, place: int) -> Damage:
        child = Tile(tile.level - 1, tile.number * WIDTH + place)
        if not self._is_right(tile):
            return Damage(tile.path(), f"place {place} is not the root of {child.path()}")
        if child.level:
            return Damage(child.path(), "is not what the tile above it was signed for")
        first = child.number * WIDTH
        return Damage(
            f"entries {first} to {first + WIDTH - 1}", f"were changed together with {child.path()}, which hides which"
        )

    def _is_right(self, tile: Tile) -> bool:
        if tile.width < WIDTH:
            return self._edges_hold
        parent = self._above(tile)
        hashes, stored = self._stored(parent), self._stored(tile)
        if hashes is None or stored is None or hashes[tile.number % WIDTH] != root_hash(stored):
            return False
        return self._is_right(parent)

    def _above(self, tile: Tile) -> Tile:
        level, number = tile.level + 1, tile.number // WIDTH
        return Tile(level, number, width_at(level, number, self._checkpoint.size))

    def _stored(self, tile: Tile) -> list[bytes] | None:
        return _tile_hashes(self._reader, tile, [])

    def _root(self) -> bytes | None:
        try:
            return TreeReader(self._reader, self._checkpoint.size).root()
        except LedgerError:
            return None


class _Mended:
    """A copy in which one tile is what its entries say."""

    def __init__(self, reader: TileReader, path: str, body: bytes) -> None:
        self._reader = reader
        self._path = path
        self._body = body

    def read(self, path: str) -> bytes:
        return self._body if path == self._path else self._reader.read(path)


def _changed_tile(bundle: ShiftedEntries, size: int) -> Damage:
    number = bundle.start // WIDTH
    path = Tile(0, number, width_at(0, number, size)).path()
    return Damage(path, "was changed: the entries below it are those that were signed")


def _tile_hashes(reader: TileReader, tile: Tile, damages: list[Damage]) -> list[bytes] | None:
    try:
        return unpack_tile(reader.read(tile.path()), tile)
    except LedgerError as error:
        damages.append(Damage(tile.path(), error.message))
        return None


def _entries(reader: TileReader, tile: Tile, damages: list[Damage]) -> list[bytes]:
    """The entries below a tile, as many as there are; that they are not as many as they should be is damage."""
    path = bundle_path(tile.number, tile.width)
    try:
        entries, is_whole = loose_bundle(reader.read(path))
    except LedgerError as error:
        damages.append(Damage(path, error.message))
        return []
    if len(entries) != tile.width or not is_whole:
        torn = "" if is_whole else " and a torn end"
        damages.append(Damage(path, f"holds {len(entries)} entries instead of {tile.width}{torn}"))
    return entries
