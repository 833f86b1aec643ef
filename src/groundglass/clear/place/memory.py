"""The memory of a fixed camera: what its place looks like, kept current picture by picture.

Apart because it owns all state of proof and is the only one that changes it. It answers one question,
which blocks of this picture are the proven place, and errs towards "not this one". It assumes a fixed
camera and the pictures' own time; it never paints and never writes (frost/ and keep.py do).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final, Literal

import cv2
import numpy as np

from groundglass.clear.place.between import Between
from groundglass.clear.place.compare import FAR, Comparison, contrast, far
from groundglass.clear.place.displaced import Displacement, displace, find_displacement
from groundglass.clear.place.grid import BLOCK, Grid, Map, Mask, Polygon, Reduced, cover
from groundglass.clear.place.keep import Kept
from groundglass.clear.place.light import Light
from groundglass.clear.place.looks import Looks, Pictures
from groundglass.clear.place.quantised import Quantised
from groundglass.clear.place.settle import Settling
from groundglass.clear.place.torn import OTHER, Mending
from groundglass.clear.place.trembling import Trembling
from groundglass.clear.place.view import (
    CALM,
    DISTURBED,
    ViewCode,
    changed_share,
    likeness,
    looks_elsewhere,
    name_disturbance,
)
from groundglass.clear.place.visitors import Labels, Visitors
from groundglass.pane.ids import TICKS_PER_S, Instant90k

STEP_S: Final = 0.1
"""Evidence is weighed at most this often: proof takes seconds, and every step costs."""

WATCH_S: Final = 1.0
LONGEST_STEP_S: Final = 0.5
"""A gap between two pictures counts as evidence for no longer than this: nobody looked in between."""

MOST_PLACES: Final = 3
"""Places kept at once: by day, by infra-red, and one more (a lamp, a second preset)."""

TALL_BLOCKS: Final = 16
"""Height of a region from which its outline could show how somebody walks."""

CALM_S: Final = 0.5
ANEW_S: Final = 2.0
LITTLE: Final = 0.25
"""Share of the picture that has a look below which a place that is not found again is begun anew, whatever happened."""

MATCHING: Final = FAR * 0.75
NEAREST: Final = 8.0
"""Distance at which even a quiet block counts as changed."""

NOISE_GAIN: Final = 3.0

SETTLED_SHARE: Final = 0.5
"""Share of the evidence time for which a look has held before a change of it can have come from outside."""

ProofMode = Literal["proven", "approved"]


_PAIR: Final = np.ones((2, 1), np.uint8)
_NEAR_FIVE: Final = np.ones((5, 5), np.uint8)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of one picture.

    `shown` is true for blocks that match their proven look and nothing else. `changed` is true where a
    known look is not seen, `visitors` numbers the regions of change (see visitors.py) and `tall` is true in
    those large enough for a gait to be read from. All per block.
    """

    view: ViewCode
    shown: Mask
    changed: Mask
    visitors: Labels
    tall: Mask
    proven_share: float


