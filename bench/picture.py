"""Make the picture of README.md: what a drawn camera sees, and what Groundglass keeps of it.

    .venv/bin/python bench/picture.py

Both halves come from the demo's own scene; nobody in it was ever born. The right half has been through the same
froster that a worker uses, told how the camera hangs, after it had watched the scene for as long as a place needs to be
proven. `./dev docs --pictures` runs it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import cv2
import numpy as np

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from groundglass.clear.frame import ClearFrame, Plane  # noqa: E402 - run as a file, the root comes first
from groundglass.clear.frost.froster import Froster  # noqa: E402
from groundglass.clear.frost.planes import FrostedPlanes  # noqa: E402
from groundglass.clear.frost.policy import FrostPolicy  # noqa: E402
from groundglass.clear.scenes import open_scene  # noqa: E402
from groundglass.pane.ids import Instant90k  # noqa: E402
from groundglass.pane.scale import from_mounting  # noqa: E402

WIDTH: Final = 1280
HEIGHT: Final = 720
RATE_HZ: Final = 15
SHOWN_WIDTH: Final = 640


def to_bgr(luma: Plane, blue: Plane, red: Plane) -> np.ndarray:
    packed = np.concatenate([plane.reshape(-1) for plane in (luma, blue, red)]).reshape(HEIGHT * 3 // 2, WIDTH)
    full = cv2.cvtColor(packed, cv2.COLOR_YUV2BGR_I420)
    return cv2.resize(full, (SHOWN_WIDTH, SHOWN_WIDTH * HEIGHT // WIDTH), interpolation=cv2.INTER_AREA)


def before_and_after(name: str, seed: int, seconds: int) -> np.ndarray:
    """The two halves side by side, at the moment `seconds` after the camera was switched on."""
    scene = open_scene(name, seed=seed, width=WIDTH, height=HEIGHT, fps=RATE_HZ)
    scale = from_mounting(camera_height_m=3.2, tilt_deg=9.3, vertical_view_deg=37.5, height_px=HEIGHT)
    froster = Froster(FrostPolicy(evidence_s=10, scale=scale), WIDTH, HEIGHT)
    into = FrostedPlanes.allocate(WIDTH, HEIGHT)
    before = np.zeros((1, 1, 3), np.uint8)
    for number in range(seconds * RATE_HZ):
        luma, blue, red = (np.array(plane) for plane in scene.frame(number))
        if number == seconds * RATE_HZ - 1:
            before = to_bgr(luma, blue, red)
        with ClearFrame(luma, blue, red, Instant90k(number * 90_000 // RATE_HZ)) as clear:
            froster.frost(clear, into)
    between = np.full((before.shape[0], 8, 3), 255, np.uint8)
    return np.concatenate([before, between, to_bgr(into.luma, into.blue, into.red)], axis=1)


def main() -> None:
    name, seed, seconds = sys.argv[1] if len(sys.argv) > 1 else "plaza", 1, 60
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    path = folder / "frosted.jpg"
    cv2.imwrite(str(path), before_and_after(name, seed, seconds), [cv2.IMWRITE_JPEG_QUALITY, 84])
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
