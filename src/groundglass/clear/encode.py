"""Frosted planes -> H.264 samples. The only mint of VideoRun and FrostedSample.

Apart because it is the last thing a picture passes before the pane. What goes out is exactly what was painted:
no B-frames (a picture leaves as soon as it is in), no SEI (x264 writes its version into one), no parameter sets
in the stream, no container. Anything but coded slices is dropped here and refused again on the other side.

Software by default: a hardware encoder is used only when named, tried by opening it, and silently replaced by
libx264 when that fails, since inside the sandbox its device is usually out of reach.

What moves is hidden and what is shown stands still, so the search for motion is kept coarse, every picture of a kind
has the same quantiser (no second look at the picture to choose one), the passes that pay for themselves only where
much moves are left out (design/decisions/0093), and a picture that is the one before can be repeated without encoding
(repeat.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import av
import av.error
from av.codec.context import Flags
from av.video.frame import PictureType

from groundglass.clear.causes import Trouble
from groundglass.clear.frame import Plane
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.picture import Geometry, view_plane
from groundglass.clear.repeat import Repeater
from groundglass.pane.ids import TICKS_PER_S, Duration90k, Instant90k, RunId
from groundglass.pane.nal import IDR_SLICE, PPS, SLICE, SPS
from groundglass.pane.pictures import FrostedSample, VideoRun
from groundglass.pane.status import CameraState, Cause

GOP_90K: Final = TICKS_PER_S
SOFTWARE: Final = "libx264"

_OPTIONS: Final = {
    SOFTWARE: {
        "preset": "superfast",
        "tune": "zerolatency",
        "forced-idr": "1",
        "x264-params": "scenecut=0:keyint=100000:min-keyint=1:bframes=0:sliced-threads=0:threads=1:aud=0"
        ":ref=1:weightp=0:subme=0:partitions=none:cabac=0:no-deblock=1:8x8dct=0:no-dct-decimate=1:psy=0",
    },
    "h264_nvenc": {"preset": "p1", "tune": "ull", "zerolatency": "1", "forced-idr": "1", "bf": "0"},
    "h264_qsv": {"preset": "veryfast", "forced_idr": "1", "async_depth": "1", "bf": "0"},
}
_RECYCLED: Final = 2
_QP_BELOW_CRF: Final = 2  # the constant quantiser that keeps as much, and costs as many bytes, as that crf
_LARGEST_SKIPPED_BYTES: Final = 1024
_FULL_RANGE: Final = 2
_LIMITED_RANGE: Final = 1


class FrostedCanvas:
    """Memory that is painted with a frosted picture and then encoded without another copy."""

    __slots__ = ("blue", "frame", "luma", "planes", "red")

    def __init__(self, geometry: Geometry) -> None:
        self.frame = av.VideoFrame(geometry.width, geometry.height, "yuv420p")
        self.frame.color_range = _FULL_RANGE if geometry.full_range else _LIMITED_RANGE
        self.luma: Plane = view_plane(self.frame, 0)
        self.blue: Plane = view_plane(self.frame, 1)
        self.red: Plane = view_plane(self.frame, 2)
        self.planes = FrostedPlanes(self.luma, self.blue, self.red)


class SampleEncoder:
    """One run of H.264. `canvas()` gives the memory to paint, `encode()` turns it into a sample.

    `reads_at_once` is true where nothing reads a canvas after `encode` has returned. A clear picture lies on no other.
    """

    def __init__(self, run: RunId, geometry: Geometry, crf: int, candidates: Sequence[str] = (SOFTWARE,)) -> None:
        skipped = _skipped_slice(geometry, crf)  # before, so that there are never two encoders at once
        name, self._context = _open_first(geometry, crf, candidates)
        sps, pps = _parameter_sets(self._context.extradata or b"")
        self.run = VideoRun(run, geometry.width, geometry.height, sps, pps)
        self.reads_at_once = name == SOFTWARE
        # Two, in turn, where a hardware encoder may still be reading the one before. Software has copied it by then.
        self._canvases = [FrostedCanvas(geometry) for _ in range(1 if self.reads_at_once else _RECYCLED)]
        self._first_90k: Instant90k | None = None
        self._key_90k = 0
        self._repeater = _repeater(sps, skipped) if self.reads_at_once and skipped is not None else None

    def canvas(self) -> FrostedCanvas:
        """The canvas for the next `encode`. Holds an old frosted picture; paint all of it."""
        self._canvases.reverse()
        return self._canvases[0]

    def encode(self, canvas: FrostedCanvas, at: Instant90k, duration: Duration90k) -> FrostedSample:
        """Encode a painted canvas; `at` rises. Every second, and at first, the picture is a key picture."""
        if self._first_90k is None:
            self._first_90k = at
        wants_key = self._wants_key(at)
        if wants_key:
            self._key_90k = at
        frame = canvas.frame
        frame.pts = at - self._first_90k
        frame.time_base = Fraction(1, TICKS_PER_S)
        frame.pict_type = PictureType.I if wants_key else PictureType.NONE
        slices = [self._repeater.follow(unit) if self._repeater else unit for unit in _slices(self._context, frame)]
        return self._sample(slices, at, duration)

    def repeat(self, at: Instant90k, duration: Duration90k) -> FrostedSample | None:
        """The last picture once more, or None when a picture must be encoded: a key picture, or no such encoder."""
        if self._repeater is None or self._first_90k is None or self._wants_key(at):
            return None
        return self._sample([self._repeater.repeat()], at, duration)

    def _wants_key(self, at: Instant90k) -> bool:
        return at == self._first_90k or at - self._key_90k >= GOP_90K

    def _sample(self, slices: Sequence[bytes], at: Instant90k, duration: Duration90k) -> FrostedSample:
        avcc = b"".join(len(unit).to_bytes(4, "big") + unit for unit in slices)
        return FrostedSample(self.run.run, at, duration, slices[0][0] & 0x1F == IDR_SLICE, avcc)


def _slices(context: av.VideoCodecContext, frame: av.VideoFrame) -> list[bytes]:
    """The slices of the encoded frame; raises `Trouble` when there are none."""
    try:
        annexb = b"".join(bytes(packet) for packet in context.encode(frame))
    except (av.error.FFmpegError, OSError, ValueError):
        raise Trouble(CameraState.FAULT, Cause.ENCODER_FAILED) from None
    slices = [unit for unit in split_units(annexb) if unit[0] & 0x1F in (SLICE, IDR_SLICE)]
    if not slices:
        raise Trouble(CameraState.FAULT, Cause.ENCODER_FAILED)
    return slices


def _skipped_slice(geometry: Geometry, crf: int) -> bytes | None:
    """The second of two flat pictures that nobody will see; None where it is not one short slice."""
    canvas = FrostedCanvas(geometry)
    for plane in (canvas.luma, canvas.blue, canvas.red):
        plane.fill(128)
    units: list[bytes] = []
    try:
        context = _open(SOFTWARE, geometry, crf)
        for number in range(2):
            canvas.frame.pts = number
            canvas.frame.pict_type = PictureType.NONE if number else PictureType.I
            units = _slices(context, canvas.frame)
    except (Trouble, av.error.FFmpegError, OSError, ValueError):
        return None
    return units[0] if len(units) == 1 and len(units[0]) <= _LARGEST_SKIPPED_BYTES else None


def _repeater(sps: bytes, skipped: bytes) -> Repeater | None:
    try:
        return Repeater(sps, skipped)
    except ValueError:
        return None


def split_units(annexb: bytes) -> Iterator[bytes]:
    """The NAL units between start codes (ITU-T H.264, annex B), without trailing zeros; empty ones skipped."""
    start = annexb.find(b"\0\0\1")
    while start >= 0:
        end = annexb.find(b"\0\0\1", start + 3)
        unit = annexb[start + 3 : end if end >= 0 else None].rstrip(b"\0")
        if unit:
            yield unit
        start = end


def _parameter_sets(extradata: bytes) -> tuple[bytes, bytes]:
    units = list(split_units(extradata))
    sps = next((unit for unit in units if unit[0] & 0x1F == SPS), None)
    pps = next((unit for unit in units if unit[0] & 0x1F == PPS), None)
    if sps is None or pps is None:
        raise Trouble(CameraState.FAULT, Cause.ENCODER_FAILED)
    return sps, pps


def _open_first(geometry: Geometry, crf: int, candidates: Sequence[str]) -> tuple[str, av.VideoCodecContext]:
    for name in (*candidates, SOFTWARE):
        try:
            return name, _open(name, geometry, crf)
        except (av.error.FFmpegError, OSError, ValueError):
            continue
    raise Trouble(CameraState.FAULT, Cause.ENCODER_FAILED)


def _open(name: str, geometry: Geometry, crf: int) -> av.VideoCodecContext:
    context = av.CodecContext.create(name, "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height = geometry.width, geometry.height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, TICKS_PER_S)
    context.framerate = Fraction(30)  # a hint for rate control; pictures carry their own times
    context.max_b_frames = 0
    context.thread_count = 1
    context.sample_aspect_ratio = Fraction(*geometry.aspect)
    context.color_range = _FULL_RANGE if geometry.full_range else _LIMITED_RANGE
    context.color_primaries, context.color_trc, context.colorspace = geometry.colours
    context.flags |= int(Flags.global_header)
    quality = {"qp": str(crf - _QP_BELOW_CRF)} if name == SOFTWARE else {"cq": str(crf), "global_quality": str(crf)}
    context.options = _OPTIONS.get(name, {}) | quality
    context.open()
    return context