class Memory:
    """Owns the looks, the light and the visitors of one camera. One caller, one picture at a time."""

    def __init__(self, grid: Grid, mode: ProofMode, evidence_s: float, overlays: tuple[Polygon, ...] = ()) -> None:
        self.grid = grid
        self._mode = mode
        self._evidence_s = evidence_s
        self._overlay = cover(overlays, grid, whole_blocks=False)
        self._compare = Comparison(grid)
        self._between = Between(grid)
        self._quantised = Quantised(grid)
        self._nearest = NEAREST
        self.looks = Looks(grid)
        self.light = Light(grid)
        self._others: list[Looks] = []
        self._visitors = Visitors(grid, evidence_s)
        self._settling = Settling(grid, evidence_s)
        self._noise: Map = np.zeros(grid.shape, np.float32)
        self._changed: Mask = np.zeros(grid.shape, np.bool_)
        self._content: Mask = np.zeros(grid.shape, np.bool_)
        self._tall: Mask = np.zeros(grid.shape, np.bool_)
        self._trembling = Trembling(grid)
        self._mending = Mending()
        self._last: Instant90k | None = None
        self._owed_s = 0.0
        self._watch_owed_s = 0.0
        self._now_s = 0.0
        self._disturbed_s: float | None = None
        self._calm_s = 0.0
        self._view: ViewCode = "starting"

    def judge(self, picture: Reduced, taken_at: Instant90k) -> Judgement:
        """Judge one picture. Pictures come in order; time that runs backwards counts as no time."""
        certain = None if self._owes(taken_at) else self._between.changed(picture, taken_at)
        if certain is not None:
            return self._judgement(certain, self.looks.proven & ~certain)
        elapsed_s = self._elapsed(taken_at)
        distance = self._measure(picture, elapsed_s)
        distance = self._forgive(picture, distance)
        limit = np.clip(NOISE_GAIN * self._noise + 2.0, self._nearest, 2.0 * FAR).astype(np.float32)
        changed = self._see(distance, limit)
        share = changed_share(self._content, self.looks)
        relit = share > DISTURBED
        if relit:
            changed, share = self._relight(picture, changed, share)
        self._changed = changed
        if not self._judge_view(picture, share, elapsed_s):
            self._between.forget()
            return self._judgement(changed, np.zeros(self.grid.shape, np.bool_))
        self._weigh(picture, distance, changed, elapsed_s)
        if relit:
            self._between.forget()
        else:
            left = contrast(self.light.gain)
            self._between.keep(picture, taken_at, distance, limit, changed, self.looks.has & ~self._overlay, left)
        return self._judgement(changed, self.looks.proven & ~changed)

    def _judgement(self, changed: Mask, shown: Mask) -> Judgement:
        return Judgement(self._view, shown, changed, self._visitors.labels, self._tall, self.looks.proven_share)

    def _owes(self, taken_at: Instant90k) -> bool:
        """True when evidence is due: that is of pictures which are measured themselves."""
        return self._last is None or self._owed_s + (taken_at - self._last) / TICKS_PER_S >= STEP_S

    def _elapsed(self, taken_at: Instant90k) -> float:
        last, self._last = self._last, taken_at
        if last is None:
            return 0.0
        elapsed_s = min(max((taken_at - last) / TICKS_PER_S, 0.0), LONGEST_STEP_S)
        self._now_s += elapsed_s
        return elapsed_s

    def _measure(self, picture: Reduced, elapsed_s: float) -> Map:
        looks, light = self.looks, self.light
        rise = self._compare.rise(picture, looks.pictures)
        trusted = looks.has & ~self._content & ~self._overlay
        light.fit(looks.mean, rise, trusted, int(picture.luma.max()))
        if self._owed_s + elapsed_s >= STEP_S:
            light.fit_tint(*self._compare.chroma_rise(picture, looks.pictures), trusted, STEP_S)
        return self._distance(picture, looks, light)

    def _distance(self, picture: Reduced, looks: Looks, light: Light) -> Map:
        return self._compare.distance(
            picture, looks.pictures, light.now, light.tint, looks.texture, light.gain, looks.mean, light.white
        )

    def _forgive(self, picture: Reduced, distance: Map) -> Map:
        # Only blocks that were seen to tremble are forgiven, only what trembling explains, and nothing
        # beside a block that cannot tremble and changed: there somebody may stand in front of the branches.
        trembles = self._trembling.blocks
        if not trembles.any():
            return distance
        beyond = self._compare.beyond(picture, self.looks.reach, self.light.now, self.light.tint)
        solid = (~trembles & self.looks.has & (distance > FAR)).astype(np.uint8)
        solid = np.asarray(cv2.morphologyEx(solid, cv2.MORPH_OPEN, _PAIR), np.uint8)
        solid |= self._visitors.passing.astype(np.uint8)
        lone = trembles & (cv2.dilate(solid, _NEAR_FIVE) == 0)
        return np.where(lone, np.minimum(distance, beyond * 2.0), distance)

    def _see(self, distance: Map, limit: Map) -> Mask:
        # Light that is only lifted is hidden, but it is nobody: it is fitted, and it is no visitor.
        known = self.looks.has & ~self._overlay
        self._content = (far(distance, limit) | self.light.cast) & known
        return self._content | (self.light.lifted & known)

    def _relight(self, picture: Reduced, changed: Mask, share: float) -> tuple[Mask, float]:
        # Most of the picture is off. If one light over all of it explains that, it is light, not content;
        # it stays hidden until it has lasted (`_judge_view`), so that a flash shows nobody.
        looks, light = self.looks, self.light
        before, gain, tint = light.now, light.gain, light.tint
        rise, trusted = self._compare.rise(picture, looks.pictures), looks.has & ~self._overlay
        light.fit(looks.mean, rise, trusted, int(picture.luma.max()))
        light.fit_tint(*self._compare.chroma_rise(picture, looks.pictures), trusted, inf)
        distance = self._distance(picture, looks, light)
        again = far(distance, np.full(self.grid.shape, FAR, np.float32)) & looks.has & ~self._overlay
        if changed_share(again, looks) > CALM:
            light.restore(before, gain, tint)
            return changed, share
        # At this point content matches and only the light is new.
        self._content = again
        return again | (light.sudden & looks.has), changed_share(again, looks)

    def _judge_view(self, picture: Reduced, share: float, elapsed_s: float) -> bool:
        """Set the view's code; return whether the picture can be judged block by block."""
        if not self.looks.has.any():
            self._view = "starting"
            self._settle(picture, elapsed_s)
            return False
        if self._disturbed_s is None and share <= DISTURBED:
            self._view = "clear" if self.looks.proven_share > 0.5 else "proving"
            return True
        self._calm_s = self._calm_s + elapsed_s if share < CALM else 0.0
        if self._disturbed_s is not None and self._calm_s >= CALM_S:
            self._disturbed_s = None
            return self._judge_view(picture, share, elapsed_s)
        if self._disturbed_s is None:
            self._disturbed_s = self._now_s
            self._settling.restart()
        self._view = name_disturbance(picture, self.looks, self.grid)
        if self._view == "moved" and not looks_elsewhere(picture, self.looks, self.grid):
            # Part of the place is still seen: a person or a vehicle close by must never begin a new place.
            self._view = "covered"
        self._settling.watch(picture, elapsed_s)
        if share >= CALM and self._now_s - self._disturbed_s >= ANEW_S:
            # A picture that is near its place again is on its way back, not at another.
            self._turn(picture)
        return False

    def _turn(self, picture: Reduced) -> None:
        """Leave the place for one known before, or for a new one once the picture has come to rest."""
        known = self._recognise(picture)
        if known is not None:
            self._exchange(known)
        elif (self._view in ("moved", "light") or self._knows_little) and self._settling.rested_share > 0.5:
            found = self._find_again(picture) if self._view == "moved" else None
            if found is not None:
                light, visitors = self.light, self._visitors
                looks, by = found
                self._exchange(looks)
                visitors.displace(round(by.x_px / BLOCK), round(by.y_px / BLOCK))
                self._visitors = visitors
                # It is the same place under the same light. To those who are told, the camera was moved all the same.
                self.light, self._view = light, "starting"
                return
            fresh = Looks(self.grid)
            # Whoever was in view before the light or the view changed is a visitor still, and so may be who stands
            # before the little that was known.
            stood = self._visitors.labels > 0
            if self._knows_little:
                stood |= self.looks.has | self.looks.barred
            fresh.barred = np.asarray(cv2.dilate(stood.astype(np.uint8), _NEAR_FIVE)) > 0
            if self._view == "light":
                self._carry(picture, fresh)
            self._exchange(fresh)

    @property
    def _knows_little(self) -> bool:
        """True while so little of the place is known that neither its light nor what became of the view can be told."""
        return float(np.mean(self.looks.has)) < LITTLE

    def _recognise(self, picture: Reduced) -> Looks | None:
        return next((one for one in self._others if changed_share(self._unlike(picture, one), one) < CALM), None)

    def _find_again(self, picture: Reduced) -> tuple[Looks, Displacement] | None:
        """The present place where it is in the picture of a camera that was knocked, and by how much; or None."""
        by = find_displacement(picture, self.looks) if self._mode == "proven" else None
        moved = displace(self.looks, by) if by is not None else None
        if by is None or moved is None:
            return None
        unlike = self._unlike(picture, moved)
        # Of somebody at the rim more has come into view: there nothing is proven by time.
        moved.barred |= (cv2.dilate(unlike.astype(np.uint8), _NEAR_FIVE) > 0) & ~moved.has
        return (moved, by) if changed_share(unlike, moved) < CALM else None

    def _unlike(self, picture: Reduced, other: Looks) -> Mask:
        """Blocks of another place that are not seen in the picture, under whatever light fits best."""
        light = Light(self.grid)
        rise = self._compare.rise(picture, other.pictures)
        light.fit(other.mean, rise, other.has, int(picture.luma.max()))
        distance = self._distance(picture, other, light)
        return far(distance, np.full(self.grid.shape, FAR, np.float32)) & other.has

    def _exchange(self, new: Looks) -> None:
        kept = [other for other in self._others if other is not new]
        if self.looks.proven.any():
            kept.insert(0, self.looks)
        self._others = kept[: MOST_PLACES - 1]
        self.looks = new
        self.light = Light(self.grid)
        self._visitors = Visitors(self.grid, self._evidence_s)
        self._settling.restart()
        self._noise.fill(0)
        self._changed = np.zeros(self.grid.shape, np.bool_)
        self._disturbed_s = None
        self._calm_s = 0.0

    def _carry(self, picture: Reduced, fresh: Looks) -> None:
        # The same structure under another light is the same place where there is structure to tell by.
        # Flat blocks have none, and must hold for the evidence time like any first look.
        like = likeness(picture, self.looks, self.grid) > 0.92
        same = like & self.looks.proven
        rested = np.full(self.grid.shape, np.float32(0))
        fresh.remember(picture, same, rested, np.zeros(self.grid.shape, np.float32))
        if self._mode == "proven":
            fresh.proven |= same
            fresh.held_s[same] = self._evidence_s
            fresh.age_s[same] = self._evidence_s
            fresh.judged_s[same] = self._evidence_s

    def _settle(self, picture: Reduced, elapsed_s: float) -> None:
        self._settling.watch(picture, elapsed_s)
        new = self._settling.rested & ~self.looks.has
        if new.any():
            self.looks.remember(self._settling.pictures, new, self._settling.still_s, self.light.now)

    def _weigh(self, picture: Reduced, distance: Map, changed: Mask, elapsed_s: float) -> None:
        self.light.settle(elapsed_s, ~changed & self.looks.has, self.looks.has, self._evidence_s)
        self._owed_s += elapsed_s
        if self._owed_s < STEP_S:
            return
        step_s, self._owed_s = self._owed_s, 0.0
        looks = self.looks
        self._quantised.watch(picture, step_s)
        self._nearest = min(max(NEAREST, self._quantised.allowance), 2.0 * FAR)
        settled = looks.held_s >= SETTLED_SHARE * self._evidence_s
        void = self._visitors.follow(self._content, settled, self._trembling.blocks, step_s)
        self._tall = self._visitors.taller(TALL_BLOCKS)
        looks.void(void, self._visitors.sure, self._evidence_s)
        near = cv2.dilate((self._visitors.labels > 0).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        matches = ~changed & (distance < max(MATCHING * 1.5, self._nearest))
        # What is neither like the look nor clearly another look (a shadow at somebody's feet) weighs nothing.
        judged = (~self._visitors.stirring | changed) & (matches | (distance > OTHER))
        looks.witness(self._visitors.uncovered, matches, changed & (distance > OTHER), self._settling.still_s)
        if self._mode == "proven":
            looks.weigh(matches, judged, step_s, self._evidence_s)
        else:
            looks.weigh(matches, judged, step_s, inf)
        self._trembling.watch(changed, step_s)
        follow = np.float32(min(1.0, step_s / 10.0))
        calm = looks.has & ~changed & ~near
        self._noise += np.where(calm, (distance - self._noise) * follow, np.float32(0))
        self._watch_owed_s += step_s
        if looks.proven.all():
            # Only proposals for the desk still depend on what comes to rest; once a second is enough.
            if self._watch_owed_s < WATCH_S:
                return
        else:
            looks.smooth(picture, self.light.now, matches & ~near)
            self._mending.watch(looks, self._settling, distance, step_s)
        watch_s, self._watch_owed_s = self._watch_owed_s, 0.0
        self._settle(picture, watch_s)

    @property
    def kept(self) -> Kept:
        """What is to be saved: all places that are remembered, the present one first."""
        return Kept((self.looks, *self._others), self._trembling.blocks)

    def recall(self, kept: Kept) -> None:
        """Begin with what was saved before."""
        self.looks, *self._others = kept.places
        self._trembling.recall(kept.trembling)
        self.light.recall()
        self._between.forget()

    @property
    def ready(self) -> Mask:
        """Blocks at rest that would become sharp if a person approved them."""
        return self._settling.rested & (~self.looks.proven | self._changed)

    @property
    def resting(self) -> Pictures:
        """What rests now, block by block. To be copied: it goes on changing."""
        return self._settling.pictures

    @property
    def changed(self) -> Mask:
        """Blocks of the last picture in which a known look was not seen."""
        return self._changed

    def approve(self, where: Mask, seen: Pictures) -> None:
        """A person has said that in these blocks `seen` is the place."""
        self.looks.approve(seen, where)
        self._between.forget()
        self._changed = self._changed & ~where
