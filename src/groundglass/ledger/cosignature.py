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
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from groundglass.errors import LedgerError
from groundglass.ledger.note import DASH, check_key_name, decode_base64

COSIGNATURE: Final = b"\x04"
_SIGNED: Final = struct.Struct(">4sQ64s")


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """The public half of a witness's key."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.public) != 32:
            raise LedgerError("an Ed25519 public key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + COSIGNATURE + self.public).digest()[:4]

    def text(self) -> str:
        """The form that is published, one line."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(COSIGNATURE + self.public).decode()}"


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


def parse_witness_key(untrusted_text: str) -> WitnessKey:
    """Return the key, or raise `LedgerError` when the text is not one or its id does not fit."""
    parts = untrusted_text.strip().split("+", 2)
    if len(parts) != 3:
        raise LedgerError("a witness's key is name+id+key in one line")
    raw = decode_base64(parts[2])
    if raw[:1] != COSIGNATURE:
        raise LedgerError("this is not the key of a witness", "witnesses sign with keys of type 0x04")
    key = WitnessKey(parts[0], raw[1:])
    if key.key_id.hex() != parts[1]:
        raise LedgerError("the witness key's id does not belong to it")
    return key


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
