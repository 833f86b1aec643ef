"""What the desk does by the clock: hears new events, reminds of steps that are due, ends what is old.

Events are read from their store by number, not only from the stream: whatever was accepted while nobody listened,
or just before a crash, is heard at the next start. The mark is moved after an event was dealt with, and dealing
with one twice does nothing twice (`Desk.hear`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Final, Protocol

from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.errors import GroundglassError
from groundglass.frosted.events.occurred import EventOccurred
from groundglass.frosted.incidents.desk import Desk
from groundglass.frosted.incidents.happening import happening_of
from groundglass.frosted.store.catalog import store_error

ROUND_S: Final = 1.0
REMIND_EVERY_S: Final = 5.0
KEEP_S: Final = 365 * 86_400.0
AT_ONCE: Final = 500
_MARK: Final = "desk"
_END_EVERY_S: Final = 3600.0

_logger: Final = logging.getLogger(__name__)


class EventsKept(Protocol):
    """The store of events, as far as readers need it."""

    async def after(self, event: int, limit: int) -> Sequence[EventOccurred]:
        """Events with a higher number, in order."""


class Rounds:
    """`run` until cancelled. `wake` when an event was accepted, so that nobody waits for the next round."""

    def __init__(self, desk: Desk, events: EventsKept, clock: Clock, *, keep_s: float = KEEP_S) -> None:
        self._desk = desk
        self._events = events
        self._clock = clock
        self._keep_s = keep_s
        self._woken = asyncio.Event()
        self.trouble = ""

    def wake(self) -> None:
        """There is something new."""
        self._woken.set()

    async def run(self) -> None:
        """Make rounds. What fails is said and tried again: the desk must not fall silent for one bad minute."""
        reminded_s = ended_s = float("-inf")
        while True:
            now_s = self._clock.monotonic_s()
            try:
                await self.hear_new()
                if now_s - reminded_s >= REMIND_EVERY_S:
                    reminded_s = now_s
                    await self._desk.remind()
                if now_s - ended_s >= _END_EVERY_S:
                    ended_s = now_s
                    await self._desk.end_old(self._keep_s)
                self._say("")
            except GroundglassError as error:
                self._say(error.message)
            except DBAPIError as error:
                self._say(store_error("could not use the catalog", error).message)
            except Exception:
                # The edge of a task: a mistake in one round must not end all rounds.
                _logger.exception("the desk could not make its round")
            await self._wait()

    def _say(self, trouble: str) -> None:
        """Once when something keeps the desk from its rounds, and once when they go on."""
        if trouble and trouble != self.trouble:
            _logger.warning("the desk could not make its round, and tries again: %s", trouble)
        elif self.trouble and not trouble:
            _logger.warning("the desk makes its rounds again")
        self.trouble = trouble

    async def hear_new(self) -> int:
        """Deal with every event since the mark; how many there were."""
        count, mark = 0, await self._desk.book.mark(_MARK)
        while found := await self._events.after(mark, AT_ONCE):
            for event in found:
                await self._desk.hear(happening_of(event))
            mark = found[-1].id
            await self._desk.book.set_mark(_MARK, mark)
            count += len(found)
        return count

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(ROUND_S):
                await self._woken.wait()
        except TimeoutError:
            pass
        self._woken.clear()
