"""Another implementation of RFC 6962, written by others, makes the same roots and proofs: pymerkle."""

from __future__ import annotations

from pymerkle import InmemoryTree
from pymerkle import verify_consistency as assert_they_agree

from groundglass.ledger.log import Log
from groundglass.ledger.merkle import leaf_hash, verify_consistency
from tests.ledger.memory_tiles import SIGNER, MemoryTiles, entry

SIZE = 600


def test_roots_and_proofs_are_those_of_another_implementation() -> None:
    log = Log.create(MemoryTiles(), SIGNER)
    other = InmemoryTree(algorithm="sha256")
    for number in range(SIZE):
        other.append_entry(entry(number))
    log.append([entry(number) for number in range(SIZE)])
    for size in (1, 2, 3, 7, 8, 255, 256, 257, 512, SIZE):
        tree = log.tree(size)
        assert tree.root() == other.get_root(size)
        for index in {0, size // 2, size - 1}:
            theirs = other.prove_inclusion(index + 1, size).serialize()["path"]
            ours = [leaf_hash(entry(index)), *tree.inclusion(index)]
            assert sorted(theirs) == sorted(one.hex() for one in ours)
        for old in {1, size // 3 + 1, size - 1} - {0, size}:
            # Its proofs of consistency are written differently; what they prove of our roots is the same.
            theirs_too = other.prove_consistency(old, size)
            assert_they_agree(log.tree(old).root(), tree.root(), theirs_too)
            verify_consistency(old, size, tree.consistency(old), log.tree(old).root(), tree.root())
