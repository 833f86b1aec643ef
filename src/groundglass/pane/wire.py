"""Worker -> frosted side: the bytes of every message, both ends.

    message  = length u32 | kind u8 | body            (big-endian, length counts kind and body)
    first    = HELLO with the magic and the version; anything else first is refused

Both ends live here so that they cannot drift apart; tests/vectors/pane-wire.json pins the bytes and
spec/pane-wire.md states them in MUSTs. Reading raises `PaneError` and nothing else, whatever the bytes.
Bodies are bounded per kind before memory is reserved.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from groundglass.errors import PaneError
from groundglass.pane.ids import Duration90k, Instant90k, RunId
from groundglass.pane.nal import check_avcc, check_parameter_set
from groundglass.pane.observation_bytes import (
    AREA_BYTES,
    FROZEN_BYTES,
    HAZARD_BYTES,
    MAX_TRACKS_BYTES,
    read_area,
    read_frozen,
    read_hazard,
    read_tracks,
    write_area,
    write_frozen,
    write_hazard,
    write_tracks,
)
from groundglass.pane.observations import (
    AreaOccupancy,
    HazardSeen,
    Occupancy,
    PictureFrozen,
    TrackBatch,
    ViewChanged,
)
from groundglass.pane.pictures import (
    FrostedSample,
    FrostedStill,
    PlaceArtefact,
    StillPurpose,
    VideoRun,
)
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingReport, SealingState
from groundglass.pane.status import (
    CameraState,
    Cause,
    Codec,
    SourceFacts,
    View,
    WorkerFigures,
    WorkerStatus,
)

VERSION: Final = 1
OLDEST_VERSION: Final = 1  # the one before, from 2 on: while a site is upgraded, both are about
MAGIC: Final = b"GGPN"
MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message of every worker."""

    version: int


Message: TypeAlias = (
    Hello
    | VideoRun
    | FrostedSample
    | FrostedStill
    | PlaceArtefact
    | SealedHeader
    | SealedChunk
    | SealingReport
    | WorkerStatus
    | SourceFacts
    | WorkerFigures
    | ViewChanged
    | Occupancy
    | TrackBatch
    | AreaOccupancy
    | HazardSeen
    | PictureFrozen
)

HELLO, RUN, SAMPLE, STILL, PLACE, SEALED, STATUS, FACTS, FIGURES, VIEW_CHANGED, OCCUPANCY = range(11)
TRACKS, AREA, HAZARD, FROZEN = range(12, 16)
SEALED_HEADER, SEALING = 11, 24

MAX_BODY_BYTES: Final = {
    HELLO: 6,
    RUN: 8 + 4 + 2 + 512 + 2 + 512,
    SAMPLE: 8 * MIB,
    STILL: 2 * MIB,
    PLACE: 8 * MIB,
    SEALED: MIB + 64,
    STATUS: 14,
    FACTS: 18,
    FIGURES: 65,
    VIEW_CHANGED: 9,
    OCCUPANCY: 16,
    TRACKS: MAX_TRACKS_BYTES,
    AREA: AREA_BYTES,
    HAZARD: HAZARD_BYTES,
    FROZEN: FROZEN_BYTES,
    SEALED_HEADER: MIB,
    SEALING: 25,
}
MAX_MESSAGE_BYTES: Final = 1 + max(MAX_BODY_BYTES.values())
HEAD: Final = struct.Struct(">IB")
PPM: Final = 1_000_000

_HELLO: Final = struct.Struct(">4sH")
_RUN: Final = struct.Struct(">QHHH")
_SAMPLE: Final = struct.Struct(">QqIB")
_STILL: Final = struct.Struct(">qBHH")
_PLACE: Final = struct.Struct(">qI")
_SEALED: Final = struct.Struct(">16sIB")
_STATUS: Final = struct.Struct(">qBBI")
_FACTS: Final = struct.Struct(">qBHHIB")
_FIGURES: Final = struct.Struct(">qQQQQQBIIII")
_VIEW_CHANGED: Final = struct.Struct(">qB")
_OCCUPANCY: Final = struct.Struct(">qII")
_SEALED_HEADER: Final = struct.Struct(">IB")
_SLOT: Final = struct.Struct(">H")
_SEALING: Final = struct.Struct(">qBQQ")


def encode(message: Message) -> bytes:
    """The bytes of one message, head included. The worker calls this; limits hold here too."""
    kind, body = _body(message)
    if len(body) > MAX_BODY_BYTES[kind]:
        raise PaneError(f"a message of kind {kind} with {len(body)} bytes is larger than the pane allows")
    return HEAD.pack(len(body) + 1, kind) + body


