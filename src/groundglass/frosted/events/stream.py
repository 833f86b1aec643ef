"""Where accepted events are handed on: each listener gets every event from its beginning on, in order.

An event is published only once it is durable, so whoever acts on one will find it in the store after a crash. A
listener that falls behind loses the oldest and is told how many; the store still has them. Belongs to the event loop.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Final

from groundglass.frosted.events.occurred import EventOccurred

MOST_WAITING: Final = 10_000


class Listener:
    """Iterate it: `async for event in listener`. `missed_total` counts what was dropped unread."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self.missed_total = 0
        self._most = most
        self._waiting: deque[EventOccurred] = deque()
        self._woken = asyncio.Event()
        self._is_over = False

    def give(self, event: EventOccurred) -> None:
        """Never waits."""
        if len(self._waiting) >= self._most:
            self._waiting.popleft()
            self.missed_total += 1
        self._waiting.append(event)
        self._woken.set()

    def end(self) -> None:
        """What waits can still be read; then the iteration ends."""
        self._is_over = True
        self._woken.set()

    def __aiter__(self) -> AsyncIterator[EventOccurred]:
        return self

    async def __anext__(self) -> EventOccurred:
        while not self._waiting:
            if self._is_over:
                raise StopAsyncIteration
            self._woken.clear()
            await self._woken.wait()
        return self._waiting.popleft()


class EventStream:
    """Owned by `Events`; everybody else listens."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    @contextmanager
    def listen(self, *, most: int = MOST_WAITING) -> Iterator[Listener]:
        """Hear every event that is published inside the block."""
        listener = Listener(most)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def publish(self, event: EventOccurred) -> None:
        """The event is durable: tell everybody."""
        for listener in self._listeners:
            listener.give(event)

    def close(self) -> None:
        """No more events come."""
        for listener in self._listeners:
            listener.end()
