"""The suitcase that somebody leaves behind."""

from __future__ import annotations

import numpy as np

from groundglass.clear.scenes.colour import rgb, shade
from groundglass.clear.scenes.figure import Cutout
from groundglass.clear.scenes.ink import Canvas, rounded, stroke, taper


def draw_case(px_per_m: float) -> Cutout:
    """An upright suitcase, 0.45 m wide and 0.62 m tall with its handle."""
    k = px_per_m
    canvas = Canvas(int(0.8 * k) + 4, int(0.7 * k) + 4)
    foot = np.array([0.35 * k, 0.72 * k])
    handle = canvas.blank()
    for side in (-0.1, 0.1):
        taper(
            handle,
            foot + np.array([side, -0.5]) * k,
            foot + np.array([side, -0.62]) * k,
            0.012 * k,
            0.012 * k,
        )
    taper(handle, foot + np.array([-0.1, -0.62]) * k, foot + np.array([0.1, -0.62]) * k, 0.016 * k, 0.016 * k)
    canvas.lay(handle, rgb("2b2d31"), 0.01 * k)
    body = canvas.blank()
    corners = np.array([[-0.22, -0.5], [0.0, -0.52], [0.22, -0.5], [0.23, -0.25], [0.22, -0.02], [0.0, 0.0],
                        [-0.22, -0.02], [-0.23, -0.25]])  # fmt: skip
    stroke(body, rounded(corners * k + foot))
    canvas.lay(body, rgb("8c3f3a"), 0.05 * k, relief=0.4)
    for across in (-0.12, 0.0, 0.12):
        rib = canvas.blank()
        taper(
            rib,
            foot + np.array([across, -0.46]) * k,
            foot + np.array([across, -0.06]) * k,
            0.012 * k,
            0.012 * k,
        )
        canvas.lay(rib, shade(rgb("8c3f3a"), 0.8), 0.01 * k, cast=0.1)
    ys, xs = np.nonzero(canvas.alpha > 0.02)
    rows, cols = slice(int(ys.min()), int(ys.max()) + 1), slice(int(xs.min()), int(xs.max()) + 1)
    at = (float(foot[0] - cols.start), float(foot[1] - rows.start))
    return Cutout(canvas.colour[rows, cols].copy(), canvas.alpha[rows, cols].copy(), at, (0.0, 0.0, 0.0, 0.0), k)
