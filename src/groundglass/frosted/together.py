"""Looks that are asked for at the same moment are made once, and all who asked get the answer.

Apart because a wall of cameras is thirty requests of one session at once, and a page that everybody opens is more: each
would look up the same row. Nothing is remembered: an answer is as old as one look at the database takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

Found = TypeVar("Found")


class Together(Generic[Found]):
    """Belongs to the event loop's thread. Errors go to all who asked."""

    def __init__(self) -> None:
        self._looking: dict[Hashable, asyncio.Task[Found]] = {}

    async def ask(self, key: Hashable, look: Callable[[], Coroutine[Any, Any, Found]]) -> Found:
        """The answer to `look`, or to the one for the same key that is being made. Who stops waiting stops nobody."""
        task = self._looking.get(key)
        if task is None:
            task = self._looking[key] = asyncio.create_task(look())
            task.add_done_callback(lambda _: self._looking.pop(key))
        return await asyncio.shield(task)
