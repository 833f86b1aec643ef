"""Proofs that travel: some entries of a ledger with everything it takes to check them, in one small file.

Apart from proofs.py, which makes proofs from tiles, because a court or a custodian has only this file: proofs.json in
bundles and evidence. Each proof stands alone and names its own tree, since a ledger grows while one is being made.

    {"v":1,"key":"<the site's public key>","proofs":[
      {"index":7,"entry":"<base64>","size":9,"hashes":["<base64>",...],"checkpoint":"<signed note>"}, ...]}

Whoever checks should have the key from elsewhere: a file that carries its own key proves only that it is whole.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from groundglass.errors import LedgerError
from groundglass.ledger.canonical import Json, parse_canonical
from groundglass.ledger.checkpoint import Checkpoint, open_checkpoint
from groundglass.ledger.merkle import leaf_hash, verify_inclusion
from groundglass.ledger.note import NoteKey

MAX_FILE_BYTES: Final = 64 * 1024 * 1024
MAX_PROOFS: Final = 20_000


@dataclass(frozen=True, slots=True)
class PortableProof:
    """One entry, its audit path in the tree of `size` entries, and the signed note with that tree's root."""

    index: int
    entry: bytes
    size: int
    hashes: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """An entry that was proven: its content, its index, and the checkpoint that covers it."""

    index: int
    content: dict[str, Json]
    checkpoint: Checkpoint


def encode_proofs(key: NoteKey, proofs: Sequence[PortableProof]) -> bytes:
    """The file's bytes."""
    said = [
        {
            "index": one.index,
            "entry": _encoded(one.entry),
            "size": one.size,
            "hashes": [_encoded(value) for value in one.hashes],
            "checkpoint": one.checkpoint,
        }
        for one in proofs
    ]
    return json.dumps({"v": 1, "key": key.text(), "proofs": said}, indent=1).encode()


def key_in(untrusted_file: bytes) -> NoteKey:
    """The key that the file itself names. Not yet a reason to trust it."""
    return NoteKey.parse(_text(_parsed(untrusted_file)["key"]))


def check_proofs(untrusted_file: bytes, key: NoteKey) -> tuple[CheckedEntry, ...]:
    """Every entry of the file, proven under `key`, or `LedgerError` for the first that is not.

    1. The checkpoint is signed by the key, and of the ledger that the key names.
    2. It is of the tree that the proof is of.
    3. The entry is in that tree, at that index.
    4. The entry's bytes are canonical.
    """
    untrusted = _parsed(untrusted_file)["proofs"]
    if not isinstance(untrusted, list) or len(untrusted) > MAX_PROOFS:
        raise LedgerError(f"a file of proofs holds at most {MAX_PROOFS}")
    checked = []
    for one in untrusted:
        proof = _proof(one)
        checkpoint = open_checkpoint(proof.checkpoint, key)  # 1
        if checkpoint.size != proof.size:  # 2
            raise LedgerError(f"the proof of entry {proof.index} is of another tree than its checkpoint")
        verify_inclusion(leaf_hash(proof.entry), proof.index, proof.size, proof.hashes, checkpoint.root)  # 3
        checked.append(CheckedEntry(proof.index, parse_canonical(proof.entry), checkpoint))  # 4
    return tuple(checked)


def _parsed(untrusted_file: bytes) -> dict[str, Any]:
    if len(untrusted_file) > MAX_FILE_BYTES:
        raise LedgerError("a file of proofs is not that large")
    try:
        untrusted = json.loads(untrusted_file)
    except (ValueError, RecursionError) as error:
        raise LedgerError("a file of proofs is not JSON") from error
    if not isinstance(untrusted, dict) or untrusted.get("v") != 1 or set(untrusted) != {"v", "key", "proofs"}:
        raise LedgerError("this is not a file of proofs of a version this program reads", "update Groundglass")
    return untrusted


def _proof(untrusted: Any) -> PortableProof:
    try:
        index, size = untrusted["index"], untrusted["size"]
        if type(index) is not int or type(size) is not int:
            raise LedgerError("an index or size of a proof is not a whole number")
        hashes = tuple(_decoded(value) for value in untrusted["hashes"])
        return PortableProof(index, _decoded(untrusted["entry"]), size, hashes, _text(untrusted["checkpoint"]))
    except (KeyError, TypeError) as error:
        raise LedgerError("a proof has other members than it must") from error


def _text(untrusted: object) -> str:
    if not isinstance(untrusted, str):
        raise LedgerError("a part of a proof is not text")
    return untrusted


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _decoded(untrusted: object) -> bytes:
    try:
        return base64.b64decode(_text(untrusted), validate=True)
    except (binascii.Error, ValueError) as error:
        raise LedgerError("a part of a proof is not base64") from error
