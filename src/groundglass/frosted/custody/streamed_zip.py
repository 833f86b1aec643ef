"""A zip file that is written as it is sent: nothing of it is ever whole in memory or on disk.

Apart because bundles and evidence are both made so. Nothing is compressed (what is large is ciphertext or video), so
any unzip program, and a page of code, can read them.
"""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator
from typing import Final

# The format knows no time before 1980; a moment here would say when somebody fetched it, which the ledger says better.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


class StreamedZip:
    """Each call gives the bytes to send next; `finish` gives the last ones. Without them it is no zip file."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_STORED)

    def small(self, name: str, body: bytes) -> bytes:
        """A member that is in memory."""
        self._zip.writestr(_named(name), body)
        return self._sink.taken()

    async def large(self, name: str, parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """A member that comes in parts."""
        with self._zip.open(_named(name), "w", force_zip64=True) as member:
            async for part in parts:
                member.write(part)
                yield self._sink.taken()
        yield self._sink.taken()

    def finish(self) -> bytes:
        """The directory."""
        self._zip.close()
        return self._sink.taken()


class _Sink:
    """What the zip writes into: cannot seek, and is emptied as it is sent."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, part: bytes, /) -> int:
        self._held += part
        return len(part)

    def flush(self) -> None:
        """There is nothing between this and `taken`."""

    def close(self) -> None:
        """What was written stays to be taken."""

    def taken(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held


def _named(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _NO_TIME)
    member.external_attr = 0o644 << 16
    return member
