"""How a worker and its camera are, in closed codes.

No text crosses the pane: a camera's own error strings could carry anything. The sentences people read
for each code are in frosted/causes.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from groundglass.pane.ids import Instant90k


class CameraState(IntEnum):
    """Where a camera stands. Exactly one at any time."""

    CONNECTING = 1  # an attempt is under way
    LIVE = 2  # pictures arrive
    STALLED = 3  # connected, but no picture for longer than the stall limit
    REFUSED = 4  # the camera answered and said no; trying again soon will not help
    LOST = 5  # the camera does not answer or hung up; being tried again with back-off
    FAULT = 6  # what arrives cannot be used, or the worker itself failed
    ENDED = 7  # a file was read to its end


class Cause(IntEnum):
    """Why a camera is in its state."""

    NONE = 0
    FIRST_ATTEMPT = 1
    NAME_NOT_FOUND = 2
    HOST_UNREACHABLE = 3
    PORT_CLOSED = 4
    TIMED_OUT = 5
    WRONG_PASSWORD = 6
    FORBIDDEN = 7
    NO_SUCH_STREAM = 8
    TLS_FAILED = 9
    HUNG_UP = 10
    NO_PICTURES = 11
    NO_VIDEO = 12
    CODEC_UNSUPPORTED = 13
    PICTURE_TOO_LARGE = 14
    UNDECODABLE = 15
    STREAM_CHANGED = 16
    FILE_MISSING = 17
    FILE_EMPTY = 18
    FILE_NOT_VIDEO = 19
    FILE_TRUNCATED = 20
    FILE_UNREADABLE = 21
    DEVICE_BUSY = 22
    WORKER_CRASHED = 23
    WORKER_SILENT = 24
    NOT_CONFINED = 25
    ENCODER_FAILED = 26
    ADDRESS_NOT_ALLOWED = 27
    BAD_SETTINGS = 28
    INTERNAL = 29
    END_OF_FILE = 30
    DISK_FULL = 31
    DISK_FAILED = 32
    DETECTOR_MISSING = 33
    DETECTOR_OTHER = 34
    DETECTOR_UNSUITABLE = 35
    STORE_AWAY = 36
    NODE_AWAY = 37
    NO_ROOM = 38
    LOWERED = 39
    CERTIFICATE_OTHER = 40
    PLAYLIST_UNCHECKED = 41


class View(IntEnum):
    """What the worker makes of the picture as a whole."""

    STARTING = 1  # nothing proven yet: frosted whole
    PROVING = 2  # parts are proven, the rest is frosted
    PROVEN = 3  # the place is known
    AWAITING_APPROVAL = 4  # `approved` mode, nobody has approved yet: frosted whole
    MOVED = 5
    COVERED = 6
    BLINDED = 7
    DEFOCUSED = 8
    DARK = 9
    LIGHT_CHANGED = 10  # a jump of light; frosted whole until the place is found again
    FAILED = 11  # frosting itself failed: frosted whole


class Codec(IntEnum):
    """The camera's own video codec."""

    UNKNOWN = 0
    H264 = 1
    H265 = 2
    MJPEG = 3
    MPEG4 = 4
    VP8 = 5
    VP9 = 6
    AV1 = 7
    RAW = 8
    OTHER = 255


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """A change of state. `retry_in_s` is 0 when no further attempt is planned."""

    at: Instant90k
    state: CameraState
    cause: Cause
    retry_in_s: int


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the camera was found to send: once per successful opening, and when the size changes in mid-stream."""

    at: Instant90k
    codec: Codec
    width: int
    height: int
    rate_millihertz: int
    has_audio: bool


@dataclass(frozen=True, slots=True)
class WorkerFigures:
    """Counters since the worker started (`*_total`) and values over the last second."""

    at: Instant90k
    frames_in_total: int
    frames_out_total: int
    frames_dropped_total: int
    frames_whole_total: int
    undecodable_total: int
    view: View
    proven_ppm: int
    hidden_ppm: int
    latency_us: int
    rate_millihertz: int
