"""The desk's side of cameras that other machines keep: the `CameraControl` of a site with outposts.

It starts no worker. What is wanted goes to whoever places cameras (placement.py); where they are placed, the outposts
are told to keep them, over their links. All of that is one loop that compares what should be with what is, whenever
either changed:

1. A machine keeps a camera that it should not: it is told to leave it, and has when it answers.
2. A machine should keep a camera and does not, or with other settings: it is told to, with the camera's place and
   sealing order as they are now. Its lease, not this desk, decides that only one machine has it; a machine that waits
   for a lease asks again.

What a restarted desk finds being kept, it leaves alone: it decides nothing until the machines have said how much their
cameras take, or have had the time to. Without that a machine that is well filled would be taken for too full.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.engine.outpost.drained import DrainedNodes
from groundglass.engine.outpost.hearing import Hearing, Keeping, heard
from groundglass.engine.outpost.least_loaded import Candidate
from groundglass.engine.outpost.link import NodeLink
from groundglass.engine.outpost.machines import Machines, NodeShown
from groundglass.engine.placement import Grade, Need, Placed, Placement, lowered
from groundglass.errors import GroundglassError, NotFound
from groundglass.frosted.cameras import CameraBook, CameraRecord, Order, Probe
from groundglass.frosted.relay.heard import HeardMarks
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.lease import NodeName
from groundglass.frosted.store.lease_book import LeaseBook
from groundglass.pane.control import Forget, encode_order
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.settings import SecretAddress, Transport, WorkerSettings
from groundglass.pane.status import CameraState, Cause
from groundglass.pane.trust import TrustOrder

LOOK_EVERY_S: Final = 0.5
AGREE_EVERY_S: Final = 2.0
NEEDS_EVERY_S: Final = 5.0
TOLD_AT_ONCE: Final = 64

_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeskParts:
    """What the desk's house gives. `settings` composes what a camera's worker is told now, place and sealing included;
    `need` says what it takes; `settle` writes what was heard, and says whether it could."""

    book: CameraBook
    board: StateBoard
    leases: LeaseBook
    marks: HeardMarks
    drained: DrainedNodes
    secret: ClusterSecret
    clock: Clock
    settings: Callable[[CameraId], Awaitable[WorkerSettings]]
    need: Callable[[CameraRecord], Need]
    hearing: Callable[[Callable[[CameraId], Keeping | None]], Hearing]
    settle: Callable[[], Awaitable[bool]]


@dataclass(slots=True)
class _Wanted:
    """A camera that is to be kept. `base`: its settings without what changes by itself."""

    record: CameraRecord
    base: WorkerSettings


class OutpostControl:
    """`start_all` once, `close` at the end. Belongs to the event loop's thread."""

    def __init__(
        self, parts: DeskParts, make_placement: Callable[[Callable[[], tuple[Candidate, ...]]], Awaitable[Placement]]
    ) -> None:
        self._parts = parts
        self._make_placement = make_placement
        self._wanted: dict[CameraId, _Wanted] = {}
        self._placed: dict[CameraId, Placed] = {}
        self._keeping: dict[CameraId, Keeping] = {}
        self._machines = Machines(
            parts.leases, parts.secret, parts.clock,
            marks=parts.marks, take=parts.hearing(self._keeping.get).take, settle=parts.settle, changed=self._kick,
        )  # fmt: skip
        self._needs: tuple[Need, ...] | None = None
        self._told_drained: frozenset[NodeName] = frozenset()
        self._turns: defaultdict[CameraId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._to_forget: set[CameraId] = set()
        self._woken = asyncio.Event()
        self._placement: Placement | None = None
        self._is_heard = False  # nothing is placed before
        self._tasks: list[asyncio.Task[None]] = []
        self._agreeing: dict[NodeName, asyncio.Task[None]] = {}
        self._to_agree_again: set[NodeName] = set()
        self._is_closed = False
        self._tag_key = parts.secret.key("outpost/tags/v1")

    @property
    def drained(self) -> frozenset[NodeName]:
        """The machines that are to be empty."""
        return self._parts.drained.now

    def pids(self) -> dict[CameraId, int]:
        """No worker is a process of this machine."""
        return {}

    def nodes(self) -> tuple[NodeShown, ...]:
        """Every machine that was there within a day, by name."""
        return self._machines.shown(self.drained)

    def placed(self, camera: CameraId) -> Placed | None:
        """Where a camera is to be kept, and in which grade; None while that is not decided."""
        return self._placed.get(camera)

    async def drain(self, node: NodeName, on: bool) -> None:
        """Empty a machine for maintenance, or let it be filled again; `NotFound` for one nobody has seen."""
        if on and not self._machines.is_known(node):
            raise NotFound(f"there is no node {node}", "see which there are: groundglass node list")
        await asyncio.to_thread(self._parts.drained.drain, node, on)
        await self._tell_placement()

    async def start(self, camera: CameraId) -> None:
        """Have the camera kept from its record; returns before it is."""
        async with self._turns[camera]:
            await self._want(await self._parts.book.get(camera))
        await self._tell_placement()

    async def stop(self, camera: CameraId) -> None:
        """End its worker, wherever it is, and wait for it."""
        async with self._turns[camera]:
            await self._unwant(camera)
            self._parts.board.switch_off(camera)
        await self._tell_placement()

    async def restart(self, camera: CameraId) -> None:
        """Have it kept with its record as it is now; its worker is another one afterwards.

        What changed is told in one wish: a desk that is killed meanwhile leaves a camera that is kept one way or the
        other. The same wish again would change nothing, so then the camera is left first.
        """
        async with self._turns[camera]:
            before = self._wanted.get(camera)
            await self._want(await self._parts.book.get(camera))
            wanted = self._wanted.get(camera)
            if wanted is not None:
                if before is None or before.base == wanted.base:
                    await self._leave(camera)
                await self._tell_at_once(camera, wanted)
                self._say(camera, CameraState.CONNECTING, Cause.FIRST_ATTEMPT)
        await self._tell_placement()

    async def order(self, camera: CameraId, order: Order) -> None:
        """Pass an order to the worker, or raise `NotFound` when none runs."""
        keeping = self._keeping.get(camera)
        link = self._machines.link(keeping.node if keeping is not None else None)
        if isinstance(order, Forget):
            self._to_forget.add(camera)  # until a machine has done it: one that is away keeps the place it has
        if link is None:
            raise NotFound(f"camera {camera} is not running", "switch it on, or wait until its machine is back")
        await link.ask("order", {"camera": camera}, encode_order(order))
        if isinstance(order, Forget):
            self._to_forget.discard(camera)

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        """As `Machines.probe`."""
        return await self._machines.probe(address, transport, trust)

    async def start_all(self) -> None:
        """Find out what is kept where, then have every camera kept that is switched on."""
        parts = self._parts
        now = Instant90k(parts.clock.now_90k())
        await parts.marks.load()
        for holder in await parts.leases.holders():
            self._keeping[holder.camera] = Keeping(holder.node, now)
        await self._machines.look()
        for record in await parts.book.list():
            if record.enabled:
                await self._want(record)
        self._placement = await self._make_placement(self._machines.candidates)
        works = (self._look_always(), self._place_always(self._placement), self._agree_always())
        self._tasks = [asyncio.create_task(work, name="desk of outposts") for work in works]

    def present(self) -> dict[CameraId, NodeName]:
        """Where cameras were when the desk began: they stay there."""
        return {camera: keeping.node for camera, keeping in self._keeping.items()}

    async def close(self) -> None:
        """Hang up. The outposts go on."""
        self._is_closed = True
        tasks = (*self._tasks, *self._agreeing.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._machines.close()
        if self._placement is not None:
            await self._placement.close()

    async def _want(self, record: CameraRecord) -> None:
        if self._is_closed:
            return
        if not record.enabled:
            await self._unwant(record.id)
            self._parts.board.switch_off(record.id)
            return
        settings = await self._parts.settings(record.id)
        self._wanted[record.id] = _Wanted(record, _base(settings))
        if self._parts.board.report(record.id).state is None:
            self._parts.board.set_state(record.id, CameraState.CONNECTING, Cause.FIRST_ATTEMPT)

    async def _unwant(self, camera: CameraId) -> None:
        if self._wanted.pop(camera, None) is not None:
            await self._leave(camera)
            self._keeping.pop(camera, None)

    async def _leave(self, camera: CameraId) -> None:
        """Have whoever keeps it end its worker. A machine that is not there does when it is back."""
        links = [link for link in self._machines.links.values() if camera in (link.tags or {})]
        await asyncio.gather(*(self._tell_to_leave(link, camera) for link in links))

    async def _tell_placement(self) -> None:
        rest = self._parts
        needs = tuple(rest.need(wanted.record) for _, wanted in sorted(self._wanted.items()))
        is_new = (needs, self.drained) != (self._needs, self._told_drained)
        if self._placement is not None and self._is_heard and is_new:
            self._needs, self._told_drained = needs, self.drained
            await self._placement.want(needs, self.drained)
        self._woken.set()

    async def _look_always(self) -> None:
        """Which machines there are, and what cameras need by now."""
        needs_s = self._parts.clock.monotonic_s()
        while True:
            await self._parts.clock.sleep(LOOK_EVERY_S)
            try:
                await self._machines.look()
            except (DBAPIError, OSError):
                continue  # what was known of the machines still holds; the store's own trouble is shown elsewhere
            for camera, keeping in self._keeping.items():
                if camera in self._wanted and self._machines.is_gone(keeping.node):
                    self._say(camera, CameraState.LOST, Cause.NODE_AWAY)
            if self._parts.clock.monotonic_s() - needs_s >= NEEDS_EVERY_S:
                needs_s = self._parts.clock.monotonic_s()
                await self._tell_placement()

    def _kick(self) -> None:
        self._woken.set()

    async def _place_always(self, placement: Placement) -> None:
        await heard(self._parts.board, self._keeping.keys() & self._wanted.keys(), self._parts.clock)
        self._is_heard = True
        await self._tell_placement()
        await self._follow_placement(placement)

    async def _follow_placement(self, placement: Placement) -> None:
        while True:
            try:
                placed = await placement.changes()
            except GroundglassError as error:
                _logger.warning("where cameras are to be kept is not known: %s", error.message)
                await self._parts.clock.sleep(AGREE_EVERY_S)
                continue
            now = Instant90k(self._parts.clock.now_90k())
            self._placed = {one.camera: one for one in placed}
            for one in placed:
                if one.node is None:
                    self._say(one.camera, CameraState.FAULT, Cause.NO_ROOM)
                else:
                    there = self._keeping.get(one.camera)
                    since = there.since if there is not None and there.node == one.node else now
                    self._keeping[one.camera] = Keeping(one.node, since, one.step.grade is not Grade.FULL)
            self._woken.set()

    async def _agree_always(self) -> None:
        """Compare and tell, whenever something changed, and every two seconds in case something was missed. A machine
        that is slow to answer holds up no other."""
        while True:
            try:
                async with asyncio.timeout(AGREE_EVERY_S):
                    await self._woken.wait()
            except TimeoutError:
                pass
            self._woken.clear()
            for link in tuple(self._machines.links.values()):
                running = self._agreeing.get(link.node)
                if running is None or running.done():
                    self._agreeing[link.node] = asyncio.create_task(self._agree_once(link))
                else:
                    self._to_agree_again.add(link.node)

    async def _agree_once(self, link: NodeLink) -> None:
        try:
            await self._agree(link)
        except Exception:
            # The edge of one machine: whatever went wrong with it must not end the telling of the others.
            _logger.exception("node %s: what it is to keep could not be told", link.node)
        if link.node in self._to_agree_again:
            self._to_agree_again.discard(link.node)
            self._woken.set()

    async def _agree(self, link: NodeLink) -> None:
        tags = link.tags
        if tags is None:
            return
        placed = (one for one in self._placed.values() if one.camera in self._wanted)
        here = {one.camera: one for one in placed if one.node == link.node}
        surplus = [one for one in map(CameraId, tags) if one not in here and self._is_to_leave(link.node, one)]
        await _in_turns(self._tell_to_leave(link, camera) for camera in surplus)  # 1
        await _in_turns(self._tell_to_keep(link, one) for one in here.values())  # 2
        await _in_turns(self._tell_to_forget(link, camera) for camera in self._to_forget & here.keys())

    def _is_to_leave(self, node: NodeName, camera: CameraId) -> bool:
        """What no machine has room for goes on where it is, and so does what a machine kept that was not heard when
        that was decided; unless it is to be empty."""
        placed = self._placed.get(camera)
        has_other = placed is not None and (placed.node is not None or node in self.drained)
        return has_other or camera not in self._wanted

    async def _tell_to_keep(self, link: NodeLink, placed: Placed) -> None:
        async with self._turns[placed.camera]:
            wanted = self._wanted.get(placed.camera)
            if wanted is not None:
                await self._tell_wish(link, placed, wanted)

    async def _tell_at_once(self, camera: CameraId, wanted: _Wanted) -> None:
        """Where it is placed, if that machine is there; else the next rounds tell. For whoever has its turn."""
        placed = self._placed.get(camera)
        link = self._machines.link(placed.node) if placed is not None else None
        if placed is not None and link is not None:
            await self._tell_wish(link, placed, wanted)

    async def _tell_wish(self, link: NodeLink, placed: Placed, wanted: _Wanted) -> None:
        camera, tag = placed.camera, self._tag(lowered(wanted.base, placed.step))
        if link.tags is None or link.tags.get(camera) == tag:
            return
        try:
            settings = lowered(await self._parts.settings(camera), placed.step)
            await link.ask("keep", {"tag": tag}, encode_order(settings))
        except GroundglassError as error:
            _logger.warning("camera %s: %s", camera, error.message, extra={"camera": camera})
            return
        except DBAPIError:
            return  # the store is away: the next round tries again
        if link.tags is not None:
            link.tags[camera] = tag

    async def _tell_to_forget(self, link: NodeLink, camera: CameraId) -> None:
        try:
            await link.ask("order", {"camera": camera}, encode_order(Forget()))
        except NotFound:
            pass  # No worker runs, and none that is started will be given it.
        except GroundglassError as error:
            _logger.warning("camera %s: %s", camera, error.message, extra={"camera": camera})
            return
        self._to_forget.discard(camera)

    async def _tell_to_leave(self, link: NodeLink, camera: CameraId) -> None:
        try:
            await link.ask("leave", {"camera": camera})
        except GroundglassError as error:
            _logger.warning("camera %s: %s", camera, error.message, extra={"camera": camera})
            return
        if link.tags is not None:
            link.tags.pop(camera, None)

    def _tag(self, base: WorkerSettings) -> str:
        """A name for settings: the same for the same, and nothing can be read from it but that."""
        return hmac.digest(self._tag_key, encode_order(base), "sha256").hex()[:32]

    def _say(self, camera: CameraId, state: CameraState, cause: Cause) -> None:
        said = self._parts.board.report(camera)
        if (said.state, said.cause) != (state, cause):
            self._parts.board.set_state(camera, state, cause)


def _base(settings: WorkerSettings) -> WorkerSettings:
    sealing = replace(settings.sealing, chain=0, previous=bytes(32)) if settings.sealing is not None else None
    return replace(settings, place=None, sealing=sealing)


async def _in_turns(works: Iterable[Awaitable[None]]) -> None:
    """All of them, so many at once."""
    free = asyncio.Semaphore(TOLD_AT_ONCE)

    async def one(work: Awaitable[None]) -> None:
        async with free:
            await work

    await asyncio.gather(*(one(work) for work in works))
