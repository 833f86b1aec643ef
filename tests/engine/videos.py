"""Small videos drawn for tests: a still wall of coloured tiles, along which a square moves."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream

WIDTH, HEIGHT, RATE = 320, 240, 10
_TILES = np.random.default_rng(7).integers(40, 216, (HEIGHT // 8, WIDTH // 8, 3), np.uint8)
WALL = _TILES.repeat(8, axis=0).repeat(8, axis=1)


def picture(number: int) -> av.VideoFrame:
    """The wall, and a square that moves 8 pixels per picture."""
    image = WALL.copy()
    left = number * 8 % (WIDTH - 48)
    image[80:176, left : left + 48] = (200, 60, 40)
    return av.VideoFrame.from_ndarray(image, format="rgb24")


def make_video(
    path: Path, pictures: int, *, codec: str = "libx264", spacing: list[int] | None = None, **options: str
) -> Path:
    """A video of that many pictures; `spacing` gives their times in milliseconds, otherwise 10 per second."""
    muxing = {"movflags": "+faststart"} if path.suffix == ".mp4" else {}
    with av.open(str(path), "w", options=muxing) as container:
        stream = container.add_stream(codec, rate=RATE, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        unit = Fraction(1, 1000) if spacing else Fraction(1, RATE)
        stream.codec_context.time_base = unit
        for number in range(pictures):
            frame = picture(number)
            frame.pts = spacing[number] if spacing else number
            frame.time_base = unit
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def times_ms(path: Path) -> list[int]:
    """When each picture of a video is shown, from its first, in milliseconds. Fails when one cannot be decoded."""
    with av.open(str(path)) as container:
        found = [round((frame.time or 0.0) * 1000) for frame in container.decode(video=0)]
    return [time - found[0] for time in found]
