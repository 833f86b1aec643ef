"""Secrets that do not speak, and the different type that may be stored.

A token is 32 random bytes, shown to its owner once as text. The database keeps only its SHA-256: with 256
bits of chance there is nothing to guess, so a slow hash would buy nothing. The two are two types, so that
storing the wrong one does not pass the type checker, and neither prints itself.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from typing import Final, NewType, NoReturn, Protocol, final

from groundglass.errors import NotSignedIn

Random = Callable[[int], bytes]
"""That many unpredictable bytes: `secrets.token_bytes`, or a counter in a test."""

TokenHash = NewType("TokenHash", bytes)
"""SHA-256 of a token, 32 bytes. May be stored; opens nothing."""

TOKEN_BYTES: Final = 32
_TEXT_LENGTH: Final = 43


@final
class Token:
    """A raw session id, link token or machine token. Sensitive; never stored in the database.

    It has no equality but `matches`, which takes the same time wherever two tokens differ.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    @classmethod
    def make(cls, random: Random) -> Token:
        """A new one."""
        return cls(random(TOKEN_BYTES))

    @classmethod
    def parse(cls, untrusted_text: str) -> Token:
        """The token in a cookie, header or link, or `NotSignedIn`."""
        if len(untrusted_text) != _TEXT_LENGTH or not untrusted_text.isascii():
            raise NotSignedIn("this is not a sign-in token")
        try:
            raw = base64.b64decode(untrusted_text + "=", altchars=b"-_", validate=True)
        except binascii.Error:
            raise NotSignedIn("this is not a sign-in token") from None
        return cls(raw)

    def reveal(self) -> str:
        """As text for its owner: 43 characters that need no escaping in a URL or cookie."""
        return base64.urlsafe_b64encode(self._raw).decode().rstrip("=")

    def stored(self) -> TokenHash:
        """What the database may keep of it."""
        return TokenHash(hashlib.sha256(b"groundglass token\0" + self._raw).digest())

    def matches(self, other: Token) -> bool:
        """Whether both are the same, in constant time."""
        return hmac.compare_digest(self._raw, other._raw)

    def __repr__(self) -> str:
        return "<Token>"

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("tokens are compared with `matches` only")

    def __hash__(self) -> NoReturn:
        raise TypeError("a token is no key; use `stored()`")


class UsedElsewhere(Protocol):
    """Where tokens are looked up but not written: is told of one whose use should be noted. Neither call waits."""

    def session(self, token: Token) -> None:
        """This session is in use."""

    def program(self, untrusted_text: str) -> None:
        """This API token is in use; as it was shown."""
