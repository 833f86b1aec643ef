"""The desk's side of Ray: says what cameras need, hears where their reservations lie, and deals when cores are short.

Apart from reserving.py, which is another process: when Ray or that process is away, the last decision stands, cameras
go on where they are, and another process is started. Nothing here waits for Ray.

A camera that lost its place is not said to be without one for `PATIENCE_S`: Ray finds another sooner than that if there
is one. Then room is made (room.py). Who yielded comes back after `YIELD_S`, and lowered cameras are raised after
`CALM_S` in which nobody waited.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from dataclasses import replace
from typing import Final

from groundglass.clock import Clock
from groundglass.engine.backoff import Backoff
from groundglass.engine.placement import Need, Placed
from groundglass.engine.ray.access import RayAccess, require_ray
from groundglass.engine.ray.room import Deal, Room, make_room, raise_again
from groundglass.engine.ray.spoken import MAX_LINE_BYTES, Answer, Ask, Reservation, encode_ask, parse_answer
from groundglass.errors import EngineError, GroundglassError
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId

PATIENCE_S: Final = 3.0
YIELD_S: Final = 30.0
CALM_S: Final = 20.0
LOOK_EVERY_S: Final = 1.0
END_S: Final = 5.0
_MODULE: Final = "groundglass.engine.ray.reserving"

_logger: Final = logging.getLogger(__name__)


class RayPlacement:
    """`engine.placement.Placement`, decided by Ray. Made by `open`; belongs to the event loop's thread."""

    def __init__(self, access: RayAccess, clock: Clock) -> None:
        self._access = access
        self._clock = clock
        self._dealer = Dealer(clock)
        self._answer: Answer | None = None  # None: nothing heard since this desk started
        self._lost_s: dict[CameraId, float] = {}  # since when a camera has had no place
        self._last: dict[CameraId, NodeName] = {}  # where it lay
        self._has_wish = False
        self._told: tuple[Placed, ...] | None = None
        self._heard = asyncio.Event()  # for `changes`
        self._stirred = asyncio.Event()  # for the conversation
        self._running: asyncio.Task[None] | None = None

    @classmethod
    def open(cls, access: RayAccess, clock: Clock) -> RayPlacement:
        """Start speaking with Ray; `EngineError` where it is not installed. Returns before Ray has answered."""
        require_ray()
        placement = cls(access, clock)
        placement._running = asyncio.create_task(placement._run(), name="placement by Ray")
        return placement

    async def want(self, needs: tuple[Need, ...], drained: frozenset[NodeName]) -> None:
        """As in `Placement`."""
        self._dealer.want(needs, drained)
        self._has_wish = True
        self._stirred.set()
        self._heard.set()

    async def changes(self) -> tuple[Placed, ...]:
        """As in `Placement`. A camera that is new, or was unknown to this desk, is left out until Ray has had time."""
        while True:
            now = self._decided()
            if now is not None and now != self._told:
                self._told = now
                return now
            await _stir(self._heard)

    async def close(self) -> None:
        """As in `Placement`."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def rooms(self) -> tuple[Room, ...]:
        """The nodes that Ray says are there."""
        return self._answer.rooms if self._answer is not None else ()

    def _decided(self) -> tuple[Placed, ...] | None:
        """Where everybody is to be, as far as it is known; None before Ray has spoken once."""
        if self._answer is None:
            return None
        now_s, placed = self._clock.monotonic_s(), []
        for camera, need in sorted(self._dealer.needs.items()):
            node = self._answer.at.get(camera)
            if node is not None:
                self._last[camera] = node
                self._lost_s.pop(camera, None)
            elif now_s - self._lost_s.setdefault(camera, now_s) < PATIENCE_S and camera not in self._last:
                continue
            elif now_s - self._lost_s[camera] < PATIENCE_S:
                node = self._last[camera]
            placed.append(Placed(camera, node, need.steps[self._dealer.steps.get(camera, 0)]))
        for gone in self._last.keys() - self._dealer.needs.keys():
            del self._last[gone]
        return tuple(placed)

    async def _run(self) -> None:
        """One conversation after another, for ever."""
        backoff = Backoff()
        while True:
            began_s = self._clock.monotonic_s()
            try:
                await self._converse()
            except (GroundglassError, OSError) as error:
                _logger.warning("cameras stay where they are, since Ray does not answer: %s", error)
            except Exception:
                # The edge of a task: a desk that cannot place cameras must go on showing them.
                _logger.exception("cameras stay where they are, since placing them failed")
            backoff = backoff.after(self._clock.monotonic_s() - began_s)
            await self._clock.sleep(max(1.0, backoff.wait_s))

    async def _converse(self) -> None:
        """With one process, until it ends."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", _MODULE, self._access.address, self._access.site,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env=self._access.environment(os.environ), limit=MAX_LINE_BYTES, start_new_session=True,
        )  # fmt: skip
        if process.stdin is None or process.stdout is None:
            raise EngineError("the reserving process was started without its pipes")
        listening = asyncio.create_task(self._listen(process.stdout))
        asked: dict[CameraId, Reservation] | None = None
        drained: frozenset[NodeName] = frozenset()
        try:
            while not listening.done():
                if self._answer is not None and asked is not None:
                    self._dealer.deal(self._answer)
                if self._has_wish:
                    now = self._dealer.reservations(asked or {}, self._answer)
                    ask = _difference(asked, now, drained, self._dealer.drained)
                    asked, drained = now, self._dealer.drained
                    if ask is not None:
                        process.stdin.write(encode_ask(ask))
                        await process.stdin.drain()
                await _stir(self._stirred)
            await listening
            raise EngineError("the reserving process ended", f"is Ray's head running at {self._access.address}?")
        finally:
            listening.cancel()
            process.stdin.close()
            await asyncio.gather(listening, return_exceptions=True)
            with contextlib.suppress(TimeoutError, ProcessLookupError):
                try:
                    await asyncio.wait_for(process.wait(), END_S)
                finally:
                    process.kill()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            self._answer = parse_answer(line)
            self._stirred.set()
            self._heard.set()


