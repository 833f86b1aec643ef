"""Making the tree's two proofs from tiles.

Apart from checking them (merkle.py), which must stand alone. A proof over a tree of 10 million entries reads a
handful of tiles; they are remembered per `TreeReader`, which is made for one tree size and then dropped.
"""

from __future__ import annotations

from groundglass.errors import LedgerError
from groundglass.ledger.merkle import EMPTY_ROOT, Hash, node_hash, root_hash
from groundglass.ledger.tiles import HEIGHT, WIDTH, Tile, TileReader, bundle_path, unpack_bundle, unpack_tile, width_at


class TreeReader:
    """The tree of `size` entries whose tiles `reader` gives. Raises `LedgerError` for a missing or damaged tile.

    `stored_size` is the size the files were written for, when that is more: an older tree's partial tiles are the
    beginnings of newer ones, which are what is read.
    """

    def __init__(self, reader: TileReader, size: int, stored_size: int | None = None) -> None:
        self._reader = reader
        self._stored_size = size if stored_size is None else stored_size
        self.size = size
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def node(self, height: int, index: int) -> Hash:
        """The hash of the complete subtree over entries [index << height, (index + 1) << height)."""
        level, within = divmod(height, HEIGHT)
        span = 1 << within
        first = index * span
        hashes = self._tile(level, first // WIDTH)
        place = first % WIDTH
        if place + span > len(hashes):
            raise LedgerError(f"a tree of {self.size} entries has no complete node {index} at height {height}")
        return root_hash(hashes[place : place + span])

    def range_root(self, start: int, end: int) -> Hash:
        """RFC 6962's MTH over entries [start, end), where start is a multiple of the range's power-of-two cover."""
        if start == end:
            return EMPTY_ROOT
        span = end - start
        if span & (span - 1) == 0:
            return self.node(span.bit_length() - 1, start // span)
        split = _split(span)
        return node_hash(self.range_root(start, start + split), self.range_root(start + split, end))

    def root(self) -> Hash:
        return self.range_root(0, self.size)

    def inclusion(self, index: int) -> list[Hash]:
        """RFC 6962, 2.1.1: the audit path of entry `index`, from the leaf upwards."""
        if not 0 <= index < self.size:
            raise LedgerError(f"a tree of {self.size} entries has no entry {index}")
        path: list[Hash] = []
        start, end = 0, self.size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self.range_root(middle, end))
                end = middle
            else:
                path.append(self.range_root(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, old_size: int) -> list[Hash]:
        """RFC 6962, 2.1.2: the proof that this tree begins with the tree of `old_size` entries."""
        if not 0 <= old_size <= self.size:
            raise LedgerError(f"a tree of {self.size} entries was never {old_size} entries long")
        if old_size in (0, self.size):
            return []
        path: list[Hash] = []
        start, end, whole = 0, self.size, True
        while old_size != end:
            middle = start + _split(end - start)
            if old_size <= middle:
                path.append(self.range_root(middle, end))
                end = middle
            else:
                path.append(self.range_root(start, middle))
                start, whole = middle, False
        if not whole:
            path.append(self.range_root(start, end))
        return path[::-1]

    def _tile(self, level: int, number: int) -> list[bytes]:
        known = self._tiles.get((level, number))
        if known is None:
            tile = Tile(level, number, width_at(level, number, self.size))
            if tile.width == 0:
                raise LedgerError(f"a tree of {self.size} entries has no tile {tile.path()}")
            stored = Tile(level, number, width_at(level, number, self._stored_size))
            known = self._read(stored)[: tile.width]
            self._tiles[level, number] = known
        return known

    def _read(self, tile: Tile) -> list[bytes]:
        """The tile, or the beginning of its whole form: partial ones are forgotten once the tile is whole."""
        try:
            return unpack_tile(self._reader.read(tile.path()), tile)
        except LedgerError:
            whole = Tile(tile.level, tile.number)
            if tile == whole:
                raise
            return unpack_tile(self._reader.read(whole.path()), whole)


def read_entry(reader: TileReader, index: int, size: int) -> bytes:
    """Entry `index` of a ledger of `size` entries, as it stands in the files."""
    if not 0 <= index < size:
        raise LedgerError(f"a tree of {size} entries has no entry {index}")
    number, place = divmod(index, WIDTH)
    width = width_at(0, number, size)
    return unpack_bundle(reader.read(bundle_path(number, width)), width)[place]


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (size >= 2)."""
    return 1 << ((size - 1).bit_length() - 1)
