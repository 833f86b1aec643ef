"""Real H.264 for tests: small moving pictures, encoded as a worker would and cut into samples.

Each picture's number is drawn into it as bright cells, so that a decoded picture tells which one it was.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import av
import numpy as np

from groundglass.pane.ids import TICKS_PER_S, Duration90k, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample, VideoRun

START = Instant90k(1_800_000_000 * TICKS_PER_S)
RATE_HZ = 15
STEP = TICKS_PER_S // RATE_HZ


@cache
def encoded(
    pictures: int = 60, group: int = 15, width: int = 128, height: int = 96
) -> tuple[bytes, bytes, tuple[tuple[bool, bytes], ...]]:
    """(sps, pps, ((is_key, avcc), ...)) of numbered pictures, a key every `group`."""
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.framerate, context.time_base = Fraction(RATE_HZ), Fraction(1, RATE_HZ)
    context.options = {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "x264-params": f"keyint={group}:min-keyint={group}:scenecut=0:bframes=0:aud=0:sliced-threads=0:threads=1",
    }
    packets = []
    for number in range(pictures):
        packets += context.encode(_numbered(number, width, height))
    packets += context.encode(None)
    units = [_annexb_units(bytes(packet)) for packet in packets]
    sps = next(u for u in units[0] if u[0] & 0x1F == 7)
    pps = next(u for u in units[0] if u[0] & 0x1F == 8)
    samples = []
    for of_picture in units:
        slices = [u for u in of_picture if u[0] & 0x1F in (1, 5)]
        avcc = b"".join(len(u).to_bytes(4, "big") + u for u in slices)
        samples.append((slices[0][0] & 0x1F == 5, avcc))
    return sps, pps, tuple(samples)


def a_run(run: int = 1, width: int = 128, height: int = 96) -> VideoRun:
    sps, pps, _ = encoded(width=width, height=height)
    return VideoRun(RunId(run), width, height, sps, pps)


def some_samples(
    count: int = 60, *, run: int = 1, start: int = START, group: int = 15, width: int = 128, height: int = 96
) -> list[FrostedSample]:
    """`count` pictures at 15 Hz from `start`; their numbers go round every 60."""
    _, _, pictures = encoded(60, group, width, height)
    return [
        FrostedSample(RunId(run), Instant90k(start + i * STEP), Duration90k(STEP), *pictures[i % 60])
        for i in range(count)
    ]


def number_in(frame: av.VideoFrame) -> int:
    """The number drawn into a decoded picture."""
    luma = frame.to_ndarray(format="gray")
    return sum(1 << bit for bit in range(6) if luma[8:24, 4 + 20 * bit : 16 + 20 * bit].mean() > 128)


def _numbered(number: int, width: int, height: int) -> av.VideoFrame:
    picture = np.full((height, width), 40, np.uint8)
    for bit in range(6):
        if number >> bit & 1:
            picture[8:24, 4 + 20 * bit : 16 + 20 * bit] = 220
    picture[40:56, number % (width - 16) : number % (width - 16) + 16] = 150
    frame = av.VideoFrame.from_ndarray(picture, format="gray").reformat(format="yuv420p")
    frame.pts = number
    return frame


def _annexb_units(stream: bytes) -> list[bytes]:
    parts = stream.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")
    return [part for part in parts if part]