class Dealer:
    """Which step everybody has, and who yields: what is kept between two deals."""

    def __init__(self, clock: Clock) -> None:
        self.needs: dict[CameraId, Need] = {}
        self.steps: dict[CameraId, int] = {}
        self.drained: frozenset[NodeName] = frozenset()
        self._clock = clock
        self._waits_s: dict[CameraId, float] = {}  # since when
        self._yields_s: dict[CameraId, float] = {}
        self._calm_since_s = clock.monotonic_s()
        self._dealt_s = clock.monotonic_s()

    def want(self, needs: tuple[Need, ...], drained: frozenset[NodeName]) -> None:
        """The whole wish."""
        self.needs = {need.camera: need for need in needs}
        for known in (self.steps, self._waits_s, self._yields_s):
            for camera in known.keys() - self.needs.keys():
                del known[camera]
        for camera, step in self.steps.items():
            self.steps[camera] = min(step, len(self.needs[camera].steps) - 1)
        self.drained = drained

    def deal(self, answer: Answer) -> None:
        """Lower, let yield or raise, as the module says. Called about once a second."""
        now_s = self._clock.monotonic_s()
        rooms = [room for room in answer.rooms if room.node not in self.drained]
        open_nodes = {room.node for room in rooms}
        at = {camera: node for camera, node in answer.at.items() if node in open_nodes and camera in self.needs}
        waiting = self.needs.keys() - at.keys() - self._yields_s.keys()
        self._waits_s = {camera: self._waits_s.get(camera, now_s) for camera in waiting}
        if waiting:
            self._calm_since_s = now_s
        patient = {camera for camera in waiting if now_s - self._waits_s[camera] >= PATIENCE_S}
        asking = [need for camera, need in self.needs.items() if camera in at or camera in patient]
        if patient and now_s - self._dealt_s >= PATIENCE_S:
            deal = make_room(asking, at, self.steps, rooms)
            self._follow(deal, now_s)
        elif not waiting and now_s - self._calm_since_s >= CALM_S:
            self._follow(raise_again(asking, at, self.steps, rooms), now_s)
            self._calm_since_s = now_s
        for camera in [one for one, since_s in self._yields_s.items() if now_s - since_s >= YIELD_S]:
            del self._yields_s[camera]

    def _follow(self, deal: Deal, now_s: float) -> None:
        self.steps.update(deal.steps)
        self._yields_s.update(dict.fromkeys(deal.yields, now_s))
        self._dealt_s = now_s

    def reservations(self, before: dict[CameraId, Reservation], answer: Answer | None) -> dict[CameraId, Reservation]:
        """What is to be reserved for everybody who does not yield."""
        wanted = {}
        for camera, need in self.needs.items():
            if camera in self._yields_s:
                continue
            step = need.steps[self.steps.get(camera, 0)]
            new = Reservation(step.cores, step.memory_bytes, need.reach, need.place, need.group)
            old = before.get(camera)
            if old is not None and replace(old, stay="") == new:
                wanted[camera] = old
            else:
                stay = answer.at.get(camera, "") if answer is not None else ""
                wanted[camera] = replace(new, stay=stay)
        return wanted


def _difference(
    before: dict[CameraId, Reservation] | None,
    now: dict[CameraId, Reservation],
    drained_before: frozenset[NodeName],
    drained: frozenset[NodeName],
) -> Ask | None:
    """What has to be said so that the process knows `now`; None when it does."""
    if before is None:
        return Ask(now, (), drained, is_whole=True)
    changed = {camera: one for camera, one in now.items() if before.get(camera) != one}
    gone = tuple(sorted(before.keys() - now.keys()))
    if not changed and not gone and drained == drained_before:
        return None
    return Ask(changed, gone, drained)


async def _stir(event: asyncio.Event) -> None:
    """Until the event, or about a second: time alone changes decisions too."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), LOOK_EVERY_S)
    event.clear()
