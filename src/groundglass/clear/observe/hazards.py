"""Proposals of flame and smoke, from colour, flicker, growth and staying where it is. A person decides.

Apart because it is the one part of observing that looks at the clear picture: coarse means of brightness and colour per
block, kept for seconds and never said. Flame is bright, between yellow and red, restless, and stays; smoke takes colour
and detail from what lies behind it, slowly, over a growing patch.

Known weaknesses: flame behind frosted glass, blue flame of gas and flame smaller than a block are not seen; a bonfire
on a screen, low sun on water and orange cloth in the wind can be; thin smoke before a plain sky is not seen, steam and
dust can be. bench/observe.py says how often on drawn scenes and clips.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame, Plane
from groundglass.clear.observe.sight import Sight
from groundglass.clear.place.grid import Grid, Map, Mask
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.observation_bytes import PPM
from groundglass.pane.observations import Hazard, HazardSeen, PpmBox

LOOK_EVERY_90K: Final = TICKS_PER_S // 8
SAY_EVERY_90K: Final = TICKS_PER_S
LONGEST_STEP_S: Final = 0.5

WARMTH: Final = 32.0
"""Red chroma above blue chroma from which a sample has the colour of flame, in levels."""

BRIGHT: Final = 160.0
REDDISH: Final = 14.0
CORE: Final = 178.0
"""Brightness that the brightest block of a flame reaches: cloth and skin in the sun stay below, white is not warm."""
FLICKER: Final = 7.0
"""Levels by which the brightness of a block changes between two looks, on average over a second."""

LASTING_S: Final = 1.2
LEAST_SHARE: Final = 0.15

GREY: Final = 9.0
FADED: Final = 0.7
"""Share of a place's detail that smoke leaves at most."""

SMOKE_S: Final = 3.0
LEAST_SMOKE: Final = 10
GROWN: Final = 1.5


@dataclass(slots=True)
class _Seen:
    """What a block looked like, coarsely: brightness, both chromas, detail, and the shares of it
    that have the colour of flame, strictly and generously taken."""

    luma: Map
    blue: Map
    red: Map
    detail: Map
    warm: Map
    mild: Map


