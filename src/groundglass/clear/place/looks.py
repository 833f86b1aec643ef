"""The looks of one place under one light: pictures per block, and the evidence that each is the place.

Apart because this is what may be remembered. A look is proven when it was there for the evidence time
in sum, and for two thirds of all the time in which the block could be judged: a look weighs against
every other look of its block. One that held for minutes and came back after visitors had left needs no
majority: the others were many, and none of them stayed. Only the first look a block ever held can be proven, or the
first after one that was found to be a torn piece of something else (torn.py). A look that arrived later is
kept as a proposal for a person at the desk and is never proven here. What a proven look shows is frozen;
light is followed elsewhere (light.py) and content by nobody.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import Plane
from groundglass.clear.place.grid import BLOCK, Grid, Map, Mask, Reduced, block_mean
from groundglass.clear.place.window import Window, pixels, relative, window_of

MAJORITY: Final = 0.66
"""Share of the judged time that a look must have held to be proven."""

KEPT_SHARE: Final = 0.6
"""Share below which a proof that is still young is revoked: less, so that no proof comes and goes with each visitor."""

RETURNS: Final = 2
"""Departures of separate visitors after which a look that came back each time needs no majority any more."""

RETURNED_SHARE: Final = 0.2
"""Share of the judged time that suffices then: the other looks were many, and none of them stayed."""

RETURNED_EVIDENCE: Final = 6.0
"""Evidence times for which such a look must have been seen: minutes, since a minority asks for more than a majority."""

OVER_RIVAL: Final = 1.5
"""How many times longer than the longest stay of anything else such a look must have held."""

SMOOTHING_STEPS: Final = 12
"""How often a look that is not yet proven is averaged with what matches it, against sensor noise."""

OLD_PROOF: Final = 20.0
"""Evidence times after which a proof is no longer revoked by weight."""

YOUNG: Final = 3.0
"""Evidence times below which a stir voids a proof: whoever was taken for the place has not kept still for so long."""

LONG_S: Final = 1.0e6
"""Evidence of a look that a person approved or that was proven in an earlier run."""

_NEAR = np.ones((3, 3), np.uint8)
_WIDE = np.ones((5, 5), np.uint8)


Reach = tuple[tuple[Plane, Plane], ...]
"""Per plane the least and the most around each pixel."""


def enlarge(mask: Mask, edge: int) -> Plane:
    """Each block as `edge` x `edge` pixels, 255 where true."""
    # Repeating is many times faster than the library's nearest neighbour, and is the same.
    return (mask.astype(np.uint8) * np.uint8(255)).repeat(edge, axis=1).repeat(edge, axis=0)


def _renewed(old: Map, inner: Window, plane: cv2.typing.MatLike, kept: Window) -> Map:
    """A new map, since somebody may still read the old one: in `inner` the means of the blocks `kept` of a plane."""
    new = old.copy()
    size = plane.shape[1] // BLOCK, plane.shape[0] // BLOCK
    new[inner] = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)[kept]
    return new


def _reach(plane: Plane, around: npt.NDArray[np.uint8]) -> tuple[Plane, Plane]:
    return np.asarray(cv2.erode(plane, around), np.uint8), np.asarray(cv2.dilate(plane, around), np.uint8)


class Pictures:
    """One reduced picture that is filled block by block."""

    def __init__(self, grid: Grid) -> None:
        self.luma: Plane = np.zeros((grid.rows * BLOCK, grid.columns * BLOCK), np.uint8)
        self.blue: Plane = np.full((grid.rows * 2, grid.columns * 2), 128, np.uint8)
        self.red: Plane = np.full((grid.rows * 2, grid.columns * 2), 128, np.uint8)

    def take(self, source: Reduced | Pictures, where: Mask) -> None:
        """Copy the chosen blocks from another picture."""
        fine, coarse = enlarge(where, BLOCK), enlarge(where, 2)
        cv2.copyTo(source.luma, fine, self.luma)
        cv2.copyTo(source.blue, coarse, self.blue)
        cv2.copyTo(source.red, coarse, self.red)

    def blend(self, luma: Plane, blue: Plane, red: Plane, where: Mask, window: Window, share: float) -> None:
        """Move the chosen blocks, all of them in `window`, by `share` towards another picture's window."""
        chosen = where[window]
        for own, other, edge in ((self.luma, luma, BLOCK), (self.blue, blue, 2), (self.red, red, 2)):
            part = own[pixels(window, edge)]
            mixed = cv2.addWeighted(part, 1.0 - share, other, share, 0.0)
            cv2.copyTo(mixed, enlarge(chosen, edge), part)


