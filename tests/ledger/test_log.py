"""Claims about appending: what a failed write leaves, and what opening refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.errors import LedgerError
from groundglass.ledger.files import FolderTiles
from groundglass.ledger.log import LedgerInDoubt, Log
from groundglass.ledger.note import NoteSigner
from tests.ledger.memory_tiles import SIGNER, MemoryTiles, entry


class FailingTiles(MemoryTiles):
    """Fails the writes whose path begins with `prefix`, before or after persisting them."""

    def __init__(self) -> None:
        super().__init__()
        self.prefix: str | None = None
        self.persists = False

    def write(self, path: str, body: bytes) -> None:
        if self.prefix is None or not path.startswith(self.prefix):
            super().write(path, body)
            return
        if self.persists:
            super().write(path, body)
        raise LedgerError(f"writing {path} failed")


@pytest.mark.parametrize("persists", [False, True], ids=["failed", "failed_but_persisted"])
@pytest.mark.parametrize("prefix", ["tile/entries", "tile/0", "tile/1"])
def test_a_failed_tile_leaves_the_ledger_as_it_was_and_may_be_retried(prefix: str, persists: bool) -> None:
    store = FailingTiles()
    log = Log.create(store, SIGNER)
    log.append([entry(i) for i in range(250)])
    before = log.checkpoint
    store.prefix, store.persists = prefix, persists
    with pytest.raises(LedgerError):
        log.append([entry(i) for i in range(250, 600)])
    assert log.checkpoint == before == Log.open(store, SIGNER).checkpoint
    store.prefix = None
    log.append([b'{"other":1}'])
    assert Log.open(store, SIGNER).entries(249, 251) == [entry(249), b'{"other":1}']


@pytest.mark.parametrize(("persists", "size"), [(False, 3), (True, 5)], ids=["failed", "failed_but_persisted"])
def test_a_failed_checkpoint_stops_the_log_until_it_is_opened_anew(persists: bool, size: int) -> None:
    store = FailingTiles()
    log = Log.create(store, SIGNER)
    log.append([entry(i) for i in range(3)])
    store.prefix, store.persists = "checkpoint", persists
    with pytest.raises(LedgerInDoubt):
        log.append([entry(3), entry(4)])
    store.prefix = None
    with pytest.raises(LedgerInDoubt):
        log.append([entry(3)])
    assert Log.open(store, SIGNER).checkpoint.size == size


def test_creating_over_a_ledger_is_refused() -> None:
    store = MemoryTiles()
    Log.create(store, SIGNER)
    with pytest.raises(LedgerError):
        Log.create(store, SIGNER)


def test_a_ledger_signed_by_another_key_is_not_opened() -> None:
    store = MemoryTiles()
    Log.create(store, SIGNER)
    with pytest.raises(LedgerError):
        Log.open(store, NoteSigner.from_seed(SIGNER.name, b"\1" * 32))


def test_a_checkpoint_that_is_not_text_is_refused() -> None:
    store = MemoryTiles()
    store.write("checkpoint", b"\xff")
    with pytest.raises(LedgerError):
        Log.open(store, SIGNER)


def test_batches_out_of_bounds_and_ranges_out_of_the_tree_are_refused() -> None:
    log = Log.create(MemoryTiles(), SIGNER)
    for batch in ([], [b""] * 65_537):
        with pytest.raises(LedgerError):
            log.append(batch)
    with pytest.raises(LedgerError):
        log.entries(0, 1)


def test_a_folder_keeps_what_was_written_and_sweeps_what_was_not_finished(tmp_path: Path) -> None:
    store = FolderTiles(tmp_path)
    store.write("tile/0/000.p/3", b"abc")
    assert store.read("tile/0/000.p/3") == b"abc"
    (tmp_path / "tile/0/001.unfinished").write_bytes(b"half")
    assert store.sweep() == 1
    assert store.sweep() == 0


@pytest.mark.parametrize("path", ["../secret", "tile/9/000", "/etc/passwd", "tile/0/..", "checkpoint/x", ""])
def test_a_path_that_is_not_of_a_ledger_is_neither_read_nor_written(tmp_path: Path, path: str) -> None:
    store = FolderTiles(tmp_path)
    with pytest.raises(LedgerError):
        store.read(path)
    with pytest.raises(LedgerError):
        store.write(path, b"")


def test_a_folder_that_cannot_be_read_or_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "tile").write_bytes(b"in the way")
    store = FolderTiles(tmp_path)
    for call in (lambda: store.read("tile/0/000"), lambda: store.write("tile/0/000", b"")):
        with pytest.raises(LedgerError) as caught:
            call()
        assert "failed" in caught.value.message
