"""Appending to the tree, durably, in an order that a crash cannot harm.

To append a batch, all of these, in this order:

1. The entry bundles it touches are written.
2. The hash tiles it touches are written, lowest level first.
3. The checkpoint that covers them is signed and written. Only now has anything been appended.
4. Partial tiles and bundles that are whole by now are forgotten: their whole form begins with them.
5. The caller is told the index of its first entry.

A crash before 3 leaves tiles that no checkpoint covers; the next append writes over them. A crash after 3
leaves entries whose caller was not told: it must look (by content) before it appends again. An error in 1 or 2
leaves the log as it was and may be retried. An error in 3 is fatal (`LedgerInDoubt`): the checkpoint may or may
not be on disk, so the log refuses everything until it is opened anew, which reads what is really there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from groundglass.errors import LedgerError
from groundglass.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from groundglass.ledger.merkle import EMPTY_ROOT, Hash, leaf_hash, root_hash
from groundglass.ledger.note import NoteKey, NoteSigner, SignedNote, parse_note
from groundglass.ledger.proofs import TreeReader
from groundglass.ledger.tiles import (
    HEIGHT,
    WIDTH,
    Tile,
    TileStore,
    bundle_path,
    pack_bundle,
    unpack_bundle,
    unpack_tile,
    width_at,
)

CHECKPOINT_PATH = "checkpoint"
MAX_BATCH = 65_536


class LedgerInDoubt(LedgerError):
    """Memory and disk may disagree; only opening the log anew can tell."""


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a batch stands: entries [first, first + count) of `checkpoint`."""

    first: int
    count: int
    checkpoint: Checkpoint