def _body(message: Message) -> tuple[int, bytes]:
    match message:
        case Hello(version):
            return HELLO, _HELLO.pack(MAGIC, version)
        case VideoRun(run, width, height, sps, pps):
            return RUN, _RUN.pack(run, width, height, len(sps)) + sps + pps
        case FrostedSample(run, at, duration, is_key, avcc):
            return SAMPLE, _SAMPLE.pack(run, at, duration, is_key) + avcc
        case FrostedStill(at, purpose, width, height, jpeg):
            return STILL, _STILL.pack(at, purpose, width, height) + jpeg
        case PlaceArtefact(at, proven_ppm, body):
            return PLACE, _PLACE.pack(at, proven_ppm) + body
        case SealedChunk(segment, sequence, is_last, ciphertext):
            return SEALED, _SEALED.pack(segment, sequence, is_last) + ciphertext
        case WorkerStatus(at, state, cause, retry_in_s):
            return STATUS, _STATUS.pack(at, state, cause, retry_in_s)
        case SourceFacts(at, codec, width, height, rate, has_audio):
            return FACTS, _FACTS.pack(at, codec, width, height, rate, has_audio)
        case WorkerFigures() as f:
            return FIGURES, _FIGURES.pack(
                f.at, f.frames_in_total, f.frames_out_total, f.frames_dropped_total, f.frames_whole_total,
                f.undecodable_total, f.view, f.proven_ppm, f.hidden_ppm, f.latency_us, f.rate_millihertz,
            )  # fmt: skip
        case ViewChanged(at, view):
            return VIEW_CHANGED, _VIEW_CHANGED.pack(at, view)
        case Occupancy(at, hidden_ppm, moving_ppm):
            return OCCUPANCY, _OCCUPANCY.pack(at, hidden_ppm, moving_ppm)
        case TrackBatch():
            return TRACKS, write_tracks(message)
        case AreaOccupancy():
            return AREA, write_area(message)
        case HazardSeen():
            return HAZARD, write_hazard(message)
        case PictureFrozen():
            return FROZEN, write_frozen(message)
        case SealedHeader(header, slots):
            sizes = b"".join(_SLOT.pack(len(slot)) for slot in slots)
            return SEALED_HEADER, _SEALED_HEADER.pack(len(header), len(slots)) + sizes + header + b"".join(slots)
        case SealingReport(at, state, segments, dropped):
            return SEALING, _SEALING.pack(at, state, segments, dropped)
        case _:
            assert_never(message)


def parse_head(untrusted_head: bytes) -> tuple[int, int]:
    """Return (kind, body length) of a message from its first 5 bytes, or raise `PaneError`."""
    if len(untrusted_head) != HEAD.size:
        raise PaneError("the worker closed the pane in the middle of a message")
    untrusted_length, untrusted_kind = HEAD.unpack(untrusted_head)
    limit = MAX_BODY_BYTES.get(untrusted_kind)
    if limit is None:
        raise PaneError(f"the worker sent a message of unknown kind {untrusted_kind}")
    if not 1 <= untrusted_length <= limit + 1:
        raise PaneError(f"the worker announced {untrusted_length} bytes for kind {untrusted_kind}")
    return untrusted_kind, untrusted_length - 1


def parse_body(kind: int, untrusted_body: bytes) -> Message:
    """Return the message, every field checked, or raise `PaneError`."""
    parser = _PARSERS.get(kind)
    if parser is None:
        raise PaneError(f"the worker sent a message of unknown kind {kind}")
    try:
        return parser(untrusted_body)
    except (struct.error, ValueError) as error:
        raise PaneError(f"the worker sent a malformed message of kind {kind}") from error


def _ppm(untrusted_value: int) -> int:
    if untrusted_value > PPM:
        raise ValueError("more than the whole")
    return untrusted_value


def _flag(untrusted_value: int) -> bool:
    if untrusted_value > 1:
        raise ValueError("neither yes nor no")
    return untrusted_value == 1


def _hello(untrusted: bytes) -> Hello:
    magic, version = _HELLO.unpack(untrusted)
    if magic != MAGIC:
        raise PaneError("the process at the other end of the pane is not a worker")
    if not OLDEST_VERSION <= version <= VERSION:
        known = str(VERSION) if OLDEST_VERSION == VERSION else f"{OLDEST_VERSION} or {VERSION}"
        raise PaneError(f"the worker speaks version {version} of the pane's wire, not {known}")
    return Hello(version)


