"""The site's key: encrypts what the catalog must hold but a copy of the catalog must not tell.

32 random bytes in a file of their own (mode 0600), so that a stray copy of the database holds no camera password. It
protects against that and nothing more: whoever reads the whole data folder has both.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from groundglass.errors import StoreDamaged
from groundglass.frosted.store.spool import flush_folder

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class SiteKey:
    """Seals small secrets. Silent in every repr."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def __repr__(self) -> str:
        return "<SiteKey>"

    @classmethod
    def open(cls, path: Path) -> SiteKey:
        """Read the key, or make one, durably, when there is none. `StoreDamaged` when the file is no key."""
        try:
            key = path.read_bytes()
        except FileNotFoundError:
            key = os.urandom(_KEY_BYTES)
            write_key(path, key)
        if len(key) != _KEY_BYTES:
            raise StoreDamaged(f"{path.name} is not a site key", "restore it from a backup, or add the cameras anew")
        return cls(key)

    def seal(self, secret: bytes, *, purpose: str) -> bytes:
        """Encrypt for one purpose (such as a camera's id); the same purpose opens it."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret, purpose.encode())

    def unseal(self, sealed: bytes, *, purpose: str) -> bytes:
        """Decrypt, or `StoreDamaged` when it was sealed with another key or for another purpose."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise StoreDamaged(
                f"could not read the address of {purpose}: it was sealed with another site key",
                "restore site.key from the same backup as the catalog, or enter the address again",
            ) from error


def write_key(path: Path, key: bytes) -> None:
    """Whole or not at all, and readable for its owner only: a half-written key would lock away what it seals."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(descriptor, key)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    part.rename(path)
    flush_folder(path.parent)
