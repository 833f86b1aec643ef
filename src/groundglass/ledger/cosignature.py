"""What a witness signs: that it saw this checkpoint at this time, in the C2SP tlog-cosignature form, version 1.

    cosignature/v1
    time 1764031800
    (the text of the checkpoint)

Apart from notes because a cosignature says a time and is made with another kind of key (0x04): a witness's signature
can never be taken for the site's own. Its line in the note is like any other, with `time u64 || signature` for the
signature. A witness signs a checkpoint only after it has seen that it begins with the last one it signed; that is why
two of them can tell when a history was rewritten.
"""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from groundglass.errors import LedgerError
from groundglass.ledger.note import DASH, VerifierKey, check_key_name, decode_base64

COSIGNATURE: Final = b"\x04"
_SIGNED: Final = struct.Struct(">4sQ64s")


@dataclass(frozen=True, slots=True)
class WitnessKey(VerifierKey):
    """The public half of a witness's key."""

    KIND = COSIGNATURE


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A witness's line, verified: who saw the checkpoint, and when (seconds since 1970)."""

    name: str
    at_s: int
    line: str


@dataclass(frozen=True, slots=True)
class WitnessSigner:
    """The secret half. Its repr shows the name only."""

    name: str
    _private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> WitnessSigner:
        """From 32 secret bytes."""
        check_key_name(name)
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def key(self) -> WitnessKey:
        return WitnessKey(self.name, self._private.public_key().public_bytes_raw())

    def sign(self, checkpoint_text: str, at_s: int) -> str:
        """The line that says "seen at `at_s`", without its line break."""
        signature = self._private.sign(_message(checkpoint_text, at_s))
        raw = _SIGNED.pack(self.key.key_id, at_s, signature)
        return f"{DASH}{self.name} {base64.b64encode(raw).decode()}"


def verify_cosignature(checkpoint_text: str, untrusted_line: str, key: WitnessKey) -> Cosignature:
    """What the line says, or `LedgerError` unless `key` signed exactly this checkpoint."""
    parts = untrusted_line.split(" ")
    if len(parts) != 3 or not untrusted_line.startswith(DASH):
        raise LedgerError("a cosignature is a dash, a name and a signature on one line")
    raw = decode_base64(parts[2])
    if parts[1] != key.name or raw[:4] != key.key_id or len(raw) != _SIGNED.size:
        raise LedgerError(f"this is not a cosignature of {key.name}")
    _, at_s, signature = _SIGNED.unpack(raw)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, _message(checkpoint_text, at_s))
    except InvalidSignature as error:
        raise LedgerError(f"the cosignature of {key.name} does not belong to this checkpoint") from error
    return Cosignature(key.name, at_s, untrusted_line)


def _message(checkpoint_text: str, at_s: int) -> bytes:
    return f"cosignature/v1\ntime {at_s}\n{checkpoint_text}".encode()
