"""Versions of what people write, and If-Match: a change made from an old version does not undo a newer one.

Apart from the routes because several kinds of things do the same: cameras, rules, procedures, and walls and bookmarks,
which count theirs.
A version is a hash of what was written and of nothing that changes by itself, so a camera that comes and goes keeps its
version. A camera's is keyed, since a password is in it; the key lives as long as the process, so that a restart asks
whoever held a camera's version to look again.

A change without If-Match is made as before, whatever the version. With it:

1. One change at a time of each kind, so that nothing comes between looking and writing.
2. The thing is read, and must be of the version that If-Match names.
3. It is changed.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Final

from fastapi import Header

from groundglass.errors import Outdated
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.events.parse import draft_json
from groundglass.frosted.events.rules import Rule
from groundglass.frosted.incidents.procedures import Procedure

_CHARACTERS: Final = 16

IfMatch = Annotated[
    str | None,
    Header(
        max_length=400,
        description="the version this change was made from, in quotes; a newer one is not written over",
        examples=['"0f3a9c1d2b4e5f60"'],
    ),
]


def version_of_rule(rule: Rule) -> str:
    """What the rule says; not what it counted."""
    return _named(draft_json(rule.draft), b"")


def version_of_procedure(procedure: Procedure) -> str:
    """Its name, steps and kinds, and whether it is in use."""
    return _named(procedure, b"")


class Versions:
    """Names versions of cameras and lets one change at a time happen. Owned by the event loop's thread."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def of_camera(self, record: CameraRecord) -> str:
        """What somebody wrote of a camera, its addresses included; not how it is."""
        settings = record.settings
        sub = settings.sub_address.reveal() if settings.sub_address is not None else ""
        # SecretAddress shows nothing in a repr, so the addresses go in by themselves.
        written = (record.name, record.enabled, record.position, settings, settings.address.reveal(), sub)
        return _named(written, self._key)

    @asynccontextmanager
    async def turn(self, kind: str) -> AsyncIterator[None]:
        """Alone with all things of a kind. `kind` is a word of this program, never of a request."""
        async with self._turns[kind]:
            yield


def _named(written: object, key: bytes) -> str:
    return hmac.new(key, repr(written).encode(), hashlib.sha256).hexdigest()[:_CHARACTERS]


def etag(version: str) -> str:
    """A version as it stands in a header."""
    return f'"{version}"'


def require_version(if_match: str | None, version: str, what: str) -> None:
    """`Outdated` unless the header is absent or names this version."""
    if if_match is None or if_match.strip() == "*":
        return
    if etag(version) not in {tag.strip() for tag in if_match.split(",")}:
        raise Outdated(
            f"somebody else changed this {what} meanwhile", "look at how it is now, and make your change again"
        )
