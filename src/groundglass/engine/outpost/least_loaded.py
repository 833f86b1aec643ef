"""Which machine keeps which camera, where nobody else decides: a camera stays where it is while that machine is there,
and otherwise goes to the one with the most room.

Apart from Ray's placement (engine/ray/), which the desk knows by the same name. It looks once a second; a camera that
fits nowhere in full is lowered by its own steps, the less important ones last served. It never moves a camera to make
room for another, which Ray's does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from groundglass.clock import Clock
from groundglass.engine.placement import Need, Placed, Step
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId

LOOK_EVERY_S: Final = 1.0
_NEIGHBOUR_CORES: Final = 1000.0  # a machine without a camera of the same group goes before any that has one


@dataclass(frozen=True, slots=True)
class Candidate:
    """A machine that is there."""

    node: NodeName
    cores: float
    memory_bytes: int
    reaches: frozenset[str]
    places: frozenset[str]


@dataclass(slots=True)
class _Room:
    """What is left of one machine while it is being filled."""

    of: Candidate
    cores: float
    memory_bytes: int
    groups: set[str]

    def may_keep(self, need: Need) -> bool:
        return (not need.reach or need.reach in self.of.reaches) and (not need.place or need.place in self.of.places)

    def fits(self, step: Step) -> bool:
        return step.cores <= self.cores and step.memory_bytes <= self.memory_bytes

    def worth(self, need: Need) -> float:
        return self.cores - (_NEIGHBOUR_CORES if need.group and need.group in self.groups else 0.0)

    def take(self, need: Need, step: Step) -> None:
        self.cores -= step.cores
        self.memory_bytes -= step.memory_bytes
        if need.group:
            self.groups.add(need.group)


class LeastLoaded:
    """Fulfils `placement.Placement`. `present` says where cameras are already, when it begins."""

    def __init__(
        self, candidates: Callable[[], tuple[Candidate, ...]], clock: Clock, present: Mapping[CameraId, NodeName]
    ) -> None:
        self._candidates = candidates
        self._clock = clock
        self._at: dict[CameraId, NodeName] = dict(present)
        self._needs: tuple[Need, ...] = ()
        self._drained: frozenset[NodeName] = frozenset()
        self._told: tuple[Placed, ...] | None = None
        self._woken = asyncio.Event()

    async def want(self, needs: tuple[Need, ...], drained: frozenset[NodeName]) -> None:
        """As `Placement.want`."""
        self._needs, self._drained = needs, drained
        self._woken.set()

    async def changes(self) -> tuple[Placed, ...]:
        """As `Placement.changes`."""
        while True:
            there = tuple(c for c in self._candidates() if c.node not in self._drained)
            placed = decide(self._needs, there, self._at)
            self._at = {one.camera: one.node for one in placed if one.node is not None}
            if placed != self._told:
                self._told = placed
                return placed
            self._woken.clear()
            await self._wait()

    async def close(self) -> None:
        """Nothing of it runs."""

    async def _wait(self) -> None:
        waits = [asyncio.ensure_future(self._woken.wait()), asyncio.ensure_future(self._clock.sleep(LOOK_EVERY_S))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)


def decide(
    needs: tuple[Need, ...], there: tuple[Candidate, ...], present: Mapping[CameraId, NodeName]
) -> tuple[Placed, ...]:
    """Where each camera is to be, in the order of `needs`.

    1. What is kept somewhere that is there and may keep it stays, as far as there is room; important cameras first.
    2. The others go, important ones first, to the machine with the most cores left, in the fullest step that fits any.
    """
    rooms = {c.node: _Room(c, c.cores, c.memory_bytes, set()) for c in there}
    found: dict[CameraId, Placed] = {}
    ordered = sorted(needs, key=lambda need: (-need.priority, need.camera))
    for is_there in (True, False):
        for need in ordered:
            room = rooms.get(present.get(need.camera, NodeName("")))
            stays = room is not None and room.may_keep(need)
            if need.camera in found or stays is not is_there:
                continue
            asked = [room] if stays and room is not None else list(rooms.values())
            placed = _best(need, asked)  # 1, 2
            if placed.node is not None:
                found[need.camera] = placed
                rooms[placed.node].take(need, placed.step)
            elif not is_there:
                found[need.camera] = placed
    rest = [need for need in ordered if need.camera not in found]  # their machine is full: like the others
    for need in rest:
        placed = found[need.camera] = _best(need, list(rooms.values()))
        if placed.node is not None:
            rooms[placed.node].take(need, placed.step)
    return tuple(found[need.camera] for need in needs)


def _best(need: Need, rooms: list[_Room]) -> Placed:
    for step in need.steps:
        fitting = [room for room in rooms if room.may_keep(need) and room.fits(step)]
        if fitting:
            best = max(fitting, key=lambda room: (room.worth(need), room.of.node))
            return Placed(need.camera, best.of.node, step)
    return Placed(need.camera, None, need.steps[-1])
