"""What follows from events, for as long as the server runs: the desk's rounds, and what is sent outside.

Apart from front.py because it faces nobody; it reads what is durable, so it may start late and be stopped at any time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from groundglass.clock import Clock
from groundglass.frosted.events.house import Events
from groundglass.frosted.incidents.desk import Desk
from groundglass.frosted.incidents.rounds import Rounds
from groundglass.frosted.outbound.outbound import Outbound


class Telling:
    """Starts at once; `close` and wait."""

    def __init__(self, desk: Desk, outbound: Outbound, events: Events, clock: Clock) -> None:
        self._desk = desk
        self._outbound = outbound
        self._events = events
        self._rounds = Rounds(desk, events.log, clock)
        running: dict[str, Coroutine[Any, Any, None]] = {
            "desk": self._rounds.run(),
            "couriers": outbound.courier.run(),
            "events heard": self._hear_events(),
            "incidents heard": self._hear_incidents(),
        }
        self._tasks = [asyncio.create_task(task, name=name) for name, task in running.items()]

    async def close(self) -> None:
        """Stop; what waits to be sent is sent after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _hear_events(self) -> None:
        # Only a knock: what is new is read from the store, so one waiting event says as much as a thousand.
        with self._events.stream.listen(most=1) as heard:
            async for _ in heard:
                self._rounds.wake()
                self._outbound.courier.wake()

    async def _hear_incidents(self) -> None:
        async with self._desk.watch() as changes:
            async for _ in changes:
                self._outbound.courier.wake()
