"""Signed text, in the C2SP signed-note form, with Ed25519 keys.

    text, ending in a line break
    (empty line)
    — name base64(key id, 4 bytes || signature)

Apart from checkpoints because release manifests and witnesses use the same form. A key's public form is
`name+hex(key id)+base64(0x01 || public key)`; its id is the first 4 bytes of
SHA-256(name || line break || 0x01 || public key).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from hashlib import sha256
from typing import ClassVar, Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from groundglass.errors import LedgerError

ED25519: Final = b"\x01"
MAX_NOTE_BYTES: Final = 1_000_000
MAX_SIGNATURES: Final = 100
DASH: Final = "\u2014 "


def check_key_name(name: str) -> None:
    """Raise `LedgerError` for what cannot name a key."""
    if not name or "+" in name or any(c.isspace() for c in name):
        raise LedgerError(f"{name[:60]!r} cannot name a key: no spaces, no plus sign")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with a name, of one use. Each use is a class of its own, so that none is taken for another."""

    KIND: ClassVar[bytes]
    """The byte of the use, which goes into the key's id."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.public) != 32:
            raise LedgerError("an Ed25519 public key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + self.KIND + self.public).digest()[:4]

    def text(self) -> str:
        """The form that is published, one line."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(self.KIND + self.public).decode()}"

    @classmethod
    def parse(cls, untrusted_text: str) -> Self:
        """Return the key, or raise `LedgerError` when the text is not one of this use or its id does not fit."""
        parts = untrusted_text.strip().split("+", 2)
        if len(parts) != 3:
            raise LedgerError("a key is name+id+key in one line")
        name, untrusted_id, untrusted_key = parts
        raw = decode_base64(untrusted_key)
        if raw[:1] != cls.KIND:
            raise LedgerError(
                f"this is not a key of type 0x{cls.KIND.hex()}",
                "a witness's key is of type 0x04, a site's of type 0x01",
            )
        key = cls(name, raw[1:])
        if key.key_id.hex() != untrusted_id:
            raise LedgerError("the key's id does not belong to it")
        return key


@dataclass(frozen=True, slots=True)
class NoteKey(VerifierKey):
    """The public half of a signer of notes."""

    KIND = ED25519


@dataclass(frozen=True, slots=True)
class NoteSigner:
    """The secret half. Its repr shows the name only."""

    name: str
    _private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> NoteSigner:
        """From 32 secret bytes."""
        check_key_name(name)
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def key(self) -> NoteKey:
        return NoteKey(self.name, self._private.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The signature line for `text`, without its line break."""
        raw = self.key.key_id + self._private.sign(text.encode())
        return f"{DASH}{self.name} {base64.b64encode(raw).decode()}"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text and its signature lines; nothing is said yet about whether they hold."""

    text: str
    signatures: tuple[str, ...]

    def encoded(self) -> str:
        return self.text + "\n" + "".join(line + "\n" for line in self.signatures)


def sign_note(text: str, *signers: NoteSigner) -> SignedNote:
    """Sign `text`, which must end in a line break and hold no control characters."""
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise LedgerError("the text of a note ends in a line break and holds no control characters")
    return SignedNote(text, tuple(signer.sign(text) for signer in signers))


def parse_note(untrusted_note: str) -> SignedNote:
    """Split a note into its text and signature lines, or raise `LedgerError`."""
    if len(untrusted_note) > MAX_NOTE_BYTES or any(c < " " and c != "\n" for c in untrusted_note):
        raise LedgerError("a note is at most 1 MB of text without control characters")
    text, separator, block = untrusted_note.rpartition("\n\n")
    if not separator or not block.endswith("\n"):
        raise LedgerError("a note is a text, an empty line and signature lines")
    lines = tuple(block[:-1].split("\n"))
    if len(lines) > MAX_SIGNATURES or not all(_looks_signed(line) for line in lines):
        raise LedgerError("a signature line of the note is malformed")
    return SignedNote(text + "\n", lines)


def _looks_signed(line: str) -> bool:
    return line.startswith(DASH) and len(line.split(" ")) == 3


def verify_note(note: SignedNote, key: NoteKey) -> None:
    """Raise `LedgerError` unless `key` signed this note.

    1. A signature line carries the key's name and id.
    2. Its signature over the text holds. One that does not is an error even if another one would.
    """
    found = False
    for line in note.signatures:
        _, name, encoded = line.split(" ")
        raw = decode_base64(encoded)
        if name != key.name or raw[:4] != key.key_id:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], note.text.encode())
        except InvalidSignature as error:
            raise LedgerError(f"the signature of {key.name} does not belong to this text") from error
        found = True
    if not found:
        raise LedgerError(f"the note is not signed by {key.name}")


def decode_base64(untrusted: str) -> bytes:
    """The bytes, or `LedgerError`."""
    try:
        return base64.b64decode(untrusted, validate=True)
    except (binascii.Error, ValueError) as error:
        raise LedgerError("a key or signature is not base64") from error
