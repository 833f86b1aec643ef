"""What the desk and its reserving process say to each other: one JSON object a line, over stdin and stdout.

The desk says which reservations there shall be (`Ask`: what changed since it last said so); the process says what Ray
made of them (`Answer`: everything, when anything changed). Both are of one version of the program and started by it;
lines are bounded all the same, and an unknown one ends the process.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from groundglass.engine.ray.room import Room
from groundglass.errors import EngineError
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId

MAX_LINE_BYTES: Final = 64 * 1024 * 1024
"""A hundred thousand cameras, with room to spare."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """What is to be reserved for one camera. `stay`: the node it is on, which it keeps if there is room."""

    cores: float
    memory_bytes: int
    reach: str = ""
    place: str = ""
    group: str = ""
    stay: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Reservations that are new or other, cameras that need none any more, and nodes that take no more cameras. The
    first one after a start has `is_whole`: whatever else lies reserved for this site is let go."""

    reserve: Mapping[CameraId, Reservation] = field(default_factory=dict)
    let_go: tuple[CameraId, ...] = ()
    drained: frozenset[NodeName] = frozenset()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The nodes that are there, and where each reservation lies; a camera that is not in `at` waits for room."""

    rooms: tuple[Room, ...]
    at: Mapping[CameraId, NodeName]


def encode_ask(ask: Ask) -> bytes:
    said = {
        "reserve": {camera: asdict(one) for camera, one in ask.reserve.items()},
        "let_go": ask.let_go,
        "drained": sorted(ask.drained),
        "is_whole": ask.is_whole,
    }
    return _line(said)


def parse_ask(line: bytes) -> Ask:
    """The ask, or `EngineError`."""
    said = _object(line)
    try:
        return Ask(
            {CameraId(camera): Reservation(**one) for camera, one in said["reserve"].items()},
            tuple(map(CameraId, said["let_go"])),
            frozenset(map(NodeName, said["drained"])),
            said["is_whole"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise EngineError("the desk said something that is no request") from error


def encode_answer(answer: Answer) -> bytes:
    rooms = [
        {"node": one.node, "cores": one.cores, "reach": sorted(one.reach), "places": sorted(one.places)}
        for one in answer.rooms
    ]
    return _line({"rooms": rooms, "at": answer.at})


def parse_answer(line: bytes) -> Answer:
    """The answer, or `EngineError`."""
    said = _object(line)
    try:
        rooms = tuple(
            Room(NodeName(one["node"]), float(one["cores"]), frozenset(one["reach"]), frozenset(one["places"]))
            for one in said["rooms"]
        )
        return Answer(rooms, {CameraId(camera): NodeName(node) for camera, node in said["at"].items()})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineError("the reserving process said something that is no answer") from error


def _line(said: Mapping[str, object]) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode() + b"\n"


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError as error:
        raise EngineError("a line between the desk and its reserving process is not JSON") from error
    if not isinstance(said, dict):
        raise EngineError("a line between the desk and its reserving process is no object")
    return said
