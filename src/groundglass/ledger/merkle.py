"""The Merkle tree of RFC 6962: its hashes, and checking its two proofs.

Checking is apart from making proofs (proofs.py) because it must work with nothing but this file: an auditor
can read it in a few minutes. Algorithms are those of RFC 9162, 2.1.3.2 (inclusion) and 2.1.4.2 (consistency),
which verify the same tree as RFC 6962.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NewType

from groundglass.errors import LedgerError

Hash = NewType("Hash", bytes)
"""A SHA-256 value, 32 bytes."""

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = Hash(sha256(b"").digest())


def leaf_hash(entry: bytes) -> Hash:
    """RFC 6962, 2.1: SHA-256(0x00 || entry)."""
    return Hash(sha256(b"\x00" + entry).digest())


def node_hash(left: bytes, right: bytes) -> Hash:
    """RFC 6962, 2.1: SHA-256(0x01 || left || right)."""
    return Hash(sha256(b"\x01" + left + right).digest())


def root_hash(leaves: Sequence[bytes]) -> Hash:
    """The root over leaf hashes, level by level; an odd last node is carried up unchanged."""
    if not leaves:
        return EMPTY_ROOT
    level: list[bytes] = list(leaves)
    while len(level) > 1:
        pairs: list[bytes] = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            pairs.append(level[-1])
        level = pairs
    return Hash(level[0])


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise `LedgerError` unless `leaf` is entry `index` of the tree of `size` entries with this `root`."""
    if not 0 <= index < size:
        raise LedgerError(f"a tree of {size} entries has no entry {index}")
    _check_proof(proof)
    fn, sn, r = index, size - 1, Hash(leaf)
    for p in proof:
        if sn == 0:
            raise LedgerError("the inclusion proof is longer than the tree is high")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while fn & 1 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn:
        raise LedgerError("the inclusion proof is shorter than the tree is high")
    if r != root:
        raise LedgerError(f"entry {index} is not in the tree of {size} entries with this root")


def verify_consistency(old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Raise `LedgerError` unless the tree of `new_size` entries begins with the tree of `old_size`."""
    if not 0 <= old_size <= new_size:
        raise LedgerError(f"a tree cannot grow from {old_size} to {new_size} entries")
    _check_proof(proof)
    if old_size in (0, new_size):
        expected = EMPTY_ROOT if old_size == 0 else new_root
        if proof or old_root != expected:
            raise LedgerError(f"the trees of {old_size} and {new_size} entries do not agree")
        return
    nodes = list(proof)
    if old_size & (old_size - 1) == 0:
        nodes.insert(0, old_root)
    if not nodes:
        raise LedgerError("the consistency proof is empty")
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = Hash(nodes[0])
    for c in nodes[1:]:
        if sn == 0:
            raise LedgerError("the consistency proof is longer than the tree is high")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while fn & 1 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    if sn or fr != old_root or sr != new_root:
        raise LedgerError(f"the tree of {new_size} entries does not begin with that of {old_size}")


def _check_proof(untrusted_proof: Sequence[bytes]) -> None:
    if len(untrusted_proof) > 64 or any(len(h) != HASH_BYTES for h in untrusted_proof):
        raise LedgerError("a proof is at most 64 hashes of 32 bytes")
