"""Hashes: proof that nothing was changed or removed.

    canonical   one byte string per entry, whoever writes it (RFC 8785)
    merkle      the tree's hashes and the two proofs (RFC 6962)
    tiles       where those hashes lie in files (C2SP tlog-tiles)
    note        signed text (C2SP signed-note, Ed25519)
    checkpoint  size and root of the tree, as such a note (C2SP tlog-checkpoint)
    cosignature what a witness signs of a checkpoint (C2SP tlog-cosignature)
    audit       verifying a whole copy, and damage: saying what was done to it
    export      making such a copy
    log         appending, durably and in an order a crash cannot harm

Knows nothing of cameras or people: an entry is a JSON object, and what may stand in it is decided by whoever
appends. spec/ledger.md states the bytes in MUSTs.
"""
