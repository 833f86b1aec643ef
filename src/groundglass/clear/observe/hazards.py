"""Proposals of flame and smoke, from colour, restlessness, growth and staying where it is. A person decides.

Apart because it says what flame.py finds and finds smoke itself: smoke takes colour and detail from what lies behind
it, slowly, over a growing patch.

Known weaknesses: thin smoke before a plain sky is not seen, steam and dust can be. `./dev bench events` says how often,
on drawn scenes and clips.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from groundglass.clear.frame import ClearFrame
from groundglass.clear.observe.colours import Colours, colours_of
from groundglass.clear.observe.flame import Flames
from groundglass.clear.observe.sight import Sight
from groundglass.clear.place.grid import Grid, Map, Mask
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.observation_bytes import PPM
from groundglass.pane.observations import Hazard, HazardSeen, PpmBox

LOOK_EVERY_90K: Final = TICKS_PER_S // 8
SLACK_90K: Final = TICKS_PER_S // 100
SAY_EVERY_90K: Final = TICKS_PER_S
LONGEST_STEP_S: Final = 0.5

GREY: Final = 9.0
FADED: Final = 0.7
"""Share of a place's detail that smoke leaves at most."""

SMOKE_S: Final = 3.0
LEAST_SMOKE: Final = 10
GROWN: Final = 1.5
STAYS: Final = 0.7
"""Share of what has lasted that must look like smoke at this moment."""

LEARN_S: Final = 5.0


class Hazards:
    """For one geometry; one judged picture at a time."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._flames = Flames(grid)
        self._place: tuple[Map, Map, Map, Map] | None = None
        self._smoke_s: Map = np.zeros(grid.shape, np.float32)
        self._smoke_first = 0
        self._looked_at: Instant90k | None = None
        self._said: dict[Hazard, int] = {}

    def look(self, clear: ClearFrame, sight: Sight) -> tuple[HazardSeen, ...]:
        """Take one picture and return what is proposed now."""
        at, last_at = clear.taken_at, self._looked_at
        if last_at is not None and 0 <= at - last_at < LOOK_EVERY_90K - SLACK_90K:
            return ()
        step_s = 0.0 if last_at is None else min(max((at - last_at) / TICKS_PER_S, 0.0), LONGEST_STEP_S)
        self._looked_at = at
        seen = colours_of(clear, self._grid)
        changed = sight.changed if sight.is_judged else np.zeros_like(sight.changed)
        said = []
        flame = self._flames.look(seen, sight.unproven, step_s)
        if flame is not None:
            said.append(self._say(Hazard.FLAME, *flame, at))
        smoke = self._smoke(seen, changed, step_s)
        if smoke is not None:
            said.append(self._say(Hazard.SMOKE, *smoke, at))
        self._learn(seen, sight.unproven, step_s)
        return tuple(one for one in said if one is not None)

    def _smoke(self, seen: Colours, changed: Mask, step_s: float) -> tuple[Mask, float] | None:
        if self._place is None:
            return None
        luma, blue, red, detail = self._place
        colour = np.maximum(np.abs(seen.blue - 128), np.abs(seen.red - 128))
        was_coloured = np.maximum(np.abs(blue - 128), np.abs(red - 128))
        greyer = (colour < GREY) & (colour <= was_coloured + 1.0)
        faded = seen.detail < FADED * detail
        smokes = changed & greyer & (faded | (detail < 2.0)) & (np.abs(seen.luma - luma) > 4.0)
        smokes = cv2.morphologyEx(smokes.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) > 0
        self._smoke_s = np.clip(
            self._smoke_s + np.where(smokes, step_s, -2 * step_s).astype(np.float32), 0, 2 * SMOKE_S
        )
        begun = int((self._smoke_s > 0.5).sum())
        lasting = self._smoke_s >= SMOKE_S
        count = int(lasting.sum())
        if count == 0:
            self._smoke_first = begun
        if count < LEAST_SMOKE or not _is_wide(lasting) or begun < GROWN * max(self._smoke_first, 4):
            return None
        # Smoke grows and stays; who walks on has grown too, and is no longer where they were.
        if int((lasting & smokes).sum()) < STAYS * count:
            return None
        return lasting, 0.5 + 0.5 * min(count / 80.0, 1.0)

    def _learn(self, seen: Colours, unproven: Mask, step_s: float) -> None:
        """What a block looks like while it is the place."""
        new = seen.luma, seen.blue, seen.red, seen.detail
        if self._place is None:
            self._place = new
            return
        follow = np.where(unproven, 0.0, min(1.0, step_s / LEARN_S)).astype(np.float32)
        luma, blue, red, detail = (old + (now - old) * follow for old, now in zip(self._place, new, strict=True))
        self._place = luma, blue, red, detail

    def _say(self, hazard: Hazard, where: Mask, sure: float, at: Instant90k) -> HazardSeen | None:
        if 0 <= at - self._said.get(hazard, -SAY_EVERY_90K) < SAY_EVERY_90K - SLACK_90K:
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


def _is_wide(lasting: Mask) -> bool:
    """Whether the largest patch is no upright figure: at least as wide as half of its height."""
    stats = cv2.connectedComponentsWithStats(lasting.astype(np.uint8), connectivity=8)[2]
    largest = int(stats[1:, cv2.CC_STAT_AREA].argmax()) + 1
    wide, tall = int(stats[largest, cv2.CC_STAT_WIDTH]), int(stats[largest, cv2.CC_STAT_HEIGHT])
    return int(stats[largest, cv2.CC_STAT_AREA]) >= LEAST_SMOKE and 2 * wide >= tall
