"""The process in which a desk speaks with Ray: holds one reservation per camera, and says where each lies.

A process of its own because a program that loses Ray's head for long is ended by Ray, and because what Ray loads is no
part of a desk. It keeps nothing: reservations are Ray's (detached placement groups of one bundle) and outlive it; a
new one finds them by their names. It ends when its stdin does.

How a camera comes to lie somewhere, each step only where the one before did not do:
1. On the node it is on already, when only its size changed.
2. On a node without a neighbour of its group.
3. On any node with its label and reach that is not drained. There it waits until there is room; Ray places it, and
   again when the node is lost.
Whatever lies on a drained node keeps that place until it has another.
"""

from __future__ import annotations

import hashlib
import logging
import os
import queue
import secrets
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NoReturn, TypeAlias

import ray
from ray.util.placement_group import PlacementGroup, placement_group, placement_group_table, remove_placement_group

from groundglass.engine.ray.access import NODE_LABEL, PLACE_LABEL, REACH_LABEL, SITE_LABEL
from groundglass.engine.ray.room import Room
from groundglass.engine.ray.spoken import MAX_LINE_BYTES, Answer, Ask, Reservation, encode_answer, parse_ask
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId

EVERY_S: Final = 0.4
NARROW_S: Final = 1.5
"""How long a camera waits for the node it would rather be on."""
AT_ONCE: Final = 100
"""How many reservations are made between two looks at what became of them."""

Selector: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Held:
    """One reservation as Ray has it."""

    handle: Any
    name: str
    camera: CameraId
    key: str
    node: NodeName | None  # None: waits for room
    is_lost: bool = False  # lay on a machine that is gone


@dataclass(slots=True)
class _Made:
    """What this process knows of a reservation it made."""

    selector: Selector
    at_s: float


