"""The ledger's bytes are those of tests/vectors/ledger.json, which the console's verifier reads too."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from groundglass.ledger.canonical import canonical_bytes, parse_canonical
from groundglass.ledger.checkpoint import open_checkpoint
from groundglass.ledger.cosignature import WitnessKey, verify_cosignature
from groundglass.ledger.log import Log
from groundglass.ledger.merkle import leaf_hash, root_hash, verify_consistency, verify_inclusion
from groundglass.ledger.note import NoteKey, parse_note
from tests.ledger.memory_tiles import SIGNER, MemoryTiles

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "ledger.json").read_text(encoding="utf-8"))
ENTRIES = [text.encode() for text in VECTORS["entries"]]
ROOTS = [bytes.fromhex(text) for text in VECTORS["roots"]]


def test_entries_and_their_leaves_are_those_recorded() -> None:
    for body, leaf in zip(ENTRIES, VECTORS["leaves"], strict=True):
        assert canonical_bytes(parse_canonical(body)) == body
        assert leaf_hash(body).hex() == leaf


def test_roots_and_proofs_are_those_recorded() -> None:
    leaves = [leaf_hash(body) for body in ENTRIES]
    assert [root_hash(leaves[:n]) for n in range(8)] == ROOTS
    for case in VECTORS["inclusion"]:
        proof = [bytes.fromhex(text) for text in case["proof"]]
        verify_inclusion(leaves[case["index"]], case["index"], case["size"], proof, ROOTS[case["size"]])
    for case in VECTORS["consistency"]:
        proof = [bytes.fromhex(text) for text in case["proof"]]
        verify_consistency(case["old"], case["new"], proof, ROOTS[case["old"]], ROOTS[case["new"]])


def test_appending_the_recorded_entries_writes_the_recorded_files() -> None:
    store = MemoryTiles()
    Log.create(store, SIGNER).append(ENTRIES)
    assert store.bodies.pop("checkpoint").decode() == VECTORS["checkpoint"]
    assert {path: base64.b64encode(body).decode() for path, body in store.bodies.items()} == VECTORS["files"]


def test_the_recorded_checkpoint_opens_with_the_recorded_key() -> None:
    checkpoint = open_checkpoint(VECTORS["checkpoint"], NoteKey.parse(VECTORS["key"]))
    assert (checkpoint.size, checkpoint.root) == (7, ROOTS[7])


def test_the_recorded_cosignature_is_of_the_recorded_checkpoint() -> None:
    key = WitnessKey.parse(VECTORS["witness_key"])
    found = verify_cosignature(parse_note(VECTORS["checkpoint"]).text, VECTORS["cosignature"], key)
    assert (found.name, found.at_s) == ("witness.example", VECTORS["cosigned_at_s"])
    open_checkpoint(VECTORS["checkpoint"] + VECTORS["cosignature"] + "\n", NoteKey.parse(VECTORS["key"]))
