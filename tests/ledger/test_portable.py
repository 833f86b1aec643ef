"""Claims about files of proofs: they hold alone, and anything else is refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from groundglass.errors import LedgerError
from groundglass.ledger.log import Log
from groundglass.ledger.note import NoteSigner
from groundglass.ledger.portable import MAX_FILE_BYTES, PortableProof, check_proofs, encode_proofs, key_in
from tests.ledger.memory_tiles import SIGNER, MemoryTiles, entry


def proofs() -> bytes:
    """Two proofs, one made when the ledger was shorter."""
    log = Log.create(MemoryTiles(), SIGNER)
    made = []
    for index in (3, 7):
        log.append([entry(number) for number in range(log.checkpoint.size, index + 1)])
        hashes = tuple(log.tree().inclusion(index))
        note = log.note.encoded()
        made.append(PortableProof(index, entry(index), log.checkpoint.size, hashes, note))
    return encode_proofs(SIGNER.key, made)


def test_each_proof_holds_in_its_own_tree() -> None:
    found = check_proofs(proofs(), SIGNER.key)
    assert [(one.index, one.content, one.checkpoint.size) for one in found] == [(3, {"n": 3}, 4), (7, {"n": 7}, 8)]
    assert key_in(proofs()) == SIGNER.key


def changed(how: Callable[[dict[str, Any]], object]) -> bytes:
    said = json.loads(proofs())
    how(said)
    return json.dumps(said).encode()


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"[]",
        b"{}",
        bytes(MAX_FILE_BYTES + 1),
        changed(lambda said: said.update(v=2)),
        changed(lambda said: said.update(more=1)),
        changed(lambda said: said.update(proofs=5)),
        changed(lambda said: said.update(proofs=[5])),
        changed(lambda said: said.update(proofs=[{}] * 20_001)),
        changed(lambda said: said["proofs"][0].update(index=True)),
        changed(lambda said: said["proofs"][0].update(size=5)),
        changed(lambda said: said["proofs"][0].update(index=2)),
        changed(lambda said: said["proofs"][0].update(entry=7)),
        changed(lambda said: said["proofs"][0].update(entry="!")),
        changed(lambda said: said["proofs"][0].update(entry=base64.b64encode(b'{"n": 3}').decode())),
        changed(lambda said: said["proofs"][0].update(checkpoint="no note")),
        changed(lambda said: said["proofs"][0].update(hashes=[])),
        changed(lambda said: said["proofs"][0]["hashes"].reverse()),
    ],
)
def test_anything_else_is_refused(untrusted: bytes) -> None:
    with pytest.raises(LedgerError):
        check_proofs(untrusted, SIGNER.key)


def test_another_key_proves_nothing() -> None:
    with pytest.raises(LedgerError):
        check_proofs(proofs(), NoteSigner.from_seed(SIGNER.name, bytes(32)).key)


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(LedgerError):
        key_in(changed(lambda said: said.update(key=7)))
