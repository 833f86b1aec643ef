"""Passwords: argon2id, off the event loop, a few at a time.

Each hash takes tens of MiB and milliseconds on purpose, so at most two run at once: a flood of sign-ins
queues and does not take the memory from the recorder. There is no rule of composition, only a length;
NIST SP 800-63B says why.
"""

from __future__ import annotations

import asyncio
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from groundglass.errors import ConfigError, StoreDamaged

MIN_LENGTH: Final = 10
MAX_LENGTH: Final = 256


class Passwords:
    """Makes and checks password hashes."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = asyncio.Semaphore(2)
        # Checked in place of a hash that is not there, so that an unknown name takes as long as a known one.
        self._nobody = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """The hash to store, or `ConfigError` for a password of unsuitable length."""
        if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
            raise ConfigError(
                f"a password has {MIN_LENGTH} to {MAX_LENGTH} characters",
                "four or five unrelated words are easy to keep in mind and hard to guess",
            )
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, stored_hash: str | None, password: str) -> bool:
        """Whether the password fits. `None`, for a person without one, takes as long and never fits."""
        if len(password) > MAX_LENGTH:
            password = ""
        async with self._turns:
            fits = await asyncio.to_thread(self._fits, stored_hash or self._nobody, password)
        return fits and stored_hash is not None

    def _fits(self, stored_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored_hash, password)
        except VerificationError:
            return False
        except InvalidHashError as error:
            raise StoreDamaged("a stored password hash cannot be read", "run `groundglass check`") from error
