"""Claims about reading a ledger that grows: narrower tiles, older trees, quick canonical checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import LedgerError
from groundglass.ledger.canonical import Json, canonical_bytes, is_canonical
from groundglass.ledger.files import FolderTiles
from groundglass.ledger.log import Log
from groundglass.ledger.merkle import leaf_hash, root_hash, verify_consistency, verify_inclusion
from groundglass.ledger.proofs import TreeReader, read_entry
from groundglass.ledger.tiles import Tile, loose_bundle, parse_tile, unpack_bundle
from tests.ledger.memory_tiles import SIGNER, MemoryTiles, entry


def grown(*batches: int) -> tuple[MemoryTiles, Log]:
    store = MemoryTiles()
    log = Log.create(store, SIGNER)
    for count in batches:
        size = log.checkpoint.size
        log.append([entry(i) for i in range(size, size + count)])
    return store, log


def test_partial_tiles_are_forgotten_once_they_are_whole() -> None:
    store, _ = grown(100, 100, 100)
    assert sorted(store.bodies) == [
        "checkpoint",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/entries/001.p/44",
    ]


def test_a_higher_tile_that_became_whole_forgets_its_partials() -> None:
    store, _ = grown(65_000, 537)
    assert [path for path in store.bodies if path.startswith("tile/1/")] == ["tile/1/000"]


def test_every_older_tree_is_proven_from_what_is_stored_now() -> None:
    _, log = grown(100, 300, 200)
    leaves = [leaf_hash(entry(i)) for i in range(600)]
    for size in (1, 50, 256, 257, 399, 400, 512, 599):
        tree = log.tree(size)
        assert tree.root() == root_hash(leaves[:size])
        verify_inclusion(leaves[size // 2], size // 2, size, tree.inclusion(size // 2), tree.root())
        proof = log.tree().consistency(size)
        verify_consistency(size, 600, proof, tree.root(), log.checkpoint.root)


def test_a_reader_of_an_old_checkpoint_finds_the_whole_tile_where_the_partial_one_was() -> None:
    store, _ = grown(100, 300)
    assert TreeReader(store, 100).root() == root_hash([leaf_hash(entry(i)) for i in range(100)])
    del store.bodies["tile/0/000"]
    with pytest.raises(LedgerError):
        TreeReader(store, 100).root()


def test_a_tile_is_given_as_wide_as_it_is_asked_for() -> None:
    _, log = grown(300)
    hashes = [leaf_hash(entry(i)) for i in range(300)]
    assert log.tile(Tile(0, 0, 5)) == b"".join(hashes[:5])
    assert log.tile(Tile(0, 1, 44)) == b"".join(hashes[256:])
    assert unpack_bundle(log.bundle(Tile(0, 1, 3)), 3) == [entry(256), entry(257), entry(258)]
    for beyond in (Tile(0, 1, 45), Tile(0, 1), Tile(0, 2, 1), Tile(1, 0, 2), Tile(7, 0)):
        with pytest.raises(LedgerError, match="has no tile"):
            log.tile(beyond)


def test_a_proof_that_needs_a_missing_tile_is_refused() -> None:
    store, log = grown(600)
    del store.bodies["tile/0/000"]
    with pytest.raises(LedgerError, match="tile/0/000"):
        log.tree().inclusion(0)


def test_a_log_shows_its_key_and_its_signed_checkpoint() -> None:
    store, log = grown(3)
    assert log.key == SIGNER.key
    assert log.note.encoded() == store.bodies["checkpoint"].decode()


def test_an_older_checkpoint_is_signed_again_as_it_was() -> None:
    _, log = grown(300)
    shown = log.note
    log.append([entry(300)])
    assert log.signed(300) == shown
    assert log.signed(301) == log.note


def test_an_entry_is_read_by_its_index() -> None:
    store, _ = grown(300)
    assert [read_entry(store, i, 300) for i in (0, 255, 256, 299)] == [entry(i) for i in (0, 255, 256, 299)]
    for index in (-1, 300):
        with pytest.raises(LedgerError, match="no entry"):
            read_entry(store, index, 300)


@given(st.integers(0, 7), st.integers(0, 10**9), st.integers(1, 256))
def test_a_tiles_path_is_read_as_it_is_written(level: int, number: int, width: int) -> None:
    tile = Tile(level, number, width)
    assert parse_tile(tile.path().removeprefix("tile/")) == tile


@pytest.mark.parametrize(
    "path", ["", "8/000", "0/0", "0/0000", "0/x000/001", "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/../000", "0/0a0"]
)
def test_no_other_path_names_a_tile(path: str) -> None:
    with pytest.raises(LedgerError):
        parse_tile(path)


def test_a_loose_bundle_is_read_to_its_tear() -> None:
    assert loose_bundle(b"\x00\x01a\x00\x02bc") == ([b"a", b"bc"], True)
    assert loose_bundle(b"\x00\x01a\x00\x02b") == ([b"a"], False)
    assert loose_bundle(b"\x00\x01a\x00") == ([b"a"], False)
    assert loose_bundle(b"") == ([], True)


VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=6), VALUES, max_size=5))
def test_what_is_written_canonically_is_known_as_canonical(value: dict[str, Json]) -> None:
    assert is_canonical(canonical_bytes(value))


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"b":[1,"x",true],"c":"y"}',
        b'{"a":900719925474099}',
        b'{"a":9007199254740991}',
        b"{}",
        b'{"a":[]}',
    ],
)
def test_usual_entries_are_canonical(body: bytes) -> None:
    assert is_canonical(body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":2}',
        b'{"a": 1}',
        b'{"a":01}',
        b'{"a":-0}',
        b'{"a":1.0}',
        b'{"a":9007199254740993}',
        b'{"a":"\\u0041"}',
        b'{"a":1}\n',
        b"[1]",
        b'{"a":}',
        b'{"a":NaN}',
        b"",
        b"\xff",
    ],
)
def test_nothing_else_is_canonical(body: bytes) -> None:
    assert not is_canonical(body)


@given(st.binary(max_size=60))
def test_no_bytes_break_the_quick_check(body: bytes) -> None:
    assert isinstance(is_canonical(body), bool)


def test_a_folder_forgets_partials_and_keeps_the_rest(tmp_path: Path) -> None:
    store = FolderTiles(tmp_path)
    store.write("tile/0/000.p/4", bytes(128), is_durable=False)
    store.write("tile/0/000", bytes(8192))
    store.forget_partials("tile/0/000")
    store.forget_partials("tile/0/001")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["000"]
