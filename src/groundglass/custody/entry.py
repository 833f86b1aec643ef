"""Entering with a key: a custodian needs no account, because opening a challenge shows who they are.

The server seals 32 random bytes to the recipient a visitor names; who answers with the SHA-256 of what was sealed
holds the identity. Apart from shares because of what could go wrong here: a server that handed out somebody's slot as
a "challenge" would be sent the share itself if the custodian's machine just returned what it decrypted. Therefore
the content has a form of its own, the answering side refuses any other, and only a hash goes back.

    content = "GGENTRY" | version u16 = 1 | 32 random bytes          answer = SHA-256(content)
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from groundglass.errors import CustodyError

RANDOM_BYTES: Final = 32

_PREFIX: Final = b"GGENTRY\x00\x01"


def challenge_content(random: bytes) -> bytes:
    """What is sealed to the visitor's recipient."""
    if len(random) != RANDOM_BYTES:
        raise CustodyError("a challenge holds 32 random bytes")
    return _PREFIX + random


def answer_to(untrusted_content: bytes) -> bytes:
    """The answer to a challenge that was opened, on the custodian's own machine; `CustodyError` when it is none."""
    if len(untrusted_content) != len(_PREFIX) + RANDOM_BYTES or not untrusted_content.startswith(_PREFIX):
        raise CustodyError(
            "the server sent something else than a challenge, and got no answer",
            "tell the other custodians: a server that asks for this may be after your shares",
        )
    return hashlib.sha256(untrusted_content).digest()


def is_answer(content: bytes, untrusted_answer: bytes) -> bool:
    """Whether it is the answer to this challenge, in constant time."""
    return hmac.compare_digest(answer_to(content), untrusted_answer)