class Looks:
    """Evidence and pictures for every block of one place. Owned by `Memory`.

    `barred` blocks are never proven by time: a visitor stood there when this place began.
    `held_s` is the time for which the first look was seen, or `LONG_S`, and `age_s` that time itself, earlier runs
    included. `judged_s` is the time in which the block could be judged at all, `returns` how many visitors left the
    block and gave that look back, `rival_s` the longest that anything else stayed in one piece. The times count only
    time that passed between pictures that were really seen.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.pictures = Pictures(grid)
        self.has: Mask = np.zeros(grid.shape, np.bool_)
        self.proven: Mask = np.zeros(grid.shape, np.bool_)
        self.barred: Mask = np.zeros(grid.shape, np.bool_)
        self.held_s: Map = np.zeros(grid.shape, np.float32)
        self.age_s: Map = np.zeros(grid.shape, np.float32)
        self.judged_s: Map = np.zeros(grid.shape, np.float32)
        self.returns: Map = np.zeros(grid.shape, np.float32)
        self.rival_s: Map = np.zeros(grid.shape, np.float32)
        self._smoothed: Map = np.zeros(grid.shape, np.float32)
        self._reach: Reach | None = None
        self.mean: Map = np.zeros(grid.shape, np.float32)
        self.texture: Map = np.zeros(grid.shape, np.float32)

    def remember(self, source: Reduced | Pictures, where: Mask, held_s: Map, light: Map) -> None:
        """Give blocks their first look, seen under `light`, with the time it has already held."""
        self.pictures.take(source, where)
        if light.any():
            lit = cv2.resize(light, self.pictures.luma.shape[::-1], interpolation=cv2.INTER_LINEAR)
            unlit = np.clip(self.pictures.luma - lit, 0, 255).astype(np.uint8)
            cv2.copyTo(unlit, enlarge(where, BLOCK), self.pictures.luma)
        self.has |= where
        for time_s in (self.held_s, self.age_s, self.judged_s):
            np.copyto(time_s, held_s, where=where)
        self._smoothed[where] = 0
        self.measure()

    def smooth(self, picture: Reduced, light: Map, matches: Mask) -> None:
        """Average unproven looks with a picture, `light` taken from it, where it matches them."""
        where = matches & self.has & ~self.proven & (self._smoothed < SMOOTHING_STEPS)
        if where.any():
            # Mostly a few blocks are left: only the part of the picture that holds them is touched.
            window = window_of(where, 1)
            fine, coarse = pixels(window, BLOCK), pixels(window, 2)
            luma = picture.luma[fine]
            lit = cv2.resize(light[window], luma.shape[::-1], interpolation=cv2.INTER_LINEAR)
            unlit = np.clip(luma - lit, 0, 255).astype(np.uint8)
            self.pictures.blend(unlit, picture.blue[coarse], picture.red[coarse], where, window, 0.25)
            self._smoothed[where] += 1
            self._measure(where)

    def weigh(self, matches: Mask, judged: Mask, elapsed_s: float, evidence_s: float) -> None:
        """Credit the time since the last picture, and prove what now has evidence enough."""
        step = np.float32(elapsed_s)
        self.judged_s += step * (judged & self.has)
        seen_s = step * (judged & matches & self.has)
        self.held_s += seen_s
        self.age_s += seen_s
        long_enough = self.held_s >= evidence_s
        returned = (
            (self.returns >= RETURNS)
            & (self.held_s > OVER_RIVAL * self.rival_s)
            & (self.held_s >= RETURNED_EVIDENCE * evidence_s)
        )
        weightier = self.held_s > np.where(returned, RETURNED_SHARE, MAJORITY) * self.judged_s
        kept = self.held_s > np.where(returned, RETURNED_SHARE, KEPT_SHARE) * self.judged_s
        # Better evidence revokes a proof that is still young: another look holds the block for longer.
        young = self.held_s < OLD_PROOF * evidence_s
        self.proven &= kept | ~young
        self.proven |= self.has & judged & matches & long_enough & weightier & ~self.barred

    def witness(self, uncovered: Mask, matches: Mask, other: Mask, still_s: Map) -> None:
        """Count what came back, and note how long anything else stayed.

        `uncovered` are the blocks that a visitor has just left, `matches` those that show their look, `other`
        those that clearly show another one, `still_s` how long each block has not changed.
        """
        self.returns += (uncovered & matches & self.has).astype(np.float32)
        np.maximum(self.rival_s, still_s, out=self.rival_s, where=other & self.has)

    def void(self, where: Mask, sure: Mask, evidence_s: float) -> None:
        """Something that seemed to belong here moved: these blocks start again, young proofs included.

        A proof of an earlier run is void only where it is `sure` that somebody stirred, and is as young as it was then.
        """
        young = where & (self.held_s < YOUNG * evidence_s) | sure & (self.age_s < YOUNG * evidence_s)
        self.proven &= ~young
        again = (where | sure) & ~self.proven
        for count in (self.held_s, self.age_s, self.judged_s, self.returns):
            count[again] = 0

    def forget(self, where: Mask) -> None:
        """These looks were none of the place: whatever comes to rest there next is the first."""
        self.has &= ~where
        for count in (self.held_s, self.age_s, self.judged_s, self.returns, self.rival_s):
            count[where] = 0

    def recall(self, age_s: Map) -> None:
        """Take what is proven for long proven, as when it comes from a place saved before at this age."""
        self.held_s[self.proven] = LONG_S
        self.judged_s[self.proven] = LONG_S
        self.age_s = age_s
        self.measure()

    def approve(self, source: Pictures, where: Mask) -> None:
        """A person has said that this is the place."""
        self.pictures.take(source, where)
        self.has |= where
        self.proven |= where
        self.barred &= ~where
        self.recall(np.where(where, np.float32(LONG_S), self.age_s))

    def block_means(self) -> tuple[Map, Map, Map]:
        """Mean luma, blue and red of each block's look."""
        return (
            self.mean,
            block_mean(self.pictures.blue, self.grid),
            block_mean(self.pictures.red, self.grid),
        )

    def measure(self) -> None:
        """Renew what is derived from the pictures."""
        self._measure(np.ones(self.grid.shape, np.bool_))

    def _measure(self, changed: Mask) -> None:
        # A pixel counts for the block beside it as well, and of a window's rim not all neighbours are known.
        inner, window = window_of(changed, 1), window_of(changed, 2)
        luma = self.pictures.luma[pixels(window, BLOCK)]
        contrast = cv2.subtract(cv2.dilate(luma, _NEAR), cv2.erode(luma, _NEAR))
        kept = relative(inner, window)
        self.mean = _renewed(self.mean, inner, luma, kept)
        self.texture = _renewed(self.texture, inner, contrast, kept)
        if self._reach is not None:
            for reach, (plane, around, edge) in zip(self._reach, self._planes, strict=True):
                part = plane[pixels(window, edge)]
                for own, new in zip(reach, _reach(part, around), strict=True):
                    own[pixels(inner, edge)] = new[pixels(kept, edge)]

    @property
    def _planes(self) -> tuple[tuple[Plane, Plane, int], ...]:
        """Each plane, what is within reach in it, and the edge of a block."""
        pictures = self.pictures
        return (pictures.luma, _WIDE, BLOCK), (pictures.blue, _NEAR, 2), (pictures.red, _NEAR, 2)

    @property
    def reach(self) -> Reach:
        """Of luma, blue and red the least and the most that the look has within 2 pixels of luma of each."""
        if self._reach is None:
            self._reach = tuple(_reach(plane, around) for plane, around, _ in self._planes)
        return self._reach

    @property
    def proven_share(self) -> float:
        return float(np.count_nonzero(self.proven)) / self.proven.size
