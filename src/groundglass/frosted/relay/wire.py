"""The bytes between nodes, both ends.

    frame = length u32 | kind u8 | body          (big-endian, length counts kind and body, as in pane/wire.py)

OPEN comes first and says what is wanted. To a viewer the relay then answers OPENED and goes on in the pane's wire,
plain: hello, runs, samples. With the desk it goes on in frames: ASK and ANSWER, and what the node's cameras said (SAID,
STATE, LOST), numbered, until HEARD says that the desk has it. Parsing raises `PaneError` and nothing else; bodies are
bounded per kind before memory is reserved.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, assert_never

from groundglass.errors import PaneError
from groundglass.frosted.states import CameraReport
from groundglass.pane.control import MAX_CONTROL_BYTES
from groundglass.pane.ids import CameraId, Instant90k, parse_camera_id
from groundglass.pane.observations import AreaOccupancy, HazardSeen, Occupancy, PictureFrozen, TrackBatch, ViewChanged
from groundglass.pane.pictures import FrostedStill, PlaceArtefact
from groundglass.pane.sealing import SealingReport
from groundglass.pane.status import CameraState, Cause, SourceFacts, View, WorkerFigures
from groundglass.pane.wire import HEAD, MAX_MESSAGE_BYTES, MIB, Message, encode, parse_body, parse_head

VERSION: Final = 1
OLDEST_VERSION: Final = 1
"""What a relay still speaks with: its own version and the one before (there is none before the first)."""

Told: TypeAlias = (
    FrostedStill | PlaceArtefact | ViewChanged | Occupancy | TrackBatch | AreaOccupancy | HazardSeen | PictureFrozen
)
"""What of a worker's messages a node tells its desk: neither video nor sealed originals."""

