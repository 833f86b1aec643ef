"""The sealed segment: a few seconds of a camera's own stream that only a quorum can open.

    magic "GGSEAL" | version u16 | header length u32 | header | chunk, chunk, ... last chunk

Each chunk is AES-256-GCM over at most 64 KiB, with its number and whether it is the last in the nonce (the
STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015) and the header's SHA-256 as associated
data: a chunk that was truncated, reordered, swapped in from elsewhere or changed is an error and never a
shorter video. The key of the chunks is HKDF-SHA256(file key, salt = segment id). spec/sealed-file.md has
the bytes in MUSTs.

Writing needs memory for one chunk. Reading yields only what has been authenticated.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from groundglass.custody.header import MAX_HEADER_BYTES, VERSION, Header, check_key, header_hash, parse_header
from groundglass.errors import CustodyError

MAGIC: Final = b"GGSEAL"
CHUNK_BYTES: Final = 65_536
TAG_BYTES: Final = 16
MAX_CHUNKS: Final = 1 << 20

_PREAMBLE: Final = struct.Struct(">6sHI")
_PAYLOAD: Final = b"groundglass/payload/v1"


class ByteReader(Protocol):
    """What a segment is read from: a file, a response."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; fewer only at the end."""


def _payload_cipher(file_key: bytes, segment: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=segment, info=_PAYLOAD).derive(file_key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def preamble_of(encoded_header: bytes) -> bytes:
    """What a sealed file begins with: magic, version and header, before its first chunk."""
    return _PREAMBLE.pack(MAGIC, VERSION, len(encoded_header)) + encoded_header


class SegmentSealer:
    """Encrypts one segment as it comes. Owned by one worker; nothing clear is kept longer than one chunk."""

    def __init__(self, header: Header, file_key: bytes) -> None:
        check_key(header, file_key)
        encoded = header.encoded()
        self._cipher = _payload_cipher(file_key, header.segment)
        self._aad = header_hash(encoded)
        self._held = bytearray()
        self._number = 0
        self.preamble: Final = preamble_of(encoded)
        self.header_hash: Final = self._aad

    def feed(self, clear_bytes: bytes) -> bytes:
        """Ciphertext that is complete now; often nothing."""
        self._held += clear_bytes
        out = bytearray()
        # A full chunk is held back until more comes: only then is it known not to be the last one.
        while len(self._held) > CHUNK_BYTES:
            out += self._seal(bytes(self._held[:CHUNK_BYTES]), is_last=False)
            del self._held[:CHUNK_BYTES]
        return bytes(out)

    def finish(self) -> bytes:
        """The last chunk. The sealer cannot be used after it."""
        last = self._seal(bytes(self._held), is_last=True)
        self._held.clear()
        return last

    def _seal(self, clear_chunk: bytes, *, is_last: bool) -> bytes:
        if self._number >= MAX_CHUNKS:
            raise CustodyError("the sealed segment is finished or too long")
        sealed = self._cipher.encrypt(_nonce(self._number, is_last=is_last), clear_chunk, self._aad)
        self._number = MAX_CHUNKS if is_last else self._number + 1
        return sealed


def read_header(untrusted_file: ByteReader) -> tuple[Header, bytes]:
    """The header and its bytes as they stand; the file is left at its first chunk. Needs no key."""
    preamble = untrusted_file.read(_PREAMBLE.size)
    if len(preamble) != _PREAMBLE.size:
        raise CustodyError("the sealed file ends before its header")
    magic, version, length = _PREAMBLE.unpack(preamble)
    if magic != MAGIC:
        raise CustodyError("this is not a sealed file")
    if version != VERSION:
        raise CustodyError(f"the sealed file has version {version}, this program reads {VERSION}", "update Groundglass")
    if length > MAX_HEADER_BYTES:
        raise CustodyError("the header of a sealed segment is too long")
    encoded = untrusted_file.read(length)
    if len(encoded) != length:
        raise CustodyError("the sealed file ends inside its header")
    return parse_header(encoded), encoded


def open_sealed(untrusted_file: ByteReader, header: Header, encoded: bytes, file_key: bytes) -> Iterator[bytes]:
    """Yield the clear bytes, chunk by chunk, of a file that `read_header` has begun.

    1. The key is the one the header commits to.
    2. Each chunk authenticates under its number and the header, before a byte of it is given.
    3. The last chunk says that it is the last, and nothing follows it.

    Raises `CustodyError` where one of these fails; what was yielded before was authentic.
    """
    check_key(header, file_key)  # 1
    cipher = _payload_cipher(file_key, header.segment)
    aad = header_hash(encoded)
    held = untrusted_file.read(CHUNK_BYTES + TAG_BYTES)
    for number in range(MAX_CHUNKS):
        following = untrusted_file.read(CHUNK_BYTES + TAG_BYTES)
        try:  # 2, 3
            yield cipher.decrypt(_nonce(number, is_last=not following), held, aad)
        except InvalidTag as error:
            raise CustodyError(
                f"chunk {number} of the sealed file was changed, cut off or moved", "fetch the file again"
            ) from error
        if not following:
            return
        held = following
    raise CustodyError("the sealed file has more chunks than a segment can have")
