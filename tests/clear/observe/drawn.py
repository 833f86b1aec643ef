"""Masks and frames for the tests of observing: boxes that move overthe blocks of a grid."""

from __future__ import annotations

import numpy as np

from groundglass.clear.frame import ClearFrame
from groundglass.clear.observe.sight import Sight
from groundglass.clear.observe.stature import Stature
from groundglass.clear.place.grid import Grid, Mask, lay_grid
from groundglass.pane.ground import Ground, ground_of
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.scale import PxPerMetre
from groundglass.pane.settings import Area, SecretAddress, WorkerSettings

WIDTH, HEIGHT = 1280, 720
GRID: Grid = lay_grid(WIDTH, HEIGHT)
SCALE = PxPerMetre(20.0, 100.0)
START = 1_800_000_000 * TICKS_PER_S
RATE = 15


def at(n: int) -> Instant90k:
    """The moment of picture `n`."""
    return Instant90k(START + n * TICKS_PER_S // RATE)


def ground() -> Ground:
    found = ground_of(SCALE, WIDTH, HEIGHT, None)
    assert found is not None
    return found


def stature() -> Stature:
    return Stature(ground(), GRID.block_px, GRID.rows)


def mask(*boxes: tuple[float, float, float, float]) -> Mask:
    """Blocks of boxes (middle, lower edge, wide, tall), with the rim of a block that change has across."""
    out = np.zeros(GRID.shape, np.bool_)
    for x, y, wide, tall in boxes:
        left, right = round(x - wide / 2) - 1, round(x + wide / 2) + 1
        out[max(round(y - tall), 0) : max(round(y), 0), max(left, 0) : max(right, 0)] = True
    return out


def person(x: float, y: float) -> tuple[float, float, float, float]:
    """A box of a person's size that stands at (x, y), in blocks."""
    here = stature()
    row = int(here.row(np.array([y]))[0])
    return x, y, float(here.wide[row]) - 0.5, float(here.tall[row]) - 0.5


def frame(n: int, *, luma: int = 90, noise: int = 1) -> ClearFrame:
    """A grey picture with a little noise."""
    rng = np.random.default_rng(n)
    planes = [
        np.full((HEIGHT, WIDTH), luma, np.uint8),
        *(np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8) for _ in "br"),
    ]
    if noise:
        planes[0] += rng.integers(0, noise + 1, planes[0].shape, dtype=np.uint8)
    return ClearFrame(planes[0], planes[1], planes[2], at(n))


def sight(changed: Mask, *, is_judged: bool = True) -> Sight:
    return Sight(changed, changed, GRID.block_px, WIDTH, HEIGHT, is_judged)


def settings(*, scaled: bool = True, areas: tuple[Area, ...] = (), every_frame: bool = False) -> WorkerSettings:
    top, bottom = (SCALE.at_top, SCALE.at_top + SCALE.slope) if scaled else (None, None)
    return WorkerSettings(
        CameraId("gate"), SecretAddress("demo:plaza"), px_per_m_top=top, px_per_m_bottom=bottom, areas=areas,
        every_frame=every_frame,
    )  # fmt: skip
