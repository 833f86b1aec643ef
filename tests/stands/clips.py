"""Small videos drawn for tests, with every property a camera's stream may have. Nothing here shows anybody.

Written with PyAV to a path the test gives. The picture is a still room with a box that moves, so that a
frosted copy differs from it; `noise_seed` fills the box with random pixels, which can be hunted for later.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


def draw_picture(n: int, width: int, height: int, *, noise_seed: int | None = None) -> Pixels:
    """Picture `n` as grey levels (height, width): a ramp with stripes, and a box that moves 8 px per picture."""
    rows, columns = np.mgrid[0:height, 0:width]
    picture: Pixels = ((columns * 2 + rows * 3 + (columns // 16 % 2) * 40) % 200 + 20).astype(np.uint8)
    edge = max(8, min(width, height) // 4) // 8 * 8
    left, top = (n * 8) % max(1, width - edge), (height - edge) // 2
    picture[top : top + edge, left : left + edge] = box_pixels(edge, noise_seed)
    return picture


def box_pixels(edge: int, noise_seed: int | None) -> Pixels:
    """What the moving box is filled with: white, or coarse noise that survives a camera's own encoder."""
    if noise_seed is None:
        return np.full((edge, edge), 250, np.uint8)
    cells = np.random.default_rng(noise_seed).choice(np.array([16, 235], np.uint8), (edge // 4, edge // 4))
    return np.asarray(np.kron(cells, np.ones((4, 4), np.uint8)), np.uint8)


def draw_clip(
    path: Path,
    *,
    codec: str = "libx264",
    width: int = 320,
    height: int = 240,
    rate: Fraction | int = 15,
    pictures: int = 45,
    gop: int = 15,
    b_frames: int = 0,
    pixels: str = "yuv420p",
    sound: bool = False,
    times: list[int] | None = None,
    noise_seed: int | None = None,
    options: dict[str, str] | None = None,
    container: str | None = None,
) -> Path:
    """Write a clip. `times` are presentation times in ms, instead of the even ones of `rate`."""
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=Fraction(rate))
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        stream.gop_size = gop
        stream.codec_context.max_b_frames = b_frames
        if times is not None:
            stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        if options or codec == "libx264":
            stream.options = {"preset": "ultrafast", "bf": str(b_frames), **(options or {})}
        audio = out.add_stream("aac", rate=48_000) if sound else None
        for n in range(pictures):
            grey = draw_picture(n, width, height, noise_seed=noise_seed)
            frame = av.VideoFrame.from_ndarray(grey, "gray").reformat(format=pixels)
            frame.pts, frame.time_base = (n, 1 / Fraction(rate)) if times is None else (times[n], Fraction(1, 1000))
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
        if audio is not None:
            hum = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
            for plane in hum.planes:
                plane.update(bytes(plane.buffer_size))
            hum.sample_rate, hum.pts = 48_000, 0
            out.mux(audio.encode(hum))
            out.mux(audio.encode(None))
    return path


def draw_jpeg(n: int, width: int = 320, height: int = 240) -> bytes:
    """Picture `n` as a JPEG, as an MJPEG camera would send it."""
    context = av.CodecContext.create("mjpeg", "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = width, height, "yuvj420p"
    context.time_base = Fraction(1, 15)
    frame = av.VideoFrame.from_ndarray(draw_picture(n, width, height), "gray").reformat(format="yuvj420p")
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*context.encode(frame), *context.encode(None)])


def lay_on_its_side(clip: Path) -> Path:
    """Make an mp4 say, as phones do, that it is to be shown turned a quarter clockwise; returns it."""

    def matrix(a: int, b: int, c: int, d: int) -> bytes:
        unit = [a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30]
        return b"".join(number.to_bytes(4, "big", signed=True) for number in unit)

    body = clip.read_bytes()
    at = body.find(matrix(1, 0, 0, 1), body.find(b"tkhd"))
    assert at > 0
    clip.write_bytes(body[:at] + matrix(0, 1, -1, 0) + body[at + 36 :])
    return clip