class Reserving:
    """The reservations of one site. Each `round` goes from what Ray has towards what was asked."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._wanted: dict[CameraId, Reservation] = {}
        self._drained: frozenset[NodeName] = frozenset()
        self._made: dict[str, _Made] = {}
        self._rooms: tuple[Room, ...] = ()
        self._left = 0  # how many more this round may make
        self.has_been_asked = False

    def take(self, ask: Ask) -> None:
        """What the desk wants from now on."""
        self.has_been_asked = True
        if ask.is_whole:
            self._wanted.clear()
        self._wanted.update(ask.reserve)
        for camera in ask.let_go:
            self._wanted.pop(camera, None)
        self._drained = ask.drained

    def round(self) -> Answer:
        """Look, do what is to be done, and say where everything lies."""
        names = self._look_at_nodes()
        held = self._look(names)
        self._left = AT_ONCE
        at: dict[CameraId, NodeName] = {}
        where = {one.camera: one.node for several in held.values() for one in several if one.node is not None}
        busy = {self._wanted[camera].group for camera in self._wanted if camera not in where and held.get(camera)}
        for camera, several in held.items():
            if camera not in self._wanted:
                for one in several:
                    self._remove(one)
        for camera, wanted in self._wanted.items():
            lies = self._settle(camera, wanted, held.get(camera, []), where, busy)
            if lies is not None:
                at[camera] = lies
        return Answer(self._rooms, at)

    def _look_at_nodes(self) -> dict[str, NodeName]:
        names, rooms = {}, []
        for node in ray.nodes():
            labels = node.get("Labels", {})
            if not node["Alive"] or labels.get(SITE_LABEL) != self._site:
                continue
            name = NodeName(labels[NODE_LABEL])
            names[node["NodeID"]] = name
            reach, places = (
                frozenset(key.removeprefix(kind) for key in labels if key.startswith(kind))
                for kind in (REACH_LABEL, PLACE_LABEL)
            )
            rooms.append(Room(name, node["Resources"].get("CPU", 0.0), reach, places))
        self._rooms = tuple(sorted(rooms, key=lambda room: room.node))
        return names

    def _look(self, names: dict[str, NodeName]) -> dict[CameraId, list[_Held]]:
        """All that Ray holds for this site, and forget what it holds no more."""
        held: dict[CameraId, list[_Held]] = {}
        seen = set()
        for identity, entry in placement_group_table().items():
            project, site, camera, key = (*entry["name"].split("/"), "", "", "", "")[:4]
            if project != "groundglass" or site != self._site or entry["state"] == "REMOVED":
                continue
            seen.add(entry["name"])
            node = names.get(entry["bundles_to_node_id"].get(0, "")) if entry["state"] == "CREATED" else None
            handle = PlacementGroup(ray.PlacementGroupID(bytes.fromhex(identity)))
            is_lost = entry["state"] == "RESCHEDULING"
            one = _Held(handle, entry["name"], CameraId(camera), key.partition("-")[0], node, is_lost)
            held.setdefault(one.camera, []).append(one)
        self._made = {name: made for name, made in self._made.items() if name in seen}
        return held

    def _settle(
        self, camera: CameraId, wanted: Reservation, held: list[_Held], where: dict[CameraId, NodeName], busy: set[str]
    ) -> NodeName | None:
        """One step for one camera; returns where it lies now."""
        key = _key(wanted)
        right = [one for one in held if one.key == key]
        good = next((one for one in right if one.node is not None and one.node not in self._drained), None)
        if good is not None:
            for one in held:
                if one is not good:
                    self._remove(one)
            return good.node
        lies = next((one for one in held if one.node is not None), None)
        waits = next((one for one in right if one.node is None), None)
        if waits is not None:
            self._widen(camera, wanted, waits)
        elif self._left > 0 and (not wanted.group or wanted.group not in busy):
            self._make_first(camera, wanted, held, where)
            busy.add(wanted.group)
        return lies.node if lies is not None else None

    def _make_first(
        self, camera: CameraId, wanted: Reservation, held: list[_Held], where: dict[CameraId, NodeName]
    ) -> None:
        """Steps 1 and 2. What lies in another size is let go first: there may not be room for both."""
        for one in held:
            if one.node is None or one.node not in self._drained:
                self._remove(one)
        base = self._base(wanted)
        free = {room.node for room in self._rooms} - self._drained
        others = {where[one] for one, of in self._wanted.items() if of.group == wanted.group and one in where}
        if wanted.stay in free:
            self._make(camera, wanted, {**base, NODE_LABEL: wanted.stay})
        elif wanted.group and others and free - others:
            self._make(camera, wanted, self._base(wanted, others))
        else:
            self._make(camera, wanted, base)

    def _widen(self, camera: CameraId, wanted: Reservation, waits: _Held) -> None:
        """Step 3, when the wait for a better node was long enough, or what is drained changed meanwhile."""
        made, base = self._made.get(waits.name), self._base(wanted)
        is_base = made is not None and made.selector == base
        is_early = made is not None and time.monotonic() - made.at_s < NARROW_S
        # Ray places what a machine lost anew by itself, but one after another and slowly; a new one is quicker.
        if ((is_base or is_early) and not waits.is_lost) or self._left <= 0:
            return
        self._remove(waits)
        self._make(camera, wanted, base)

    def _base(self, wanted: Reservation, without: set[NodeName] | None = None) -> Selector:
        """Which nodes may keep it. `without`: and are none of these."""
        selector = {SITE_LABEL: self._site}
        if wanted.reach:
            selector[REACH_LABEL + wanted.reach] = "yes"
        if wanted.place:
            selector[PLACE_LABEL + wanted.place] = "yes"
        if barred := sorted(self._drained | (without or set())):
            selector[NODE_LABEL] = f"!in({','.join(barred)})"
        return selector

    def _make(self, camera: CameraId, wanted: Reservation, selector: Selector) -> None:
        name = f"groundglass/{self._site}/{camera}/{_key(wanted)}-{secrets.token_hex(4)}"
        bundle = {"CPU": wanted.cores, "memory": float(wanted.memory_bytes)}
        placement_group([bundle], "SPREAD", name=name, lifetime="detached", bundle_label_selector=[selector])
        self._made[name] = _Made(selector, time.monotonic())
        self._left -= 1

    def _remove(self, one: _Held) -> None:
        remove_placement_group(one.handle)
        self._made.pop(one.name, None)


def _key(wanted: Reservation) -> str:
    """Reservations of the same key are the same to Ray."""
    told = repr((wanted.cores, wanted.memory_bytes, wanted.reach, wanted.place))
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def _read_asks(source: BinaryIO, asks: queue.SimpleQueue[bytes]) -> None:
    while line := source.readline(MAX_LINE_BYTES):
        asks.put(line)
    # The desk is gone. The other thread may be waiting for a head that never comes back, and nothing is to be finished.
    os._exit(0)


def main() -> NoReturn:
    """`python -m groundglass.engine.ray.reserving ADDRESS SITE`: until stdin ends, or Ray fails it."""
    address, site = sys.argv[1:3]
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints is no answer
    asks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read_asks, args=(sys.stdin.buffer, asks), daemon=True).start()
    ray.init(address=address, namespace=f"groundglass-{site}", log_to_driver=False, logging_level=logging.ERROR)
    reserving, told = Reserving(site), b""
    pause_s = EVERY_S
    while True:
        try:
            line = asks.get(timeout=pause_s)
            while True:
                reserving.take(parse_ask(line))
                line = asks.get_nowait()
        except queue.Empty:
            pass
        began_s = time.monotonic()
        if reserving.has_been_asked and (said := encode_answer(reserving.round())) != told:
            answers.write(said)
            told = said
        # Looking costs Ray more the more cameras there are: never more than a third of the time.
        pause_s = max(EVERY_S, 2 * (time.monotonic() - began_s))


if __name__ == "__main__":
    main()
