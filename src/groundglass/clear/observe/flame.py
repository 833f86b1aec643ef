"""Whether something burns: the colour of a hot body, restless light, for long enough at one spot.

Apart from hazards.py, which asks it and says it, because it remembers a second of pictures. What tells flame from
cloth, skin, brick and cars of its colour is that its light turns: up and down again several times a second at the same
spot, while its colour is there. Something that passes turns a block's light once or twice.

Known weaknesses: flame behind frosted glass, the blue flame of gas and flame smaller than a block are not seen; a fire
on a screen, low sun on water and orange cloth in the wind can be; flashing amber lamps can be.
"""

from __future__ import annotations

from collections import deque
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.observe.colours import Colours
from groundglass.clear.place.grid import Grid, Map, Mask

WINDOW: Final = 8
"""Looks that are remembered, at eight a second."""

TURN: Final = 5.0
"""Levels between two looks by which light must change for the change to count."""

LEAST_TURNS: Final = 4
FRESH: Final = 4
"""So many turns in the window, and at least one of them among so many newest looks."""

LEAST_SHARE: Final = 0.15
LEAST_CORE: Final = 0.02
"""Mean shares of a block over the window that have the colour of flame, and near it that of its heart."""

LASTING_S: Final = 1.0
LEAST_BLOCKS: Final = 2
FEW_BLOCKS: Final = 3
FEW_LASTING_S: Final = 1.75
"""A group must burn for the first of these times, and one of few blocks for the second: the lamps and the paint of a
vehicle far away turn for a second too."""

LEARN_S: Final = 5.0

_NEAR = np.ones((3, 3), np.uint8)
_AROUND = np.ones((5, 5), np.uint8)


class Flames:
    """For one geometry; one picture at a time."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        fine = (2 * grid.rows, 2 * grid.columns)
        self._last: Map | None = None
        self._way: npt.NDArray[np.int8] = np.zeros(fine, np.int8)
        self._turns: deque[npt.NDArray[np.uint8]] = deque(maxlen=WINDOW)
        self._shares: deque[Map] = deque(maxlen=WINDOW)
        self._cores: deque[Map] = deque(maxlen=WINDOW)
        self._usual: Map | None = None
        self._burnt_s: Map = np.zeros(grid.shape, np.float32)

    def look(self, seen: Colours, unproven: Mask, step_s: float) -> tuple[Mask, float] | None:
        """The blocks that burn and how sure that is, 0.5..1; None when nothing does.

        1. Of every quarter block it is remembered which way its light went last, and when it turned.
        2. A block burns that is not the place, has the colour of flame beyond what the place has there, and turns.
        3. It must last; a block beside one that burns neither gains nor loses, since flames lick.
        4. Of what lasted only groups count, near the bright heart that a flame has; small ones when it lasted longer.
        """
        self._turn(seen.fine)  # 1
        self._shares.append(seen.flame)
        self._cores.append(seen.core)
        usual = self._know(seen.mild, unproven, step_s)
        share = np.mean(np.stack(self._shares), axis=0)
        burns = unproven & (share - usual > LEAST_SHARE) & self._is_restless()  # 2
        licked = cv2.dilate(burns.astype(np.uint8), _NEAR) > 0
        gained = np.where(burns, step_s, np.where(licked, 0.0, -step_s)).astype(np.float32)  # 3
        self._burnt_s = np.clip(self._burnt_s + gained, 0, 2 * LASTING_S)
        core = np.mean(np.stack(self._cores), axis=0) > LEAST_CORE
        hot = cv2.dilate(core.astype(np.uint8), _AROUND) > 0
        lasting = _in_groups(hot & (self._burnt_s >= LASTING_S), FEW_BLOCKS)  # 4
        lasting |= _in_groups(hot & (self._burnt_s >= FEW_LASTING_S), LEAST_BLOCKS)
        count = int(np.count_nonzero(lasting))
        return (lasting, 0.5 + 0.5 * min(count / 12.0, 1.0)) if count else None

    def _turn(self, fine: Map) -> None:
        if self._last is None:
            self._last = fine
            return
        step = fine - self._last
        self._last = fine
        way = np.where(np.abs(step) > TURN, np.sign(step), 0).astype(np.int8)
        turned = (way * self._way == -1).astype(np.uint8)
        self._way = np.where(way != 0, way, self._way)
        self._turns.append(turned)

    def _is_restless(self) -> Mask:
        if len(self._turns) < LEAST_TURNS:
            return np.zeros(self._grid.shape, np.bool_)
        kept = np.stack(self._turns)
        rows, columns = self._grid.shape
        quarters = (rows, 2, columns, 2)
        all_of_it = kept.sum(axis=0, dtype=np.uint8).reshape(quarters).max(axis=(1, 3))
        newest = kept[-FRESH:].sum(axis=0, dtype=np.uint8).reshape(quarters).max(axis=(1, 3))
        return np.asarray((all_of_it >= LEAST_TURNS) & (newest >= 1), np.bool_)

    def _know(self, mild: Map, unproven: Mask, step_s: float) -> Map:
        """The share of each block that is warm by nature, learnt while it is the place."""
        if self._usual is None:
            # Nothing is known to be warm by nature until it was proven.
            self._usual = np.where(unproven, np.float32(0), mild)
            return self._usual
        follow = np.where(unproven, 0.0, min(1.0, step_s / LEARN_S)).astype(np.float32)
        self._usual = self._usual + (mild - self._usual) * follow
        return self._usual


def _in_groups(lasting: Mask, least: int) -> Mask:
    """Only blocks that lie together with others, at most a block apart and `least` in all."""
    if not lasting.any():
        return lasting
    near = cv2.dilate(lasting.astype(np.uint8), _NEAR)
    count, labels = cv2.connectedComponents(near, connectivity=8)
    sizes = np.bincount(np.asarray(labels)[lasting], minlength=count)
    return np.asarray(lasting & (sizes[labels] >= least), np.bool_)
