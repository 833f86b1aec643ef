"""Pictures that are not weighed hide what weighing them would have hidden."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import numpy as np
import pytest

from groundglass.clear.frame import ClearFrame
from groundglass.clear.place.between import Between
from groundglass.clear.place.grid import Mask, Reduced, Reducer, lay_grid
from groundglass.clear.place.memory import Judgement, Memory
from groundglass.clear.scenes import open_scene
from groundglass.pane.ids import TICKS_PER_S, Instant90k

WIDTH, HEIGHT = 640, 360
KNOWN_S = 4


class Watched:
    """A memory that sees a drawn square, and beside each picture what it would say if it weighed it."""

    def __init__(self, rate_hz: int) -> None:
        self.grid = lay_grid(WIDTH, HEIGHT)
        self.memory = Memory(self.grid, "proven", 1.0)
        self._reducer = Reducer(self.grid)
        self._rate_hz = rate_hz
        self._number = 0
        self._empty = open_scene("plaza", seed=5, width=WIDTH, height=HEIGHT, fps=rate_hz, people=0)
        self._full = open_scene("plaza", seed=5, width=WIDTH, height=HEIGHT, fps=rate_hz, people=9, opening_s=0)
        for _ in range(KNOWN_S * rate_hz):
            self.memory.judge(self.reduced(people=False), self.now())

    def now(self) -> Instant90k:
        return Instant90k(10**12 + self._number * TICKS_PER_S // self._rate_hz)

    def reduced(self, *, people: bool) -> Reduced:
        self._number += 1
        luma, blue, red = (self._full if people else self._empty).frame(self._number)
        return self._reducer.reduce(ClearFrame(luma, blue, red, self.now()))

    def run(self, pictures: int) -> Iterator[tuple[Judgement, Mask | None]]:
        """What was said, and what weighing would hide where the picture was not weighed."""
        for _ in range(pictures):
            picture = self.reduced(people=True)
            other, was = copy.deepcopy(self.memory), self.memory._last
            said = self.memory.judge(picture, self.now())
            if self.memory._last != was:
                yield said, None
                continue
            other._between.forget()
            yield said, other.judge(picture, self.now()).changed & ~other.light.sudden


def test_what_is_not_weighed_is_hidden_wherever_weighing_would_hide_it() -> None:
    watched = Watched(30)
    unweighed = [(said, hidden) for said, hidden in watched.run(30) if hidden is not None]
    assert len(unweighed) >= 9
    assert all(said.shown.any() for said, _ in unweighed)
    assert [np.count_nonzero(hidden & ~said.changed) for said, hidden in unweighed] == [0] * len(unweighed)


def test_of_a_slow_camera_every_picture_is_weighed() -> None:
    assert all(hidden is None for _, hidden in Watched(12).run(8))


def test_who_comes_in_is_weighed_at_once() -> None:
    watched = Watched(30)
    watched.memory.judge(watched.reduced(people=False), watched.now())
    before = watched.memory._last
    picture = watched.reduced(people=False)
    picture.luma[100:140, 200:216] = 255 - picture.luma[100:140, 200:216]
    shown = watched.memory.judge(picture, watched.now()).shown
    assert watched.memory._last != before
    assert not shown[26:34, 51:53].any()


def test_an_approval_is_weighed_at_once() -> None:
    watched = Watched(30)
    watched.memory.approve(np.ones(watched.grid.shape, np.bool_), watched.memory.resting)
    before = watched.memory._last
    watched.memory.judge(watched.reduced(people=False), watched.now())
    assert watched.memory._last != before


@pytest.mark.parametrize(("left", "hides"), [(1.0, False), (0.5, True)])
def test_in_half_the_light_a_stir_of_half_the_size_is_as_much(left: float, hides: bool) -> None:
    grid = lay_grid(WIDTH, HEIGHT)
    rows, columns = grid.shape
    still, stirred = (
        Reduced(
            np.full((rows * 4, columns * 4), level, np.uint8),
            np.full((rows * 2, columns * 2), 128, np.uint8),
            np.full((rows * 2, columns * 2), 128, np.uint8),
        )
        for level in (90, 96)
    )
    all_blocks, none = np.ones(grid.shape, np.bool_), np.zeros(grid.shape, np.float32)
    between = Between(grid)
    between.keep(still, Instant90k(0), none, none + 8, ~all_blocks, all_blocks, left)
    changed = between.changed(stirred, Instant90k(3000))
    assert (changed is None or bool(changed.any())) is hides