TOLD: Final = (
    FrostedStill, PlaceArtefact, ViewChanged, Occupancy, TrackBatch, AreaOccupancy, HazardSeen, PictureFrozen,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Open:
    """The first frame. `camera` of one who wants to watch it live; None: the desk. `epoch` and `heard` are the desk's:
    up to which number it has heard this life of the node."""

    version: int
    camera: CameraId | None
    epoch: str = ""
    heard: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """The answer to it. `epoch` names this life of the node: another one numbers anew."""

    version: int
    node: str
    epoch: str


@dataclass(frozen=True, slots=True)
class Declined:
    """The answer to what cannot be had: an error's kind, sentence and hints."""

    error: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """The desk wants something done. `order` are bytes of pane/control.py, where that is about one."""

    number: int
    do: str
    arguments: Mapping[str, Any]
    order: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: {"answer": ...} or an error's kind, sentence and hints."""

    number: int
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """The desk has everything up to this number, durably."""

    number: int


@dataclass(frozen=True, slots=True)
class Said:
    """A camera's worker said this."""

    number: int
    camera: CameraId
    message: Told


@dataclass(frozen=True, slots=True)
class State:
    """How a camera is now."""

    number: int
    report: CameraReport


@dataclass(frozen=True, slots=True)
class Lost:
    """A sealed segment was not kept; the ledger must say so."""

    number: int
    camera: CameraId
    segment: bytes
    chain: int
    start: Instant90k
    until: Instant90k
    header_hash: bytes


Frame: TypeAlias = Open | Opened | Declined | Ask | Answer | Heard | Said | State | Lost
Numbered: TypeAlias = Said | State | Lost

OPEN, ASK, HEARD = range(3)
OPENED, DECLINED, ANSWER, SAID, STATE, LOST = range(16, 22)

MAX_FRAME_BYTES: Final = {
    OPEN: 512,
    ASK: MAX_CONTROL_BYTES + 64 * 1024,
    HEARD: 8,
    OPENED: 512,
    DECLINED: 4096,
    ANSWER: 16 * MIB,
    SAID: MAX_MESSAGE_BYTES + 64,
    STATE: 512,
    LOST: 192,
}
FROM_CLIENTS: Final = frozenset({OPEN, ASK, HEARD})
FROM_RELAYS: Final = frozenset(MAX_FRAME_BYTES) - FROM_CLIENTS

_U64: Final = struct.Struct(">Q")
_ASK: Final = struct.Struct(">II")
_ANSWER: Final = struct.Struct(">I")
_ABOUT: Final = struct.Struct(">QB")
_STATE: Final = struct.Struct(">BBqIBB")
_LOST: Final = struct.Struct(">16sQqq32s")
_OFF: Final = 255
MAX_NAME_LETTERS: Final = 64


def encode_frame(frame: Frame) -> bytes:
    """The bytes of one frame, head included; limits hold here too."""
    kind, body = _body(frame)
    if len(body) > MAX_FRAME_BYTES[kind]:
        raise PaneError(f"a frame of kind {kind} with {len(body)} bytes is larger than a relay allows")
    return HEAD.pack(len(body) + 1, kind) + body


def _body(frame: Frame) -> tuple[int, bytes]:
    match frame:
        case Open(version, camera, epoch, heard):
            return OPEN, _text({"version": version, "camera": camera, "epoch": epoch, "heard": heard})
        case Opened(version, node, epoch):
            return OPENED, _text({"version": version, "node": node, "epoch": epoch})
        case Declined(error):
            return DECLINED, _text(error)
        case Ask(number, do, arguments, order):
            told = _text({"do": do, "with": dict(arguments)})
            return ASK, _ASK.pack(number, len(told)) + told + order
        case Answer(number, said):
            return ANSWER, _ANSWER.pack(number) + _text(said)
        case Heard(number):
            return HEARD, _U64.pack(number)
        case Said(number, camera, message):
            return SAID, _about(number, camera) + encode(message)
        case State(number, report):
            return STATE, _about(number, report.camera) + _report_bytes(report)
        case Lost(number, camera, segment, chain, start, until, header_hash):
            return LOST, _about(number, camera) + _LOST.pack(segment, chain, start, until, header_hash)
        case _:
            assert_never(frame)


def _about(number: int, camera: CameraId) -> bytes:
    return _ABOUT.pack(number, len(camera)) + camera.encode()


def _report_bytes(report: CameraReport) -> bytes:
    state = _OFF if report.state is None else int(report.state)
    head = _STATE.pack(
        state, report.cause, report.since, report.retry_in_s, report.view, report.recording_cause
    )  # fmt: skip
    parts = (report.facts, report.figures, report.sealing)
    return head + b"".join(encode(part) for part in parts if part is not None)


def _text(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value).encode()


def parse_frame_head(untrusted_head: bytes, expected: frozenset[int]) -> tuple[int, int]:
    """(kind, body length) of a frame from its first 5 bytes, or `PaneError`; only `expected` kinds."""
    if len(untrusted_head) != HEAD.size:
        raise PaneError("the other node ended in the middle of a frame")
    untrusted_length, untrusted_kind = HEAD.unpack(untrusted_head)
    if untrusted_kind not in expected:
        raise PaneError(f"the other node sent a frame of kind {untrusted_kind}, which it may not")
    if not 1 <= untrusted_length <= MAX_FRAME_BYTES[untrusted_kind] + 1:
        raise PaneError(f"the other node announced {untrusted_length} bytes for kind {untrusted_kind}")
    return untrusted_kind, untrusted_length - 1


def parse_frame(kind: int, untrusted_body: bytes) -> Frame:
    """The frame, every field checked, or `PaneError`."""
    parser = _PARSERS.get(kind)
    if parser is None:
        raise PaneError(f"the other node sent a frame of unknown kind {kind}")
    try:
        return parser(untrusted_body)
    except (struct.error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise PaneError(f"the other node sent a malformed frame of kind {kind}") from error


def _json(untrusted: bytes) -> dict[str, Any]:
    value = json.loads(untrusted)
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _int(untrusted: object) -> int:
    if not isinstance(untrusted, int) or isinstance(untrusted, bool) or not 0 <= untrusted < 1 << 63:
        raise ValueError("not a number")
    return untrusted


def _word(untrusted: object) -> str:
    if not isinstance(untrusted, str) or len(untrusted) > MAX_NAME_LETTERS or not untrusted.isprintable():
        raise ValueError("not a word")
    return untrusted


def _open(untrusted: bytes) -> Open:
    told = _json(untrusted)
    camera = None if told["camera"] is None else parse_camera_id(_word(told["camera"]))
    return Open(_int(told["version"]), camera, _word(told["epoch"]), _int(told["heard"]))


def _opened(untrusted: bytes) -> Opened:
    told = _json(untrusted)
    return Opened(_int(told["version"]), _word(told["node"]), _word(told["epoch"]))


def _ask(untrusted: bytes) -> Ask:
    number, size = _ASK.unpack_from(untrusted)
    at = _ASK.size + size
    if at > len(untrusted):
        raise ValueError("shorter than it says")
    told = _json(untrusted[_ASK.size : at])
    arguments = told["with"]
    if not isinstance(arguments, dict):
        raise TypeError("not an object")
    return Ask(number, _word(told["do"]), arguments, untrusted[at:])


def _answer(untrusted: bytes) -> Answer:
    (number,) = _ANSWER.unpack_from(untrusted)
    return Answer(number, _json(untrusted[_ANSWER.size :]))


def _who(untrusted: bytes) -> tuple[int, CameraId, bytes]:
    number, size = _ABOUT.unpack_from(untrusted)
    at = _ABOUT.size + size
    return number, parse_camera_id(untrusted[_ABOUT.size : at].decode()), untrusted[at:]


def _messages(untrusted: bytes) -> list[Message]:
    found = []
    while untrusted:
        kind, size = parse_head(untrusted[: HEAD.size])
        end = HEAD.size + size
        if end > len(untrusted):
            raise ValueError("shorter than it says")
        found.append(parse_body(kind, untrusted[HEAD.size : end]))
        untrusted = untrusted[end:]
    return found


def _said(untrusted: bytes) -> Said:
    number, camera, rest = _who(untrusted)
    (message,) = _messages(rest)
    if not isinstance(message, TOLD):
        raise TypeError("not for a desk")
    return Said(number, camera, message)


def _state(untrusted: bytes) -> State:
    number, camera, rest = _who(untrusted)
    state, cause, since, retry_in_s, view, recording = _STATE.unpack_from(rest)
    parts: dict[type, Message] = {type(part): part for part in _messages(rest[_STATE.size :])}
    facts, figures, sealing = (parts.pop(kind, None) for kind in (SourceFacts, WorkerFigures, SealingReport))
    if parts:
        raise ValueError("not of a state")
    return State(
        number,
        CameraReport(
            camera, None if state == _OFF else CameraState(state), Cause(cause), Instant90k(since), retry_in_s,
            facts if isinstance(facts, SourceFacts) else None,
            figures if isinstance(figures, WorkerFigures) else None,
            View(view), Cause(recording),
            sealing if isinstance(sealing, SealingReport) else None,
        ),
    )  # fmt: skip


def _lost(untrusted: bytes) -> Lost:
    number, camera, rest = _who(untrusted)
    segment, chain, start, until, header_hash = _LOST.unpack(rest)
    return Lost(number, camera, segment, chain, Instant90k(start), Instant90k(until), header_hash)


_PARSERS: Final[dict[int, Callable[[bytes], Frame]]] = {
    OPEN: _open, OPENED: _opened, DECLINED: lambda untrusted: Declined(_json(untrusted)), ASK: _ask, ANSWER: _answer,
    HEARD: lambda untrusted: Heard(*_U64.unpack(untrusted)), SAID: _said, STATE: _state, LOST: _lost,
}  # fmt: skip
