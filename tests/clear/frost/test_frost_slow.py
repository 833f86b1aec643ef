"""What hides somebody has edges in colour and none in brightness: nothing painted repeats a coat by chance."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.paint import Painter
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.clear.place.looks import Looks
from groundglass.clear.place.memory import Judgement
from groundglass.pane.ids import Instant90k

WIDTH, HEIGHT = 640, 384
CELL = 8
REPEATS = 1.2
"""Deviation of detail under which a painted cell can repeat none of a coat (four tenths of the 3 that detail has)."""

HIDDEN = (slice(10, 34), slice(30, 40))
"""Rows and columns of blocks, 8 pixels each."""


def painted(place: int, unproven: Mask | None = None, figures: Mask | None = None) -> FrostedPlanes:
    """Somebody in a striped coat, hidden before a wall of one brightness."""
    grid = lay_grid(WIDTH, HEIGHT)
    looks = Looks(grid)
    looks.pictures.luma[:], looks.pictures.blue[:], looks.pictures.red[:] = place, 128, 128
    looks.proven[:] = True if unproven is None else ~unproven
    looks.measure()
    changed = np.zeros(grid.shape, np.bool_)
    changed[HIDDEN] = True
    hidden = changed | ~looks.proven
    none = np.zeros(grid.shape, np.bool_)
    if unproven is not None:
        changed &= ~unproven
    judgement = Judgement("clear", ~hidden, changed, changed.astype(np.int32), none, 1.0)
    luma = np.full((HEIGHT, WIDTH), place, np.uint8)
    luma[80:272:6, 240:320] = 255 - place
    grey = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)
    into = FrostedPlanes.allocate(WIDTH, HEIGHT)
    clear = ClearFrame(luma, grey, grey, Instant90k(0))
    Painter(grid, "silhouette", None).paint(clear, into, hidden, judgement, looks, None, Instant90k(0), figures)
    return into


def detail(luma: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Deviation per cell of what is finer than 4 pixels."""
    fine = luma.astype(np.float32) - cv2.GaussianBlur(luma.astype(np.float32), (0, 0), 4)
    rows, columns = luma.shape[0] // CELL, luma.shape[1] // CELL
    return np.asarray(fine.reshape(rows, CELL, columns, CELL).std(axis=(1, 3)), np.float32)


@pytest.mark.parametrize("place", [40, 90, 140, 215])
def test_what_hides_somebody_has_no_edge_in_brightness(place: int) -> None:
    inner = detail(painted(place).luma)[11:33, 31:39]
    assert inner.max() < REPEATS


def test_a_figure_and_its_box_and_unproven_glass_meet_without_an_edge_in_brightness() -> None:
    grid = lay_grid(WIDTH, HEIGHT)
    unproven = np.zeros(grid.shape, np.bool_)
    unproven[20:34, 30:40] = True
    figures = np.zeros(grid.shape, np.bool_)
    figures[14:34, 33:37] = True
    inner = detail(painted(200, unproven, figures).luma)[11:33, 31:39]
    assert inner.max() < REPEATS


@pytest.mark.parametrize("place", [40, 90, 140, 215])
def test_somebody_hidden_is_seen_by_colour_at_the_rim_and_by_brightness_in_the_middle(place: int) -> None:
    into = painted(place)
    colour = np.maximum(abs(into.blue.astype(int) - 128), abs(into.red.astype(int) - 128))
    assert colour[84:132, 124:156].min() >= 18
    assert abs(int(into.luma[176, 280]) - place) >= 15
    assert abs(int(into.luma[176, 241]) - place) <= 10


def test_unproven_glass_is_as_bright_as_the_place_beside_it() -> None:
    grid = lay_grid(WIDTH, HEIGHT)
    unproven = np.zeros(grid.shape, np.bool_)
    unproven[HIDDEN] = True
    into = painted(210, unproven)
    assert abs(int(into.luma[176, 241]) - 210) <= 10
    assert abs(int(into.red[88, 140]) - 128) >= 10
