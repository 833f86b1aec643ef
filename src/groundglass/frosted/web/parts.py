"""Answers that are sent as they are made, and cannot fail after they have begun without being seen to.

Apart because several routes do it: the first part is made before the answer begins, so that what is not there is a
problem with a status, and not a torn file.
"""

from __future__ import annotations

from collections.abc import AsyncIterator


async def begun(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same parts; whatever goes wrong before the first one is raised here."""
    return _with_first(await anext(parts), parts)


async def _with_first(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for part in rest:
        yield part
