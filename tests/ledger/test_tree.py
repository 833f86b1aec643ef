"""Claims about the tree: its hashes, its two proofs, and the tiles they are read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import LedgerError
from groundglass.ledger.files import FolderTiles
from groundglass.ledger.log import Log
from groundglass.ledger.merkle import (
    EMPTY_ROOT,
    leaf_hash,
    node_hash,
    root_hash,
    verify_consistency,
    verify_inclusion,
)
from groundglass.ledger.proofs import TreeReader
from groundglass.ledger.tiles import Tile, bundle_path, pack_bundle, unpack_bundle, unpack_tile
from tests.ledger.memory_tiles import SIGNER, MemoryTiles, entry


def reference_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word: an oracle that shares no code with the package."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(reference_root(leaves[:k]), reference_root(leaves[k:]))


def grown(*batches: int) -> tuple[MemoryTiles, Log]:
    store = MemoryTiles()
    log = Log.create(store, SIGNER)
    number = 0
    for batch in batches:
        log.append([entry(number + i) for i in range(batch)])
        number += batch
    return store, log


def test_the_root_of_an_empty_tree_is_the_hash_of_nothing() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_hash([]) == EMPTY_ROOT


def test_known_roots_of_the_certificate_transparency_test_tree() -> None:
    raw = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [leaf_hash(bytes.fromhex(text)) for text in raw]
    assert leaves[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root_hash(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(st.lists(st.integers(1, 400), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_batches_of_any_size_make_the_tree_that_rfc_6962_defines(batches: list[int]) -> None:
    _, log = grown(*batches)
    leaves = [leaf_hash(entry(i)) for i in range(sum(batches))]
    assert log.checkpoint.size == len(leaves)
    assert log.checkpoint.root == reference_root(leaves)


@given(st.integers(1, 700), st.data())
@settings(max_examples=60, deadline=None)
def test_every_entry_has_an_inclusion_proof_and_no_other_entry_has_it(size: int, data: st.DataObject) -> None:
    _, log = grown(size)
    index = data.draw(st.integers(0, size - 1))
    proof = log.tree().inclusion(index)
    verify_inclusion(leaf_hash(entry(index)), index, size, proof, log.checkpoint.root)
    with pytest.raises(LedgerError):
        verify_inclusion(leaf_hash(entry(size)), index, size, proof, log.checkpoint.root)
    if size > 1:
        with pytest.raises(LedgerError):
            verify_inclusion(leaf_hash(entry(index)), (index + 1) % size, size, proof, log.checkpoint.root)


@given(st.integers(0, 600), st.integers(0, 600))
@settings(max_examples=60, deadline=None)
def test_a_grown_tree_proves_that_it_begins_with_the_old_one(old: int, more: int) -> None:
    _, before = grown(*([old] if old else []))
    _, after = grown(*([old + more] if old + more else []))
    proof = after.tree().consistency(old)
    roots = before.checkpoint.root, after.checkpoint.root
    verify_consistency(old, old + more, proof, *roots)
    if more:
        with pytest.raises(LedgerError):
            verify_consistency(old, old + more, proof, leaf_hash(b"rewritten"), roots[1])
        if old:
            with pytest.raises(LedgerError):
                verify_consistency(old, old + more, proof, roots[0], leaf_hash(b"rewritten"))


@pytest.mark.parametrize("place", range(4))
def test_a_proof_with_one_hash_changed_dropped_or_added_is_refused(place: int) -> None:
    _, log = grown(11)
    root, leaf = log.checkpoint.root, leaf_hash(entry(5))
    proof = list(log.tree().inclusion(5))
    consistency = list(log.tree().consistency(7))
    for broken in (
        [*proof[:place], leaf_hash(b"x"), *proof[place + 1 :]],
        [*proof[:place], *proof[place + 1 :]],
        [*proof[:place], leaf_hash(b"x"), *proof[place:]],
        [*proof, *proof],
    ):
        with pytest.raises(LedgerError):
            verify_inclusion(leaf, 5, 11, broken, root)
    old_root = root_hash([leaf_hash(entry(i)) for i in range(7)])
    for broken in (
        [*consistency[:place], leaf_hash(b"x"), *consistency[place + 1 :]],
        [*consistency[:place], *consistency[place + 1 :]],
        [*consistency, *consistency],
        [],
    ):
        with pytest.raises(LedgerError):
            verify_consistency(7, 11, broken, old_root, root)


def test_proofs_of_impossible_trees_are_refused() -> None:
    leaf = leaf_hash(b"")
    for index, size in ((0, 0), (3, 3), (-1, 2)):
        with pytest.raises(LedgerError):
            verify_inclusion(leaf, index, size, [], leaf)
    with pytest.raises(LedgerError):
        verify_inclusion(leaf, 0, 1, [b"short"], leaf)
    for old, new in ((-1, 2), (3, 2)):
        with pytest.raises(LedgerError):
            verify_consistency(old, new, [], leaf, leaf)
    with pytest.raises(LedgerError):
        verify_consistency(2, 2, [leaf], leaf, leaf)
    with pytest.raises(LedgerError):
        verify_consistency(0, 2, [], leaf, leaf)
    verify_consistency(0, 2, [], EMPTY_ROOT, leaf)


def test_a_reader_refuses_nodes_entries_and_sizes_the_tree_does_not_have() -> None:
    _, log = grown(5)
    tree = log.tree()
    for ask in (
        lambda: tree.inclusion(5),
        lambda: tree.consistency(6),
        lambda: tree.node(0, 5),
        lambda: tree.node(2, 1),
        lambda: tree.node(0, 256),
        lambda: tree.node(8, 0),
    ):
        with pytest.raises(LedgerError):
            ask()


def test_tile_names_are_those_of_the_c2sp_layout() -> None:
    assert Tile(0, 0).path() == "tile/0/000"
    assert Tile(1, 1234067, 8).path() == "tile/1/x001/x234/067.p/8"
    assert bundle_path(1000, 3) == "tile/entries/x001/000.p/3"


def test_a_bundle_gives_back_its_entries_and_refuses_any_other_length() -> None:
    entries = [b"", b"a", b"b" * 65_535]
    body = pack_bundle(entries)
    assert unpack_bundle(body, 3) == entries
    for damaged, width in ((body[:-1], 3), (body + b"\0\0", 3), (body, 2), (body, 4)):
        with pytest.raises(LedgerError):
            unpack_bundle(damaged, width)
    for too_much in ([b"x" * 65_536], [b""] * 257):
        with pytest.raises(LedgerError):
            pack_bundle(too_much)


def test_a_tile_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(LedgerError):
        unpack_tile(b"\0" * 63, Tile(0, 0, 2))


@given(st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=30, deadline=None)
def test_entries_come_back_as_they_were_appended(first: int, second: int) -> None:
    _, log = grown(*[n for n in (first, second) if n])
    size = first + second
    assert log.entries(0, size) == [entry(i) for i in range(size)]
    middle = size // 2
    assert log.entries(middle, size) == [entry(i) for i in range(middle, size)]


def test_every_changed_byte_of_every_tile_is_noticed_at_opening_or_reading(tmp_path: Path) -> None:
    store = FolderTiles(tmp_path)
    log = Log.create(store, SIGNER)
    log.append([entry(i) for i in range(3)])
    path = tmp_path / Tile(0, 0, 3).path()
    good = path.read_bytes()
    for at in range(len(good)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises(LedgerError):
            Log.open(store, SIGNER)
    path.write_bytes(good)
    assert Log.open(store, SIGNER).checkpoint == log.checkpoint


def test_a_proof_from_an_old_reader_still_holds_against_its_own_checkpoint() -> None:
    store, log = grown(300)
    old = TreeReader(store, 300)
    root = log.checkpoint.root
    log.append([entry(i) for i in range(300, 900)])
    verify_inclusion(leaf_hash(entry(7)), 7, 300, old.inclusion(7), root)


def test_an_empty_tree_has_the_empty_root_and_proves_nothing() -> None:
    _, log = grown()
    assert log.tree().root() == EMPTY_ROOT
    assert log.tree().consistency(0) == []


@pytest.mark.parametrize(("old", "new"), [(3, 5), (5, 6), (6, 7), (4, 8), (8, 9), (6, 8), (12, 13), (20, 21)])
def test_consistency_holds_where_the_old_tree_ends_inside_a_subtree(old: int, new: int) -> None:
    _, log = grown(new)
    old_root = root_hash([leaf_hash(entry(i)) for i in range(old)])
    verify_consistency(old, new, log.tree().consistency(old), old_root, log.checkpoint.root)


def test_consistency_nodes_beyond_the_height_of_the_tree_are_refused() -> None:
    _, log = grown(7)
    old_root = root_hash([leaf_hash(entry(i)) for i in range(6)])
    proof = [*log.tree().consistency(6), leaf_hash(b"more"), leaf_hash(b"more")]
    with pytest.raises(LedgerError):
        verify_consistency(6, 7, proof, old_root, log.checkpoint.root)
