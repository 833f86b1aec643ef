"""Where a point of a drawn world falls in the picture.

A pinhole at some height, pitched down, looking along +Z. World: X right, Y up, Z away from the camera, all
in metres, Y = 0 on the ground. Scenes, figures, vehicles and shadows all ask here, so that truth and
picture cannot disagree about perspective.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""World points (n, 3) in metres, or picture points (n, 2) in pixels."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A pinhole. `focal_px` in pixels of this picture, `height_m` above ground, `pitch` in radians downwards."""

    width: int
    height: int
    focal_px: float
    height_m: float
    pitch: float

    def depth(self, points: Points) -> npt.NDArray[np.float64]:
        """Distance along the optical axis, in metres."""
        return np.asarray((self.height_m - points[:, 1]) * math.sin(self.pitch) + points[:, 2] * math.cos(self.pitch))

    def project(self, points: Points) -> Points:
        """World points (n, 3) to picture points (n, 2). Points behind the lens are held just before it."""
        depth = np.maximum(self.depth(points), 0.2)
        down = (self.height_m - points[:, 1]) * math.cos(self.pitch) - points[:, 2] * math.sin(self.pitch)
        x = self.width / 2 + self.focal_px * points[:, 0] / depth
        y = self.height / 2 + self.focal_px * down / depth
        return np.stack([x, y], axis=1)

    def px_per_m(self, z: float) -> float:
        """Pixels per metre of something upright that stands on the ground at distance `z`."""
        depth = (self.height_m - 0.9) * math.sin(self.pitch) + z * math.cos(self.pitch)
        return self.focal_px / max(depth, 0.2)

    def horizon_px(self) -> float:
        """The row of the horizon."""
        return self.height / 2 - self.focal_px * math.tan(self.pitch)

    def ground(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """X and Z in metres of the ground under every pixel, and the metres one pixel spans in depth there.

        Rows at and above the horizon hold infinity in Z and span.
        """
        x_px = np.arange(self.width, dtype=np.float32)[None, :] + 0.5 - self.width / 2
        y_px = np.arange(self.height, dtype=np.float32)[:, None] + 0.5 - self.height / 2
        sin, cos = math.sin(self.pitch), math.cos(self.pitch)
        below = (y_px * cos + self.focal_px * sin) / self.focal_px
        safe = np.where(below > 1e-4, below, np.float32(1e-4))
        reach = self.height_m / safe
        z = reach * (cos - y_px / self.focal_px * sin)
        x = reach * x_px / self.focal_px
        span = reach * reach / (self.focal_px * self.height_m)
        far = below <= 1e-4
        z = np.where(far, np.float32(np.inf), z)
        span = np.where(far, np.float32(np.inf), span)
        shape = (self.height, self.width)
        return (
            np.broadcast_to(x, shape).astype(np.float32),
            np.broadcast_to(z, shape).astype(np.float32),
            np.broadcast_to(span, shape).astype(np.float32),
        )
