"""Brush strokes: soft-shaded shapes on a small canvas.

Figures are layered from flat shapes; each one, as it is laid down, gets a rounded look from the slope of
its own blurred mask and throws a faint shadow on what lies beneath. That is all the lighting there is.
Shapes have sub-pixel, anti-aliased edges.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.scenes.colour import Bytes, Field, Rgb

Line = npt.NDArray[np.float64]
"""Points (n, 2) in pixels of the canvas."""

_SUB: Final = 4
_LIGHT: Final = (0.62, 0.78)


def stroke(mask: Bytes, line: Line) -> None:
    """Fill the closed polygon `line` into `mask` with 255."""
    fixed = np.round((line - 0.5) * (1 << _SUB)).astype(np.int32)
    cv2.fillPoly(mask, [fixed], (255.0,), cv2.LINE_AA, _SUB)


def dot(mask: Bytes, centre: Line, radius: float) -> None:
    """Fill a disc into `mask`; `centre` is one point (2,)."""
    fixed = np.round((centre - 0.5) * (1 << _SUB)).astype(int)
    cv2.circle(
        mask,
        (int(fixed[0]), int(fixed[1])),
        max(1, round(radius * (1 << _SUB))),
        (255.0,),
        -1,
        cv2.LINE_AA,
        _SUB,
    )


def taper(mask: Bytes, a: Line, b: Line, radius_a: float, radius_b: float) -> None:
    """Fill a limb from `a` to `b`, round at both ends."""
    along = b - a
    length = float(np.hypot(along[0], along[1]))
    dot(mask, a, radius_a)
    dot(mask, b, radius_b)
    if length > 0.5:
        side = np.array([-along[1], along[0]]) / length
        stroke(
            mask,
            np.stack([a + side * radius_a, b + side * radius_b, b - side * radius_b, a - side * radius_a]),
        )


def rounded(points: Line, per: int = 6) -> Line:
    """A closed Catmull-Rom curve through `points` (n, 2), `per` points for each."""
    t = np.arange(per, dtype=np.float64)[None, :, None] / per
    p0, p1, p2, p3 = (np.roll(points, k, axis=0)[:, None, :] for k in (1, 0, -1, -2))
    curve = 0.5 * (
        2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t + (3 * p1 - p0 - 3 * p2 + p3) * t * t * t
    )
    return np.asarray(curve.reshape(-1, 2))


def _relief(part: Field, round_px: float) -> tuple[Field, Field]:
    """The blurred mask and how far each pixel of it leans towards the light, -1..1.

    Wide blurs are done on a smaller copy: nobody sees the difference, and a figure is drawn four times faster.
    """
    step = max(1, int(round_px / 1.5))
    height, width = part.shape
    size = (max(1, -(-width // step)), max(1, -(-height // step)))
    small = part if step == 1 else cv2.resize(part, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), round_px / step)
    slope_x = cv2.Sobel(soft, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    slope_y = cv2.Sobel(soft, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    lit = cv2.addWeighted(slope_x, _LIGHT[0] * 2.2 * round_px / step, slope_y, _LIGHT[1] * 2.2 * round_px / step, 0)
    if step > 1:
        soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
        lit = cv2.resize(lit, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(soft, np.float32), np.asarray(lit, np.float32)


class Canvas:
    """A figure in the making: `colour` is premultiplied RGB float32 0..255, `alpha` float32 0..1."""

    __slots__ = ("alpha", "colour")

    def __init__(self, height: int, width: int) -> None:
        self.colour: Field = np.zeros((height, width, 3), np.float32)
        self.alpha: Field = np.zeros((height, width), np.float32)

    def blank(self) -> Bytes:
        """An empty mask of the canvas's size."""
        return np.zeros(self.alpha.shape, np.uint8)

    def lay(self, mask: Bytes, paint: Rgb | Field, round_px: float, *, relief: float = 0.3, cast: float = 0.3) -> None:
        """Put one shape on top.

        `paint` is one colour, or a field (height, width, 3) of the canvas's size. `round_px` is how far the shading
        reaches in from the edge, `relief` how strong it is, `cast` how dark the shadow on what lies beneath.
        """
        x, y, w, h = cv2.boundingRect(mask)
        if w == 0 or h == 0:
            return
        pad = int(round_px * 2) + 3
        height, width = mask.shape
        rows = slice(max(0, y - pad), min(height, y + h + pad))
        cols = slice(max(0, x - pad), min(width, x + w + pad))
        part = mask[rows, cols].astype(np.float32) * np.float32(1 / 255)
        soft, lit = _relief(part, max(0.6, round_px))
        gain = (1.0 + relief * np.clip(lit, -1, 1))[..., None]
        under = 1.0 - cast * soft
        field = np.asarray(paint[rows, cols] if isinstance(paint, np.ndarray) else np.array(paint, np.float32))
        over = part[..., None]
        self.colour[rows, cols] *= (under[..., None]) * (1 - over)
        self.colour[rows, cols] += np.clip(field * gain, 0, 255) * over
        self.alpha[rows, cols] *= 1 - part
        self.alpha[rows, cols] += part
