"""Size and root of the tree as signed text, in the C2SP tlog-checkpoint form.

    origin
    tree size, decimal
    root hash, base64

Apart from notes because what a checkpoint says can be compared: two of the same origin and size with
different roots are a fork, and the proof that somebody rewrote history.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

from groundglass.errors import LedgerError
from groundglass.ledger.merkle import HASH_BYTES, Hash
from groundglass.ledger.note import NoteKey, NoteSigner, SignedNote, parse_note, sign_note, verify_note

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a tree was at one moment."""

    origin: str
    size: int
    root: Hash

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign_checkpoint(checkpoint: Checkpoint, signer: NoteSigner) -> SignedNote:
    return sign_note(checkpoint.text(), signer)


def parse_checkpoint(untrusted_text: str) -> Checkpoint:
    """Return what the text says, or raise `LedgerError`. Says nothing about signatures."""
    lines = untrusted_text.split("\n")
    if len(lines) < 4 or lines[-1] or not lines[0] or _SIZE.fullmatch(lines[1]) is None:
        raise LedgerError("a checkpoint is an origin, a size and a root hash, each on a line")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise LedgerError("the root hash of a checkpoint is not base64") from error
    if len(root) != HASH_BYTES or base64.b64encode(root).decode() != lines[2]:
        raise LedgerError("the root hash of a checkpoint has 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), Hash(root))


def open_checkpoint(untrusted_note: str, key: NoteKey) -> Checkpoint:
    """Return what a note signed by `key` says of the tree named like the key, or raise `LedgerError`."""
    note = parse_note(untrusted_note)
    verify_note(note, key)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != key.name:
        raise LedgerError(f"the checkpoint is of {checkpoint.origin[:60]!r}, not of {key.name!r}")
    return checkpoint
