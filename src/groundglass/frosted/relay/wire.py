"""The bytes between nodes, both ends.

    frame = length u32 | kind u8 | body          (big-endian, length counts kind and body, as in pane/wire.py)

OPEN comes first and says what is wanted. To one who wants to see a camera live the relay then answers OPENED and goes
on in the pane's wire, plain: hello, runs, samples. All else goes on in frames: ASK and ANSWER (viewers may ask for
pieces of minutes that are not closed yet, the desk for anything), and, to the desk, what the node's cameras said (SAID,
STATE, LOST), numbered, until HEARD says that the desk has it. Parsing raises `PaneError` and nothing else; bodies are
bounded per kind before memory is reserved.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, assert_never, get_args

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


Want: TypeAlias = Literal["live", "pieces", "desk"]


@dataclass(frozen=True, slots=True)
class Open:
    """The first frame. `camera`: the one to be seen live. `epoch` and `heard` are the desk's: up to which number it has
    heard this life of the node."""

    version: int
    want: Want
    camera: CameraId | None = None
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
    """Something is to be done. `body` is an order's (pane/control.py), where that is about one."""

    number: int
    do: str
    arguments: Mapping[str, Any]
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: {"answer": ...} or an error's kind, sentence and hints. `body`: the piece that was asked for."""

    number: int
    said: Mapping[str, Any]
    body: bytes = field(default=b"", repr=False)


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

MAX_PIECE_BYTES: Final = 16 * MIB
MAX_FRAME_BYTES: Final = {
    OPEN: 512,
    ASK: MAX_CONTROL_BYTES + 64 * 1024,
    HEARD: 8,
    OPENED: 512,
    DECLINED: 4096,
    ANSWER: MAX_PIECE_BYTES + MIB,
    SAID: MAX_MESSAGE_BYTES + 64,
    STATE: 512,
    LOST: 192,
}
FROM_CLIENTS: Final = frozenset({OPEN, ASK, HEARD})
FROM_RELAYS: Final = frozenset(MAX_FRAME_BYTES) - FROM_CLIENTS

_U64: Final = struct.Struct(">Q")
_ASKED: Final = struct.Struct(">II")
_ABOUT: Final = struct.Struct(">QB")
_STATE: Final = struct.Struct(">BBqIBB")
_LOST: Final = struct.Struct(">16sQqq32s")
_OFF: Final = 255
MAX_NAME_LETTERS: Final = 64
MAX_FILE_LETTERS: Final = 256


def encode_frame(frame: Frame) -> bytes:
    """The bytes of one frame, head included; limits hold here too."""
    kind, body = _body(frame)
    if len(body) > MAX_FRAME_BYTES[kind]:
        raise PaneError(f"a frame of kind {kind} with {len(body)} bytes is larger than a relay allows")
    return HEAD.pack(len(body) + 1, kind) + body


def _body(frame: Frame) -> tuple[int, bytes]:
    match frame:
        case Open(version, want, camera, epoch, heard):
            told = {"version": version, "want": want, "camera": camera, "epoch": epoch, "heard": heard}
            return OPEN, _text(told)
        case Opened(version, node, epoch):
            return OPENED, _text({"version": version, "node": node, "epoch": epoch})
        case Declined(error):
            return DECLINED, _text(error)
        case Ask(number, do, arguments, body):
            return ASK, _asked(number, {"do": do, "with": dict(arguments)}, body)
        case Answer(number, said, body):
            return ANSWER, _asked(number, said, body)
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


def _asked(number: int, value: Mapping[str, Any], body: bytes) -> bytes:
    text = _text(value)
    return _ASKED.pack(number, len(text)) + text + body


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
    except (struct.error, ValueError, TypeError, KeyError, RecursionError, StopIteration) as error:
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
    want = next(want for want in get_args(Want) if want == told["want"])
    return Open(_int(told["version"]), want, camera, _word(told["epoch"]), _int(told["heard"]))


def _opened(untrusted: bytes) -> Opened:
    told = _json(untrusted)
    return Opened(_int(told["version"]), _word(told["node"]), _word(told["epoch"]))


def _ask(untrusted: bytes) -> Ask:
    number, told, body = _split(untrusted)
    arguments = told["with"]
    if not isinstance(arguments, dict):
        raise TypeError("not an object")
    return Ask(number, _word(told["do"]), arguments, body)


def _answer(untrusted: bytes) -> Answer:
    return Answer(*_split(untrusted))


def _split(untrusted: bytes) -> tuple[int, dict[str, Any], bytes]:
    number, size = _ASKED.unpack_from(untrusted)
    at = _ASKED.size + size
    if at > len(untrusted):
        raise ValueError("shorter than it says")
    return number, _json(untrusted[_ASKED.size : at]), untrusted[at:]


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


def parse_piece(untrusted: Ask) -> tuple[CameraId, str, int, int]:
    """Camera, file, offset and length of a piece that is asked for, or `PaneError`."""
    told = untrusted.arguments
    try:
        camera, file = parse_camera_id(_word(told["camera"])), str(told["file"])
        offset, length = _int(told["offset"]), _int(told["length"])
    except (KeyError, TypeError, ValueError) as error:
        raise PaneError("the other node asked for a piece of nothing") from error
    if untrusted.do != "piece" or len(file) > MAX_FILE_LETTERS or not 1 <= length <= MAX_PIECE_BYTES:
        raise PaneError("the other node asked for more than a piece")
    return camera, file, offset, length


_PARSERS: Final[dict[int, Callable[[bytes], Frame]]] = {
    OPEN: _open, OPENED: _opened, DECLINED: lambda untrusted: Declined(_json(untrusted)), ASK: _ask, ANSWER: _answer,
    HEARD: lambda untrusted: Heard(*_U64.unpack(untrusted)), SAID: _said, STATE: _state, LOST: _lost,
}  # fmt: skip