class Hazards:
    """For one geometry; one judged picture at a time."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        shape = grid.shape
        self._last: _Seen | None = None
        self._place: _Seen | None = None
        self._flicker: Map = np.zeros(shape, np.float32)
        self._flame_s: Map = np.zeros(shape, np.float32)
        self._smoke_s: Map = np.zeros(shape, np.float32)
        self._smoke_first = 0
        self._looked_at: Instant90k | None = None
        self._said: dict[Hazard, int] = {}

    def look(self, clear: ClearFrame, sight: Sight) -> tuple[HazardSeen, ...]:
        """Take one picture and return what is proposed now."""
        at, last_at = clear.taken_at, self._looked_at
        if last_at is not None and 0 <= at - last_at < LOOK_EVERY_90K:
            return ()
        step_s = 0.0 if last_at is None else min(max((at - last_at) / TICKS_PER_S, 0.0), LONGEST_STEP_S)
        self._looked_at = at
        changed = sight.changed if sight.is_judged else np.zeros_like(sight.changed)
        seen = self._see(clear)
        found = [self._flame(seen, sight.unproven, step_s, at), self._smoke(seen, changed, step_s, at)]
        self._learn(seen, sight.unproven, step_s)
        self._last = seen
        return tuple(one for one in found if one is not None)

    def _see(self, clear: ClearFrame) -> _Seen:
        # Every second sample of chroma (every fourth of luma) is enough for means of blocks, at a fraction of the cost.
        luma = np.ascontiguousarray(clear.luma[::4, ::4])
        blue, red = np.ascontiguousarray(clear.blue[::2, ::2]), np.ascontiguousarray(clear.red[::2, ::2])
        rows, columns = min(luma.shape[0], blue.shape[0]), min(luma.shape[1], blue.shape[1])
        luma, blue, red = luma[:rows, :columns], blue[:rows, :columns], red[:rows, :columns]
        warmth = np.asarray(cv2.subtract(red, blue), np.uint8)
        is_warm = (warmth > WARMTH) & (luma > BRIGHT) & (red > 128 + REDDISH)
        is_mild = (warmth > 0.8 * WARMTH) & (luma > 0.8 * BRIGHT)
        edges = np.asarray(cv2.absdiff(luma[:, 1:], luma[:, :-1]), np.uint8)
        return _Seen(
            self._mean(luma), self._mean(blue), self._mean(red), self._mean(edges),
            self._share(is_warm), self._share(is_mild),
        )  # fmt: skip

    def _share(self, samples: npt.NDArray[np.bool_]) -> Map:
        return self._mean(samples.astype(np.uint8) * np.uint8(255)) / np.float32(255)

    def _mean(self, plane: Plane) -> Map:
        grid = self._grid
        # The grid may reach beyond the picture by less than a block; that is stretched over, which moves nothing far.
        return np.asarray(cv2.resize(plane, (grid.columns, grid.rows), interpolation=cv2.INTER_AREA), np.float32)

    def _flame(self, seen: _Seen, unproven: Mask, step_s: float, at: Instant90k) -> HazardSeen | None:
        if self._last is not None and step_s > 0:
            apart = np.maximum(np.abs(seen.luma - self._last.luma), 60.0 * np.abs(seen.warm - self._last.warm))
            self._flicker += (apart - self._flicker) * np.float32(min(1.0, step_s))
        near = cv2.dilate(self._flicker, np.ones((3, 3), np.uint8))
        usual = self._place.mild if self._place is not None else np.zeros_like(seen.mild)
        burns = unproven & (seen.warm - usual > LEAST_SHARE) & (near > FLICKER)
        self._flame_s = np.clip(self._flame_s + np.where(burns, step_s, -step_s).astype(np.float32), 0, 2 * LASTING_S)
        lasting = self._flame_s >= LASTING_S
        if not lasting.any() or float(seen.luma[lasting].max()) < CORE:
            return None
        sure = 0.5 + 0.5 * min(float(lasting.sum()) / 12.0, 1.0) * min(float(near[lasting].mean()) / 15.0, 1.0)
        return self._say(Hazard.FLAME, lasting, sure, at)

    def _smoke(self, seen: _Seen, changed: Mask, step_s: float, at: Instant90k) -> HazardSeen | None:
        place = self._place
        if place is None:
            return None
        colour = np.maximum(np.abs(seen.blue - 128), np.abs(seen.red - 128))
        was_coloured = np.maximum(np.abs(place.blue - 128), np.abs(place.red - 128))
        greyer = (colour < GREY) & (colour <= was_coloured + 1.0)
        faded = seen.detail < FADED * place.detail
        smokes = changed & greyer & (faded | (place.detail < 2.0)) & (np.abs(seen.luma - place.luma) > 4.0)
        smokes = cv2.morphologyEx(smokes.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) > 0
        self._smoke_s = np.clip(
            self._smoke_s + np.where(smokes, step_s, -2 * step_s).astype(np.float32), 0, 2 * SMOKE_S
        )
        begun = int((self._smoke_s > 0.5).sum())
        lasting = self._smoke_s >= SMOKE_S
        count = int(lasting.sum())
        if count == 0:
            self._smoke_first = begun
        if count < LEAST_SMOKE or not self._is_wide(lasting) or begun < GROWN * max(self._smoke_first, 4):
            return None
        return self._say(Hazard.SMOKE, lasting, 0.5 + 0.5 * min(count / 80.0, 1.0), at)

    def _is_wide(self, lasting: Mask) -> bool:
        """Whether the largest patch is no upright figure: at least as wide as two thirds of its height."""
        stats = cv2.connectedComponentsWithStats(lasting.astype(np.uint8), connectivity=8)[2]
        largest = int(stats[1:, cv2.CC_STAT_AREA].argmax()) + 1
        wide, tall = int(stats[largest, cv2.CC_STAT_WIDTH]), int(stats[largest, cv2.CC_STAT_HEIGHT])
        return int(stats[largest, cv2.CC_STAT_AREA]) >= LEAST_SMOKE and 3 * wide >= 2 * tall

    def _learn(self, seen: _Seen, unproven: Mask, step_s: float) -> None:
        """What a block looks like while it is the place."""
        if self._place is None:
            # Nothing is known to be warm by nature until it was proven.
            self._place = replace(seen, mild=np.where(unproven, np.float32(0), seen.mild))
            return
        follow: npt.NDArray[np.float32] = np.where(unproven, 0.0, min(1.0, step_s / 5.0)).astype(np.float32)
        for name in ("luma", "blue", "red", "detail", "mild"):
            old = getattr(self._place, name)
            setattr(self._place, name, old + (getattr(seen, name) - old) * follow)

    def _say(self, hazard: Hazard, where: Mask, sure: float, at: Instant90k) -> HazardSeen | None:
        if 0 <= at - self._said.get(hazard, -SAY_EVERY_90K) < SAY_EVERY_90K:
            return None
        self._said[hazard] = at
        rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
        grid = self._grid
        box = PpmBox(
            *(
                min(round(PPM * edge * grid.block_px / length), PPM)
                for edge, length in (
                    (int(columns[0]), grid.width), (int(rows[0]), grid.height), (int(columns[-1]) + 1, grid.width),
                    (int(rows[-1]) + 1, grid.height),
                )
            )
        )  # fmt: skip
        return HazardSeen(at, hazard, box, min(round(sure * PPM), PPM))
