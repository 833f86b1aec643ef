"""The machines that a desk knows: found in the database, each with a link while it is alive.

Apart from the desk, which decides nothing about a machine but whether it is drained. A machine is there because it said
so in the database; that it is one of this site's is proven by the link.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from groundglass.clock import Clock
from groundglass.engine.outpost.desk_asks import parse_probe
from groundglass.engine.outpost.least_loaded import Candidate
from groundglass.engine.outpost.link import NodeLink
from groundglass.engine.outpost.node_facts import NodeFacts
from groundglass.errors import EngineError, GroundglassError
from groundglass.frosted.cameras import Probe
from groundglass.frosted.relay.heard import HeardMarks
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.wire import Numbered
from groundglass.frosted.store.lease import NodeName
from groundglass.frosted.store.lease_book import LeaseBook, NodeSeen
from groundglass.pane.control import encode_order
from groundglass.pane.ids import TICKS_PER_S, CameraId
from groundglass.pane.settings import SecretAddress, Transport, WorkerSettings
from groundglass.pane.status import CameraState
from groundglass.pane.trust import TrustOrder

FORGET_NODE_90K: Final = 24 * 3600 * TICKS_PER_S
PROBES_AT: Final = 4
PROBE_WITHIN_S: Final = 20.0


@dataclass(frozen=True, slots=True)
class NodeShown:
    """One machine, for people. `facts` are None until it was heard once."""

    node: NodeName
    relay: str
    is_alive: bool
    is_connected: bool
    is_drained: bool
    facts: NodeFacts | None


class Machines:
    """`look` now and then; `close` at the end. `marks`, `take`, `settle` and `changed` are the links'."""

    def __init__(
        self,
        book: LeaseBook,
        secret: ClusterSecret,
        clock: Clock,
        *,
        marks: HeardMarks,
        take: Callable[[NodeName, Numbered], None],
        settle: Callable[[], Awaitable[bool]],
        changed: Callable[[], None],
    ) -> None:
        self.links: Final[dict[NodeName, NodeLink]] = {}
        self._book = book
        self._secret = secret
        self._clock = clock
        self._marks = marks
        self._take = take
        self._settle = settle
        self._changed = changed
        self._seen: dict[NodeName, NodeSeen] = {}

    async def look(self) -> None:
        """Who is there now. Raises what the database raises; what was known holds until then."""
        now = self._clock.now_90k()
        nodes = await self._book.nodes()
        self._seen = {seen.node: seen for seen in nodes if seen.is_alive or now - seen.expires < FORGET_NODE_90K}
        for seen in self._seen.values():
            link = self.links.get(seen.node)
            if link is not None and link.relay != seen.relay:
                await self.links.pop(seen.node).close()
                link = None
            if link is None and seen.is_alive:
                self.links[seen.node] = NodeLink(
                    seen.node, seen.relay, self._secret,
                    marks=self._marks, take=self._take, settle=self._settle, changed=self._changed,
                    clock=self._clock,
                )  # fmt: skip
        for gone in [name for name in self.links if name not in self._seen]:
            await self.links.pop(gone).close()

    async def close(self) -> None:
        """Hang up on all."""
        await asyncio.gather(*(link.close() for link in self.links.values()))

    def link(self, node: NodeName | None) -> NodeLink | None:
        """A machine's link while it is connected."""
        link = self.links.get(node) if node is not None else None
        return link if link is not None and link.is_connected else None

    def is_known(self, node: NodeName) -> bool:
        """Whether it was there within a day."""
        return node in self._seen

    def is_gone(self, node: NodeName) -> bool:
        """Whether it is neither alive in the database nor heard."""
        seen = self._seen.get(node)
        return (seen is None or not seen.is_alive) and self.link(node) is None

    def candidates(self) -> tuple[Candidate, ...]:
        """Those that could keep cameras: alive, and heard once."""
        found = []
        for name, link in sorted(self.links.items()):
            seen, facts = self._seen.get(name), link.facts
            if seen is not None and seen.is_alive and facts is not None:
                cores = float(facts.cores)
                found.append(Candidate(name, cores, facts.memory_bytes, facts.reaches, facts.places))
        return tuple(found)

    def shown(self, drained: frozenset[NodeName]) -> tuple[NodeShown, ...]:
        """Every machine that was there within a day, by name."""
        found = []
        for name, seen in sorted(self._seen.items()):
            link = self.links.get(name)
            facts = link.facts if link is not None else None
            is_connected = link is not None and link.is_connected
            found.append(NodeShown(name, seen.relay, seen.is_alive, is_connected, name in drained, facts))
        return tuple(found)

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        """Try an address from up to four machines at once: not all of them reach every network. The first that sees
        pictures answers, else one of the others. `EngineError` when no machine is there."""
        links = [link for _, link in sorted(self.links.items()) if link.is_connected][:PROBES_AT]
        if not links:
            raise EngineError("no machine is there that could try this address", "start an outpost: docs/cluster.md")
        told = encode_order(WorkerSettings(CameraId("probe"), address, transport=transport, trust=trust))
        asked = [asyncio.create_task(link.ask("probe", {}, told, within_s=PROBE_WITHIN_S)) for link in links]
        last: Probe | GroundglassError = EngineError("no machine answered", "try again in a moment")
        try:
            for answering in asyncio.as_completed(asked):
                try:
                    last = parse_probe(await answering)
                except GroundglassError as error:
                    last = error if isinstance(last, GroundglassError) else last
                    continue
                if last.state is CameraState.LIVE:
                    break
        finally:
            for task in asked:
                task.cancel()
            await asyncio.gather(*asked, return_exceptions=True)
        if isinstance(last, GroundglassError):
            raise last
        return last
