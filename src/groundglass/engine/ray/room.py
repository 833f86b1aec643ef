"""Who is lowered, and who waits, when cores are short; and who is raised again.

Pure, and apart from Ray, which says only who has room and who has not. Bundles lie on one node each, so whoever gives
must give where the one who waits may lie. The rule, in this order:

1. A camera that waits takes what is free on a node it may lie on. Then nobody gives.
2. Lower ones give first: cameras of lower priority go down a step at a time, the fullest first.
3. Then it and its equals go down.
4. If that is not enough, cameras of lower priority wait, so that it need not.
5. If that is not enough either, it waits itself, and nobody gives for nothing.

Cameras are raised when nobody waits, the most important first, as far as what is free on their node allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from groundglass.engine.placement import Need
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId

_SLACK: Final = 1e-6
RAISE_SPARE: Final = 0.05
"""What stays free on a node when cameras are raised, as a share of it: else the next small need would lower them."""


@dataclass(frozen=True, slots=True)
class Room:
    """A node that is there: its cores for cameras, the networks it reaches and its labels."""

    node: NodeName
    cores: float
    reach: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deal:
    """Which step each camera has, as an index into its steps, and who gives up its place for now."""

    steps: Mapping[CameraId, int]
    yields: frozenset[CameraId] = frozenset()


@dataclass(slots=True)
class _Table:
    """The state of a round. Owned by one call."""

    needs: dict[CameraId, Need]
    at: dict[CameraId, NodeName]
    steps: dict[CameraId, int]
    free: dict[NodeName, float]
    yields: set[CameraId] = field(default_factory=set)

    def cores(self, camera: CameraId, step: int | None = None) -> float:
        return self.needs[camera].steps[self.steps[camera] if step is None else step].cores


def may_lie(need: Need, room: Room) -> bool:
    """Whether the rules let this camera be kept there."""
    return (not need.reach or need.reach in room.reach) and (not need.place or need.place in room.places)


def make_room(
    needs: Iterable[Need], at: Mapping[CameraId, NodeName], steps: Mapping[CameraId, int], rooms: Iterable[Room]
) -> Deal:
    """What is given so that those without a node (not in `at`) get one. `rooms` are the nodes that take cameras."""
    rooms = tuple(rooms)
    table = _table_of(needs, at, steps, rooms)
    waiting = [camera for camera in table.needs if camera not in table.at]
    for camera in sorted(waiting, key=lambda one: (-table.needs[one].priority, one)):
        allowed = [room.node for room in rooms if may_lie(table.needs[camera], room)]
        offers = [offer for node in allowed if (offer := _offer(table, camera, node)) is not None]
        if offers:
            _take(table, camera, min(offers, key=lambda offer: (offer.pain, offer.node)))
    return Deal(table.steps, frozenset(table.yields))


@dataclass(frozen=True, slots=True)
class _Offer:
    """What would make room on one node. `pain` orders offers: whom it touches at most, then how many."""

    node: NodeName
    steps: dict[CameraId, int]
    yields: frozenset[CameraId]
    pain: tuple[int, int, int]


def _offer(table: _Table, camera: CameraId, node: NodeName) -> _Offer | None:
    """The mildest way to have this camera on this node, or None."""
    mine = table.needs[camera]
    steps = {camera: table.steps[camera]}
    free = table.free[node]
    there = [one for one, where in table.at.items() if where == node and one not in table.yields]
    givers = [one for one in there if table.needs[one].priority <= mine.priority]

    def missing() -> float:
        return mine.steps[steps[camera]].cores - free - _SLACK

    for priority in sorted({table.needs[one].priority for one in givers} | {mine.priority}):  # 1, 2, 3
        able = [one for one in [*givers, camera] if table.needs[one].priority == priority]
        while missing() > 0:
            step = {one: steps.get(one, table.steps[one]) for one in able}
            able = [one for one in able if step[one] + 1 < len(table.needs[one].steps)]
            if not able:
                break
            giver = min(able, key=lambda one: (step[one], -table.cores(one, step[one]), one))
            steps[giver] = step[giver] + 1
            if giver != camera:
                free += table.cores(giver, step[giver]) - table.cores(giver, steps[giver])
    yields: set[CameraId] = set()
    lesser = [one for one in givers if table.needs[one].priority < mine.priority]
    for one in sorted(lesser, key=lambda one: (table.needs[one].priority, one)):  # 4
        if missing() <= 0:
            break
        free += table.cores(one, steps.pop(one, table.steps[one]))
        yields.add(one)
    if missing() > 0:  # 5
        return None
    touched = {one for one, step in steps.items() if step != table.steps[one]} | yields
    worst = max((table.needs[one].priority for one in touched), default=-1)
    return _Offer(node, steps, frozenset(yields), (worst if not yields else 1000 + worst, len(yields), len(touched)))


def _take(table: _Table, camera: CameraId, offer: _Offer) -> None:
    before = {one: table.cores(one) for one in offer.steps}
    table.steps.update(offer.steps)
    for one in offer.steps:
        if one != camera:
            table.free[offer.node] += before[one] - table.cores(one)
    for one in offer.yields:
        table.free[offer.node] += table.cores(one)
    table.yields |= offer.yields
    table.at[camera] = offer.node
    table.free[offer.node] -= table.cores(camera)


def raise_again(
    needs: Iterable[Need], at: Mapping[CameraId, NodeName], steps: Mapping[CameraId, int], rooms: Iterable[Room]
) -> Deal:
    """Who may go up a step now that nobody waits."""
    rooms = tuple(rooms)
    table = _table_of(needs, at, steps, rooms)
    for room in rooms:
        table.free[room.node] -= RAISE_SPARE * room.cores
    low = [camera for camera in table.at if table.steps[camera] > 0 and table.at[camera] in table.free]
    for camera in sorted(low, key=lambda one: (-table.needs[one].priority, -table.steps[one], one)):
        more = table.cores(camera, table.steps[camera] - 1) - table.cores(camera)
        if more <= table.free[table.at[camera]]:
            table.free[table.at[camera]] -= more
            table.steps[camera] -= 1
    return Deal(table.steps)


def _table_of(
    needs: Iterable[Need], at: Mapping[CameraId, NodeName], steps: Mapping[CameraId, int], rooms: Iterable[Room]
) -> _Table:
    known = {need.camera: need for need in needs}
    table = _Table(
        known,
        {camera: node for camera, node in at.items() if camera in known},
        {camera: min(steps.get(camera, 0), len(need.steps) - 1) for camera, need in known.items()},
        {room.node: room.cores for room in rooms},
    )
    for camera, node in table.at.items():
        if node in table.free:
            table.free[node] -= table.cores(camera)
    return table
