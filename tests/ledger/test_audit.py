"""Claims about verifying a whole copy: whatever was done to it is found, and named where that is possible."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import LedgerError
from groundglass.ledger.audit import AuditReport, audit, look_at
from groundglass.ledger.checkpoint import Checkpoint
from groundglass.ledger.damage import NAMED_AT_MOST, ShiftedEntries, compare_entries
from groundglass.ledger.export import export
from groundglass.ledger.log import Log
from groundglass.ledger.merkle import leaf_hash, root_hash
from groundglass.ledger.tiles import WIDTH, Tile, bundle_path, pack_bundle, unpack_bundle
from tests.ledger.memory_tiles import SIGNER, MemoryTiles, entry

SIZE = 256 * 3 + 44


def kept(size: int = SIZE) -> tuple[MemoryTiles, Checkpoint]:
    """A ledger of `size` entries in memory."""
    store = MemoryTiles()
    log = Log.create(store, SIGNER)
    for at in range(0, size, 65_536):
        log.append([entry(i) for i in range(at, min(at + 65_536, size))])
    return store, log.checkpoint


def audited(store: MemoryTiles, checkpoint: Checkpoint) -> AuditReport:
    return audit(store, checkpoint, lambda steps: [look_at(store, checkpoint.size, *step) for step in steps])


def named(report: AuditReport) -> dict[str, str]:
    return {damage.where: damage.what for damage in report.damages}


def entries_of(store: MemoryTiles, number: int, width: int = WIDTH) -> list[bytes]:
    return unpack_bundle(store.bodies[bundle_path(number, width)], width)


def put(store: MemoryTiles, number: int, entries: list[bytes], width: int = WIDTH) -> None:
    store.bodies[bundle_path(number, width)] = b"".join(len(e).to_bytes(2, "big") + e for e in entries)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, SIZE, 65_536, 65_837])
def test_a_true_copy_is_clean(size: int) -> None:
    store, checkpoint = kept(size)
    report = audited(store, checkpoint)
    assert (report.damages, report.entries) == ((), size)


@pytest.mark.parametrize("index", [0, 100, 300, 767, 768, SIZE - 1])
def test_a_changed_entry_is_named(index: int) -> None:
    store, checkpoint = kept()
    number, place = divmod(index, WIDTH)
    width = WIDTH if number < 3 else 44
    entries = entries_of(store, number, width)
    entries[place] = b'{"n":-1}'
    put(store, number, entries, width)
    assert named(audited(store, checkpoint)) == {f"entry {index}": "was changed"}


def test_every_removed_entry_is_named() -> None:
    store, checkpoint = kept()
    entries = entries_of(store, 1)
    del entries[30], entries[9]
    put(store, 1, entries)
    assert named(audited(store, checkpoint)) == {
        "entry 265": "was removed",
        "entry 286": "was removed",
        "tile/entries/001": "holds 254 entries instead of 256",
    }


def test_an_entry_removed_with_all_that_follow_moved_up_is_named() -> None:
    store, checkpoint = kept()
    entries = [e for n in range(3) for e in entries_of(store, n)] + entries_of(store, 3, 44)
    del entries[100]
    for number in range(4):
        put(store, number, entries[number * WIDTH : (number + 1) * WIDTH], WIDTH if number < 3 else 44)
    found = named(audited(store, checkpoint))
    assert found["entry 100"] == "was removed"
    assert "entry 101" not in found
    assert found["tile/entries/003.p/44"] == "holds 43 entries instead of 44"


def test_an_inserted_entry_is_named() -> None:
    store, checkpoint = kept()
    entries = entries_of(store, 2)
    put(store, 2, [*entries[:7], b'{"n":-1}', *entries[7:]])
    found = named(audited(store, checkpoint))
    assert found["entry 519"] == "an entry that was not signed was inserted before it"
    assert found["tile/entries/002"] == "holds 257 entries instead of 256"


def test_entries_that_changed_places_are_named() -> None:
    store, checkpoint = kept()
    entries = entries_of(store, 0)
    entries[10], entries[200] = entries[200], entries[10]
    put(store, 0, entries)
    found = named(audited(store, checkpoint))
    assert set(found) == {"entry 10", "entry 200"}
    assert all("does not stand in its place" in what for what in found.values())


def test_entries_exchanged_between_bundles_are_named() -> None:
    store, checkpoint = kept()
    first, second = entries_of(store, 0), entries_of(store, 1)
    first[5], second[6] = second[6], first[5]
    put(store, 0, first)
    put(store, 1, second)
    found = named(audited(store, checkpoint))
    assert set(found) == {"entry 5", "entry 262"}


def test_bundles_that_changed_places_are_said_at_once() -> None:
    store, checkpoint = kept()
    one, other = bundle_path(0), bundle_path(1)
    store.bodies[one], store.bodies[other] = store.bodies[other], store.bodies[one]
    found = named(audited(store, checkpoint))
    assert found == {"entries 0 to 511": "512 of them do not stand in their places"}


@pytest.mark.parametrize("path", ["tile/0/001", "tile/0/003.p/44"])
def test_a_changed_tile_is_told_from_changed_entries(path: str) -> None:
    store, checkpoint = kept()
    store.bodies[path] = bytes(32) + store.bodies[path][32:]
    assert named(audited(store, checkpoint))[path] == "was changed: the entries below it are those that were signed"
    assert not any(where.startswith("entr") for where in named(audited(store, checkpoint)))


def test_a_changed_tile_of_a_higher_level_is_named() -> None:
    store, checkpoint = kept(65_837)
    store.bodies["tile/1/000"] = bytes(32) + store.bodies["tile/1/000"][32:]
    found = named(audited(store, checkpoint))
    assert found["tile/1/000"] == "is not what the tile above it was signed for"
    store, checkpoint = kept()
    store.bodies["tile/1/000.p/3"] = store.bodies["tile/1/000.p/3"][:64] + bytes(32)
    assert named(audited(store, checkpoint))["tile/1/000.p/3"] == "place 2 is not the root of tile/0/002"


def test_an_entry_changed_together_with_its_tile_is_found_below_the_tile_that_was_signed() -> None:
    store, checkpoint = kept(65_837)
    entries = entries_of(store, 7)
    entries[0] = b'{"n":-1}'
    put(store, 7, entries)
    store.bodies["tile/0/007"] = b"".join(leaf_hash(e) for e in entries)
    assert "entries 1792 to 2047" in named(audited(store, checkpoint))


def test_a_ledger_rewritten_whole_is_not_the_one_that_was_signed() -> None:
    _, checkpoint = kept(100)
    other = MemoryTiles()
    Log.create(other, SIGNER).append([b'{"n":%d}' % (i + 1) for i in range(100)])
    found = named(audited(other, checkpoint))
    assert found == {"checkpoint": "all files fit together, and are not the ledger that was signed"}


@pytest.mark.parametrize("path", ["tile/entries/001", "tile/0/001", "tile/1/000.p/3", "tile/0/003.p/44"])
def test_a_missing_file_is_named(path: str) -> None:
    store, checkpoint = kept()
    del store.bodies[path]
    assert path in named(audited(store, checkpoint))


def test_a_missing_edge_of_a_tree_leaves_no_root() -> None:
    store, checkpoint = kept(40)
    del store.bodies["tile/0/000.p/40"]
    found = named(audited(store, checkpoint))
    assert "tile/0/000.p/40" in found
    assert found["checkpoint"] == "the files do not add up to the root that was signed"


def test_a_changed_entry_at_the_edge_of_a_damaged_tree_is_named_all_the_same() -> None:
    store, checkpoint = kept()
    put(store, 3, [b'{"n":-1}', *entries_of(store, 3, 44)[1:]], 44)
    del store.bodies["tile/1/000.p/3"]
    assert {"entry 768", "tile/1/000.p/3"} <= set(named(audited(store, checkpoint)))


def test_a_bundle_torn_off_is_named() -> None:
    store, checkpoint = kept()
    store.bodies["tile/entries/000"] = store.bodies["tile/entries/000"][:-3]
    found = named(audited(store, checkpoint))
    assert found["tile/entries/000"] == "holds 255 entries instead of 256 and a torn end"
    assert found["entry 255"] == "was removed"


def test_a_signed_entry_that_is_not_canonical_is_named() -> None:
    store = MemoryTiles()
    log = Log.create(store, SIGNER)
    log.append([entry(0), b'{ "n":1}', b'{"n":1.5}', b'{"n":"\xff"}', '{"n":"é"}'.encode()])
    found = named(audited(store, log.checkpoint))
    assert set(found) == {"entry 1", "entry 2", "entry 3"}


def test_a_tree_that_cannot_be_read_to_its_root_says_so() -> None:
    store, checkpoint = kept(256)
    del store.bodies["tile/1/000.p/1"]
    found = named(audited(store, checkpoint))
    assert "tile/1/000.p/1" in found
    assert "checkpoint" in found


def test_more_damage_than_anybody_reads_is_counted() -> None:
    signed = [leaf_hash(entry(i)) for i in range(WIDTH * 8)]
    found = [leaf_hash(entry(-i)) for i in range(1, WIDTH * 8 + 1)]
    bundles = [
        ShiftedEntries(at, tuple(signed[at : at + WIDTH]), tuple(found[at : at + WIDTH]))
        for at in range(0, len(signed), WIDTH)
    ]
    damages = compare_entries(bundles)
    assert len(damages) == NAMED_AT_MOST + 1
    assert damages[-1].what == f"and {WIDTH * 8 - NAMED_AT_MOST} more"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_flipped_bit_of_any_file_goes_unseen(data: st.DataObject) -> None:
    store, checkpoint = kept(300)
    path = data.draw(st.sampled_from(sorted(set(store.bodies) - {"checkpoint"})))
    body = bytearray(store.bodies[path])
    at = data.draw(st.integers(0, len(body) * 8 - 1))
    body[at // 8] ^= 1 << at % 8
    store.bodies[path] = bytes(body)
    assert audited(store, checkpoint).damages


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_lies_there_instead_the_audit_ends(data: st.DataObject) -> None:
    store, checkpoint = kept(300)
    path = data.draw(st.sampled_from(sorted(set(store.bodies) - {"checkpoint"})))
    store.bodies[path] = data.draw(st.binary(max_size=600))
    assert audited(store, checkpoint).damages


@pytest.mark.parametrize("size", [0, 5, 256, SIZE])
def test_a_copy_of_a_growing_ledger_is_the_ledger_of_its_checkpoint(size: int) -> None:
    store = MemoryTiles()
    log = Log.create(store, SIGNER)
    if size:
        log.append([entry(i) for i in range(size)])
    checkpoint = log.checkpoint
    log.append([entry(i) for i in range(size, size + 700)])  # partial tiles became whole and are forgotten
    copy = MemoryTiles()
    copied = list(export(store, checkpoint, copy.write))
    assert (copied[-1] if copied else 0) == size
    assert audited(copy, checkpoint).damages == ()


def test_a_copy_says_which_file_it_lacks() -> None:
    store, checkpoint = kept()
    del store.bodies["tile/entries/001"]
    with pytest.raises(LedgerError, match="tile/entries/001"):
        list(export(store, checkpoint, MemoryTiles().write))
    store, checkpoint = kept()
    del store.bodies["tile/0/001"]
    with pytest.raises(LedgerError, match="tile/0/001"):
        list(export(store, checkpoint, MemoryTiles().write))


def test_the_roots_of_tiles_are_those_of_rfc_6962() -> None:
    store, _ = kept(512)
    assert Tile(1, 0, 2).path() == "tile/1/000.p/2"
    halves = [leaf_hash(entry(i)) for i in range(512)]
    assert store.bodies["tile/1/000.p/2"] == root_hash(halves[:256]) + root_hash(halves[256:])
    assert pack_bundle(entries_of(store, 0)) == store.bodies["tile/entries/000"]
