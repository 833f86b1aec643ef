"""The outbox -> each channel's sender, for as long as the house runs.

One task per channel that is enabled: feed, send what is due, note what became of it, wait; and another for one that
also listens (inbound/). A channel that cannot be
reached holds up nobody else. What is sent is on record by key (`message.sent`), noted and not waited for: the outbox
itself is what proves what was to be said.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from sqlalchemy.exc import DBAPIError

from groundglass.errors import GroundglassError
from groundglass.frosted.outbound.channels import Channel, Channels
from groundglass.frosted.outbound.feeder import Feeder
from groundglass.frosted.outbound.outbox import Failed, Message, Outbox, Sent

BATCH: Final = 256
LONGEST_WAIT_S: Final = 1.0
TICK_S: Final = 5.0
AGAIN_S: Final = 5.0
END_OLD_EVERY: Final = 3600

_logger: Final = logging.getLogger(__name__)


class Sender(Protocol):
    """One kind of channel at work."""

    async def send(self, messages: Sequence[Message]) -> list[Sent | Failed]:
        """One answer for each; never raises for what the other side does."""

    async def tick(self) -> None:
        """Called every few seconds while idle."""

    async def close(self) -> None:
        """Let go of connections."""


class Notes(Protocol):
    """Where what was sent is noted: the site's ledger."""

    def note(self, kind: str, **fields: Any) -> None:
        """Never waits."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A channel that is always there: the site's own, in no list."""

    id: str
    feed: Callable[[], Awaitable[int]]
    sender: Sender


Listener = Callable[[Channel], Coroutine[Any, Any, None] | None]
"""What a channel is listened to by, for as long as it is switched on; None where there is nothing to hear."""


def silent(_: Channel) -> None:
    """No channel is listened to."""


class Courier:
    """`run` until cancelled. `changed` after a channel was added, changed or removed; `wake` when there is news."""

    def __init__(
        self,
        channels: Channels,
        outbox: Outbox,
        feeder: Feeder,
        make_sender: Callable[[Channel], Sender],
        record: Notes,
        standing: Sequence[Standing] = (),
        listener: Listener = silent,
    ) -> None:
        self._standing = standing
        self._listener = listener
        self._channels = channels
        self._outbox = outbox
        self._feeder = feeder
        self._make_sender = make_sender
        self._record = record
        self._tasks: dict[str, tuple[Channel, list[asyncio.Task[None]]]] = {}
        self._woken: dict[str, asyncio.Event] = {}
        self._changed = asyncio.Event()
        self._down: set[str] = set()  # channels of which the last batch came back whole

    def changed(self) -> None:
        """Look at the channels again."""
        self._changed.set()

    def wake(self) -> None:
        """Something may be there to be said."""
        for woken in self._woken.values():
            woken.set()

    async def run(self) -> None:
        """Keep one task per enabled channel."""
        self._changed.set()
        standing = [asyncio.create_task(self._serve(one.id, one.feed, one.sender)) for one in self._standing]
        try:
            while True:
                await self._wait_for_change()
                try:
                    await self._settle(await self._channels.list())
                    await self._outbox.end_old()
                except (GroundglassError, DBAPIError):
                    _logger.exception("the channels could not be read")
                    await asyncio.sleep(AGAIN_S)
                    self._changed.set()
        finally:
            for task in standing:
                task.cancel()
            await asyncio.gather(*standing, return_exceptions=True)
            await self._end(list(self._tasks))

    async def _wait_for_change(self) -> None:
        try:
            async with asyncio.timeout(END_OLD_EVERY):
                await self._changed.wait()
        except TimeoutError:
            pass
        self._changed.clear()

    async def _settle(self, channels: Sequence[Channel]) -> None:
        wanted: Mapping[str, Channel] = {channel.id: channel for channel in channels if channel.is_enabled}
        over = [which for which, (channel, _) in self._tasks.items() if wanted.get(which) != channel]
        await self._end(over)
        for which, channel in wanted.items():
            if which not in self._tasks:
                serving = self._serve(which, partial(self._feeder.feed, channel), self._make_sender(channel))
                tasks = [asyncio.create_task(serving, name=f"channel {which}")]
                if (listening := self._listener(channel)) is not None:
                    tasks.append(asyncio.create_task(listening, name=f"channel {which} listening"))
                self._tasks[which] = (channel, tasks)

    async def _end(self, which: Sequence[str]) -> None:
        tasks = [task for one in which for task in self._tasks.pop(one)[1]]
        for one in which:
            self._woken.pop(one, None)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, which: str, feed: Callable[[], Awaitable[int]], sender: Sender) -> None:
        """One channel, until cancelled."""
        woken = self._woken[which] = asyncio.Event()
        loop, ticked_s = asyncio.get_running_loop(), float("-inf")
        try:
            while True:
                try:
                    is_busy = await self._round(which, feed, sender)
                    if loop.time() - ticked_s >= TICK_S:
                        ticked_s = loop.time()
                        await sender.tick()
                    if not is_busy:
                        await self._wait(which, woken)
                except Exception:
                    # The edge of a task: one bad round must not silence a channel for good.
                    _logger.exception("channel %s could not make its round", which)
                    await asyncio.sleep(AGAIN_S)
        finally:
            await sender.close()

    async def _round(self, which: str, feed: Callable[[], Awaitable[int]], sender: Sender) -> bool:
        """Send once; whether there may be more at once. Fed only when less than a batch is due: what is not yet fed
        waits just as well where it is kept."""
        due = await self._outbox.due(which, BATCH)
        if len(due) < BATCH and await feed():
            due = await self._outbox.due(which, BATCH)
        if not due:
            return False
        answers = list(zip(due, await sender.send(due), strict=True))
        await self._outbox.note(answers)
        sent = [message.key for message, answer in answers if isinstance(answer, Sent)]
        if sent and which in self._down:
            await self._outbox.hurry(which)
        (self._down.discard if sent else self._down.add)(which)
        if sent:
            self._record.note("message.sent", channel=which, keys=sent)
        return True

    async def _wait(self, which: str, woken: asyncio.Event) -> None:
        next_s = await self._outbox.next_s(which)
        longest_s = LONGEST_WAIT_S if next_s is None else min(LONGEST_WAIT_S, max(next_s, 0.02))
        try:
            async with asyncio.timeout(longest_s):
                await woken.wait()
        except TimeoutError:
            pass
        woken.clear()
