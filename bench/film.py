"""Films drawn by the project's own scenes, encoded as a camera would encode them.

Kept in build/bench between runs, since drawing 1080p takes longer than measuring with it.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np

from groundglass.clear.scenes import open_scene

FOLDER: Final = Path(__file__).resolve().parents[1] / "build" / "bench"


def film(name: str, *, width: int, height: int, rate_hz: int, seconds: int, seed: int = 1) -> Path:
    """An H.264 mp4 of a drawn scene: one key picture a second, no B-frames, no sound."""
    path = FOLDER / f"{name}-{seed}-{width}x{height}-{rate_hz}-{seconds}s.mp4"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    scene = open_scene(name, seed=seed, width=width, height=height, fps=rate_hz)
    part = path.with_suffix(".part.mp4")
    with av.open(str(part), "w") as container:
        stream = container.add_stream("libx264", rate=rate_hz)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = {"preset": "veryfast", "crf": "23", "g": str(rate_hz), "bf": "0"}
        for number in range(seconds * rate_hz):
            planes = np.concatenate([plane.reshape(-1) for plane in scene.frame(number)])
            frame = av.VideoFrame.from_ndarray(planes.reshape(height * 3 // 2, width), format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, rate_hz)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return part.rename(path)