def _run(untrusted: bytes) -> VideoRun:
    run, width, height, sps_size = _RUN.unpack_from(untrusted)
    sps = untrusted[_RUN.size : _RUN.size + sps_size]
    pps = untrusted[_RUN.size + sps_size :]
    if not (16 <= width <= 8192 and 16 <= height <= 8192) or width % 2 or height % 2:
        raise PaneError(f"the worker announced a picture of {width}x{height}")
    check_parameter_set(sps, nal_type=7)
    check_parameter_set(pps, nal_type=8)
    return VideoRun(RunId(run), width, height, sps, pps)


def _sample(untrusted: bytes) -> FrostedSample:
    run, at, duration, is_key = _SAMPLE.unpack_from(untrusted)
    avcc = untrusted[_SAMPLE.size :]
    check_avcc(avcc, is_key=_flag(is_key))
    return FrostedSample(RunId(run), Instant90k(at), Duration90k(duration), is_key == 1, avcc)


def _still(untrusted: bytes) -> FrostedStill:
    at, purpose, width, height = _STILL.unpack_from(untrusted)
    jpeg = untrusted[_STILL.size :]
    if jpeg[:2] != b"\xff\xd8" or jpeg[-2:] != b"\xff\xd9":
        raise PaneError("the worker sent a still that is not a JPEG")
    return FrostedStill(Instant90k(at), StillPurpose(purpose), width, height, jpeg)


def _place(untrusted: bytes) -> PlaceArtefact:
    at, proven_ppm = _PLACE.unpack_from(untrusted)
    return PlaceArtefact(Instant90k(at), _ppm(proven_ppm), untrusted[_PLACE.size :])


def _sealed(untrusted: bytes) -> SealedChunk:
    segment, sequence, is_last = _SEALED.unpack_from(untrusted)
    return SealedChunk(segment, sequence, _flag(is_last), untrusted[_SEALED.size :])


def _sealed_header(untrusted: bytes) -> SealedHeader:
    size, count = _SEALED_HEADER.unpack_from(untrusted)
    at = _SEALED_HEADER.size + count * _SLOT.size
    sizes = [size, *(taken for (taken,) in _SLOT.iter_unpack(untrusted[_SEALED_HEADER.size : at]))]
    if len(sizes) != count + 1 or not count or not all(sizes) or at + sum(sizes) != len(untrusted):
        raise PaneError("the worker sent the header of a sealed segment whose lengths do not add up")
    parts = []
    for size in sizes:
        parts.append(untrusted[at : at + size])
        at += size
    return SealedHeader(parts[0], tuple(parts[1:]))


def _sealing(untrusted: bytes) -> SealingReport:
    at, state, segments, dropped = _SEALING.unpack(untrusted)
    return SealingReport(Instant90k(at), SealingState(state), segments, dropped)


def _status(untrusted: bytes) -> WorkerStatus:
    at, state, cause, retry_in_s = _STATUS.unpack(untrusted)
    return WorkerStatus(Instant90k(at), CameraState(state), Cause(cause), retry_in_s)


def _facts(untrusted: bytes) -> SourceFacts:
    at, codec, width, height, rate, has_audio = _FACTS.unpack(untrusted)
    return SourceFacts(Instant90k(at), Codec(codec), width, height, rate, _flag(has_audio))


def _figures(untrusted: bytes) -> WorkerFigures:
    (
        at, frames_in, frames_out, dropped, whole, undecodable, view, proven, hidden, latency, rate,
    ) = _FIGURES.unpack(untrusted)  # fmt: skip
    return WorkerFigures(
        Instant90k(at), frames_in, frames_out, dropped, whole, undecodable,
        View(view), _ppm(proven), _ppm(hidden), latency, rate,
    )  # fmt: skip


def _view_changed(untrusted: bytes) -> ViewChanged:
    at, view = _VIEW_CHANGED.unpack(untrusted)
    return ViewChanged(Instant90k(at), View(view))


def _occupancy(untrusted: bytes) -> Occupancy:
    at, hidden, moving = _OCCUPANCY.unpack(untrusted)
    return Occupancy(Instant90k(at), _ppm(hidden), _ppm(moving))


_PARSERS: Final[dict[int, Callable[[bytes], Message]]] = {
    HELLO: _hello, RUN: _run, SAMPLE: _sample, STILL: _still, PLACE: _place, SEALED: _sealed,
    STATUS: _status, FACTS: _facts, FIGURES: _figures, VIEW_CHANGED: _view_changed, OCCUPANCY: _occupancy,
    TRACKS: read_tracks, AREA: read_area, HAZARD: read_hazard, FROZEN: read_frozen,
    SEALED_HEADER: _sealed_header, SEALING: _sealing,
}  # fmt: skip