class Log:
    """The one writer of a ledger. Not safe from several threads: its owner appends in turn."""

    def __init__(self, store: TileStore, signer: NoteSigner, note: SignedNote) -> None:
        self._store = store
        self._signer = signer
        self._note = note
        self._checkpoint = parse_checkpoint(note.text)
        self._in_doubt = False

    @classmethod
    def create(cls, store: TileStore, signer: NoteSigner) -> Log:
        """A new, empty ledger. Refuses where one already is: creating over it would fork it."""
        try:
            store.read(CHECKPOINT_PATH)
        except LedgerError:
            pass
        else:
            raise LedgerError("there is a ledger here already", "open it instead of creating one")
        note = sign_checkpoint(Checkpoint(signer.name, 0, EMPTY_ROOT), signer)
        store.write(CHECKPOINT_PATH, note.encoded().encode())
        return cls(store, signer, note)

    @classmethod
    def open(cls, store: TileStore, signer: NoteSigner) -> Log:
        """The ledger that is there. Raises `LedgerError` unless its checkpoint is ours and its edge adds up to it."""
        untrusted_note = _text(store.read(CHECKPOINT_PATH))
        checkpoint = open_checkpoint(untrusted_note, signer.key)
        if TreeReader(store, checkpoint.size).root() != checkpoint.root:
            raise LedgerError("the ledger's tiles do not add up to its checkpoint", "restore it from a copy")
        return cls(store, signer, parse_note(untrusted_note))

    @property
    def key(self) -> NoteKey:
        """With which anybody checks what this log signs."""
        return self._signer.key

    @property
    def checkpoint(self) -> Checkpoint:
        return self._checkpoint

    @property
    def note(self) -> SignedNote:
        """The checkpoint as it was signed and written."""
        return self._note

    def append(self, entries: Sequence[bytes]) -> Appended:
        """Append 1..65536 entries. They are in the ledger, on disk, when this returns."""
        if self._in_doubt:
            raise LedgerInDoubt("the ledger is in doubt after a failed write", "restart the server")
        if not 1 <= len(entries) <= MAX_BATCH:
            raise LedgerError(f"a batch is 1 to {MAX_BATCH} entries")
        first = self._checkpoint.size
        size = first + len(entries)
        self._write_bundles(entries, first, size)  # 1
        self._write_tiles([leaf_hash(entry) for entry in entries], first, size)  # 2
        grown = Checkpoint(self._checkpoint.origin, size, TreeReader(self._store, size).root())
        note = sign_checkpoint(grown, self._signer)
        try:  # 3
            self._store.write(CHECKPOINT_PATH, note.encoded().encode())
        except LedgerError as error:
            self._in_doubt = True
            raise LedgerInDoubt(error.message, "restart the server") from error
        self._checkpoint, self._note = grown, note
        self._forget_partials(first, size)  # 4
        return Appended(first, len(entries), grown)  # 5

    def entries(self, start: int, end: int) -> list[bytes]:
        """Entries [start, end) as they stand on disk. Not a proof: ask `tree` for that."""
        if not 0 <= start <= end <= self._checkpoint.size:
            raise LedgerError(f"the ledger has {self._checkpoint.size} entries, not {end}")
        found: list[bytes] = []
        for number in range(start // WIDTH, -(-end // WIDTH)):
            width = width_at(0, number, self._checkpoint.size)
            bundle = unpack_bundle(self._store.read(bundle_path(number, width)), width)
            found += bundle[max(0, start - number * WIDTH) : end - number * WIDTH]
        return found

    def tile(self, tile: Tile) -> bytes:
        """The bytes of a tile that the current checkpoint covers, narrower than stored where an older one is asked
        for. `LedgerError` for one that it does not cover."""
        stored = self._stored(tile)
        return b"".join(unpack_tile(self._store.read(stored.path()), stored)[: tile.width])

    def bundle(self, tile: Tile) -> bytes:
        """The same for the entries below a tile of level 0."""
        stored = self._stored(tile)
        entries = unpack_bundle(self._store.read(bundle_path(stored.number, stored.width)), stored.width)
        return pack_bundle(entries[: tile.width])

    def _stored(self, tile: Tile) -> Tile:
        width = width_at(tile.level, tile.number, self._checkpoint.size)
        if tile.width > width:
            raise LedgerError(f"a ledger of {self._checkpoint.size} entries has no {tile.path()}")
        return Tile(tile.level, tile.number, width)

    def signed(self, size: int) -> SignedNote:
        """The checkpoint of this or an earlier size. Signing is deterministic: the note is the one that was shown."""
        tree = self.tree(size)
        return sign_checkpoint(Checkpoint(self._checkpoint.origin, size, tree.root()), self._signer)

    def tree(self, size: int | None = None) -> TreeReader:
        """The tree of the current checkpoint, or an earlier one of `size` entries, for proofs."""
        stored = self._checkpoint.size
        return TreeReader(self._store, stored if size is None else size, stored)

    def _forget_partials(self, first: int, size: int) -> None:
        """Of the tiles that were partial at `first` entries and are whole at `size`. Others never had a partial form
        that outlived its batch, or still need it."""
        level, places = 0, first
        while places:
            number, kept = divmod(places, WIDTH)
            if kept and width_at(level, number, size) == WIDTH:
                self._store.forget_partials(Tile(level, number).path())
                if level == 0:
                    self._store.forget_partials(bundle_path(number))
            level, places = level + 1, places >> HEIGHT

    def _write_bundles(self, entries: Sequence[bytes], first: int, size: int) -> None:
        kept = first % WIDTH
        number = first // WIDTH
        pending = [*self.entries(first - kept, first), *entries]
        for at in range(0, len(pending), WIDTH):
            self._store.write(bundle_path(number, width_at(0, number, size)), pack_bundle(pending[at : at + WIDTH]))
            number += 1

    def _write_tiles(self, hashes: list[Hash], first: int, size: int) -> None:
        level = 0
        fresh: list[bytes] = list(hashes)
        while fresh:
            number, kept = divmod(first >> (HEIGHT * level), WIDTH)
            if kept:
                old = Tile(level, number, kept)
                fresh = unpack_tile(self._store.read(old.path()), old) + fresh
            complete: list[bytes] = []
            for at in range(0, len(fresh), WIDTH):
                places = fresh[at : at + WIDTH]
                self._store.write(Tile(level, number, len(places)).path(), b"".join(places))
                if len(places) == WIDTH:
                    complete.append(root_hash(places))
                number += 1
            fresh = complete
            level += 1


def _text(untrusted_body: bytes) -> str:
    try:
        return untrusted_body.decode()
    except UnicodeDecodeError as error:
        raise LedgerError("the checkpoint is not text") from error
