"""Paint stands still between two pictures that are weighed, and hides no less for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.paint import Painter
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.clear.place.looks import Looks
from groundglass.clear.place.memory import Judgement
from groundglass.pane.ids import Instant90k

WIDTH, HEIGHT, EDGE = 640, 384, 8
GRID = lay_grid(WIDTH, HEIGHT)


def blocks(*windows: tuple[slice, slice]) -> Mask:
    out = np.zeros(GRID.shape, np.bool_)
    for window in windows:
        out[window] = True
    return out


BODY = blocks(np.s_[10:34, 30:40])
GROWN = blocks(np.s_[9:35, 29:41])
SHRUNK = blocks(np.s_[10:34, 32:40])
AND_FAR_AWAY = blocks(np.s_[10:34, 30:40], np.s_[12:30, 60:66])
NARROW, WIDE = blocks(np.s_[12:32, 33:37]), blocks(np.s_[12:32, 32:38])


class Wall:
    """A wall of one grey, proven, before which somebody is hidden; one painter and one number for all pictures."""

    def __init__(self) -> None:
        self._looks = Looks(GRID)
        pictures = self._looks.pictures
        pictures.luma[:], pictures.blue[:], pictures.red[:] = 90, 128, 128
        self._looks.proven[:] = True
        self._looks.measure()
        self._painter = Painter(GRID, "silhouette", None)
        self._judgement = Judgement("clear", ~BODY, BODY, BODY.astype(np.int32), blocks(), 1.0)

    def painted(self, hidden: Mask, figures: Mask | None = None) -> FrostedPlanes:
        """The next picture, in which nobody is known anew. What is shown of it is black and without colour."""
        into = FrostedPlanes.allocate(WIDTH, HEIGHT)
        half = np.zeros((HEIGHT // 2, WIDTH // 2), np.uint8)
        clear = ClearFrame(np.zeros((HEIGHT, WIDTH), np.uint8), half, half, Instant90k(0))
        judgement = replace(self._judgement, changed=hidden)
        self._painter.paint(clear, into, hidden, judgement, self._looks, None, Instant90k(0), figures)
        return into


def enlarged(mask: Mask, edge: int) -> Mask:
    return np.asarray(mask.repeat(edge, axis=0).repeat(edge, axis=1), np.bool_)


def test_where_more_is_hidden_close_by_paint_stands_still_and_all_of_it_is_hidden() -> None:
    wall = Wall()
    before, after = wall.painted(BODY), wall.painted(GROWN)
    was, now = enlarged(BODY, EDGE), enlarged(GROWN, EDGE)
    assert np.array_equal(before.luma[was], after.luma[was])
    assert np.array_equal(before.blue[enlarged(BODY, EDGE // 2)], after.blue[enlarged(BODY, EDGE // 2)])
    assert np.array_equal(after.luma > 0, now)
    assert np.array_equal(after.blue > 0, enlarged(GROWN, EDGE // 2))


def test_what_is_hidden_more_has_the_tone_of_its_region() -> None:
    wall = Wall()
    inner = wall.painted(BODY).blue[88, 140]
    assert set(wall.painted(GROWN).blue[enlarged(GROWN, EDGE // 2)].tolist()) == {int(inner)}


@pytest.mark.parametrize("hidden", [SHRUNK, AND_FAR_AWAY], ids=["shown again", "hidden far away"])
def test_what_is_shown_again_or_hidden_far_away_is_painted_as_if_seen_for_the_first_time(hidden: Mask) -> None:
    wall = Wall()
    wall.painted(BODY)
    again, fresh = wall.painted(hidden), Wall().painted(hidden)
    assert np.array_equal(again.luma, fresh.luma)
    assert np.array_equal(again.blue, fresh.blue)


def test_a_figure_that_moves_in_its_box_is_drawn_where_it_is() -> None:
    wall = Wall()
    narrow, wide = wall.painted(BODY, NARROW), wall.painted(BODY, WIDE)
    assert np.array_equal(wall.painted(BODY, WIDE).blue, wide.blue)
    assert np.array_equal(Wall().painted(BODY, WIDE).blue, wide.blue)
    assert not np.array_equal(narrow.blue, wide.blue)
    assert np.array_equal(wall.painted(BODY).blue, Wall().painted(BODY).blue)
