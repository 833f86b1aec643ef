"""One outpost, seen from the desk: a connection that is made again whenever it is lost.

Apart from the desk, which has many. What is heard is handed over once: after a new connection the outpost says again
what was not acknowledged, and what was taken already is left out. It is acknowledged when the desk has written it
(`settle`), so that a desk that is killed is told again; what it wrote of that is known by its mark (relay/heard.py).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from groundglass.clock import Clock
from groundglass.engine.backoff import Backoff
from groundglass.engine.outpost.node_facts import NodeFacts, parse_facts
from groundglass.errors import EngineError, GroundglassError
from groundglass.frosted.relay.asking import AskChannel, desk_channel
from groundglass.frosted.relay.heard import HeardMarks, Mark
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.wire import Numbered, Said
from groundglass.frosted.store.lease import NodeName

SETTLE_EVERY_S: Final = 2.0
FACTS_EVERY_S: Final = 2.0
FACTS_WITHIN_S: Final = 6.0
LONGEST_WAIT_S: Final = 2.0

_logger: Final = logging.getLogger(__name__)


class NodeLink:
    """`close` it at the end. `tags` is what the outpost keeps, as last known; None while it is not connected."""

    def __init__(
        self,
        node: NodeName,
        relay: str,
        secret: ClusterSecret,
        *,
        marks: HeardMarks,
        take: Callable[[NodeName, Numbered], None],
        settle: Callable[[], Awaitable[bool]],
        changed: Callable[[], None],
        clock: Clock,
    ) -> None:
        self.node: Final = node
        self.relay: Final = relay
        self.facts: NodeFacts | None = None
        self.tags: dict[str, str] | None = None
        self._secret = secret
        self._marks = marks
        self._take = take
        self._settle = settle
        self._changed = changed
        self._clock = clock
        self._channel: AskChannel | None = None
        before = marks.of(node)
        self._epoch, self._seen_before = before.epoch, before.number  # by an earlier desk, or an earlier link
        self._taken = self._settled = 0
        self._task = asyncio.create_task(self._run(), name=f"link to {node}")

    @property
    def is_connected(self) -> bool:
        """Whether the outpost is heard now, and what it keeps is known."""
        return self.tags is not None

    async def ask(self, do: str, arguments: dict[str, Any], body: bytes = b"", *, within_s: float = 30.0) -> Any:
        """The outpost's answer, its error, or `EngineError` when it is not there."""
        if self._channel is None:
            raise EngineError(
                f"node {self.node} is not connected", "its cameras are being moved; try again in a moment"
            )
        return (await self._channel.ask(do, arguments, body, within_s=within_s)).said["answer"]

    async def close(self) -> None:
        """Hang up and wait."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        backoff = Backoff()
        while True:
            began_s = self._clock.monotonic_s()
            try:
                await self._run_once()
            except GroundglassError as error:
                _logger.info("node %s: %s", self.node, error.message)
            except Exception:
                # The edge of one node: whatever went wrong with it must not end the others.
                _logger.exception("node %s: its link failed", self.node)
            finally:
                self._channel, self.tags = None, None
                self._changed()
            backoff = backoff.after(self._clock.monotonic_s() - began_s)
            await self._clock.sleep(min(LONGEST_WAIT_S, backoff.wait_s))

    async def _run_once(self) -> None:
        async with desk_channel(self.relay, self._secret, epoch=self._epoch, heard=self._settled) as channel:
            if channel.opened.node != self.node:
                raise EngineError(f"another node answers in its place: {channel.opened.node}")
            if channel.opened.epoch != self._epoch:
                self._epoch, self._seen_before, self._taken, self._settled = channel.opened.epoch, 0, 0, 0
            self._channel = channel
            tasks = [
                asyncio.create_task(channel.run(self._hear)),
                asyncio.create_task(self._ask_for_facts()),
                asyncio.create_task(self._acknowledge(channel)),
            ]
            try:
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                self._channel, self.tags = None, None  # before the goodbye, for which it may be waited
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    def _hear(self, frame: Numbered) -> None:
        if frame.number <= self._taken:
            return
        self._taken = frame.number
        if isinstance(frame, Said) and frame.number <= self._seen_before:
            return  # how a camera is, and a loss, are taken again: the board is new, and the ledger may lack it
        self._take(self.node, frame)
        self._marks.take(self.node, Mark(self._epoch, frame.number))

    async def _ask_for_facts(self) -> None:
        while True:
            self.facts = parse_facts(await self.ask("facts", {}, within_s=FACTS_WITHIN_S))
            if self.tags is None:
                self.tags = {kept.camera: kept.tag for kept in self.facts.cameras}
                self._changed()
            await self._clock.sleep(FACTS_EVERY_S)

    async def _acknowledge(self, channel: AskChannel) -> None:
        while True:
            await self._clock.sleep(SETTLE_EVERY_S)
            taken = self._taken
            if taken > self._settled and await self._settle():
                channel.heard(taken)
                self._settled = taken
