"""From a clear picture to a frosted one: the procedure that everything else in the product relies on.

Apart because it is the one place where clear pixels are let through, and the list below is what an
auditor reads. It leaves what is proven to place/, how hidden parts look to paint.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.cover import CLOSE, WIDE, Chance, Cover, by_chance
from groundglass.clear.frost.paint import Painter
from groundglass.clear.frost.planes import FrostedPlanes, FrostReport, Proposal
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.frost.stature import Stature, with_scale, without_scale
from groundglass.clear.place.compare import grown
from groundglass.clear.place.grid import Mask, Polygon, Reducer, cover, lay_grid
from groundglass.clear.place.keep import read_places, write_places
from groundglass.clear.place.looks import Looks, Pictures
from groundglass.clear.place.memory import Judgement, Memory
from groundglass.clear.place.visitors import Labels
from groundglass.errors import FrostError
from groundglass.pane.ids import TICKS_PER_S, Instant90k

SHRINK_EVERY_S: Final = 0.2
"""A tall region grows at once and shrinks only at these ticks: the rhythm of a step is not shown."""

GROWTH_M: Final = 0.12
"""How far a hidden region reaches beyond what changed, in metres of scene, where the scale is known."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a picture that is not hidden whole is hidden: blocks, what they are painted by, and where figures are."""

    hidden: Mask
    judgement: Judgement
    looks: Looks
    figures: Mask | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was judged of one picture, before it is painted. Without a `part` all of it is hidden."""

    report: FrostReport
    part: Part | None = field(default=None, repr=False)


class Froster:
    """Frosts the pictures of one fixed camera, in order. Not for use by two threads."""

    def __init__(
        self, policy: FrostPolicy, width: int, height: int, *, known: bytes | None = None, chance: Chance = by_chance
    ) -> None:
        """Begin cold, or from a place saved before. `chance` is what boxes are put to one side by (cover.py).

        Raises `FrostError` for a size that cannot be frosted and for `known` bytes that are not a place of
        this size; the caller then begins without them.
        """
        self._policy = policy
        self._grid = lay_grid(width, height)
        self._reducer = Reducer(self._grid)
        self._memory = self._remember()
        sizes = None
        if known is not None:
            known, sizes = without_scale(known)
            self._memory.recall(read_places(known, self._grid))
        self._painter = Painter(self._grid, policy.style, policy.scale)
        self._privacy = cover(policy.privacy, self._grid, whole_blocks=False)
        self._overlay = cover(policy.overlays, self._grid, whole_blocks=False) & ~self._privacy
        self._rings = self._growth()
        # Where no scale is known a box cannot be one size for all adults: it would tell people apart as well. There the
        # outline is close, blocky and coarse in time until enough have passed to know a size (design/decisions/0207).
        self._cover = None if policy.scale is None else Cover(self._grid, policy.scale, chance)
        self._chance = chance
        self._stature = Stature(self._grid, sizes, chance) if policy.scale is None else None
        self._held: Mask = np.zeros(self._grid.shape, np.bool_)
        self._tick: Instant90k | None = None
        self.changed: Mask = np.zeros(self._grid.shape, np.bool_)
        self.unproven: Mask = np.ones(self._grid.shape, np.bool_)
        self.visitors: Labels = np.zeros(self._grid.shape, np.int32)

    @property
    def block_px(self) -> int:
        """Edge of one block of `changed` and `visitors` in pixels of the picture."""
        return self._grid.block_px

    def frost(
        self, clear: ClearFrame, into: FrostedPlanes, *, hazard: Mask | None = None, also: Mask | None = None
    ) -> FrostReport:
        """Fill `into` completely with the frosted picture and say what was done: judge, then paint.

        The clear picture may lie in `into`; then it is painted over where it lies. `hazard` marks blocks in which smoke
        or fire was observed: they are shown as a coarse colour mosaic. `also` marks blocks that are hidden whatever the
        memory says: a detector may add frost and can take none away.

        1. Whatever happens below, in judging or in painting, the answer to an exception is a picture frosted whole.
        2. A picture whose planes are not of the size this froster was made for is frosted whole.
        3. The place's memory says which blocks match their proven look; all others are hidden.
        4. What changed is hidden with its surroundings and stays hidden until the next tick; where the scale is
           known it is covered by plain boxes, so that no outline is left to know somebody by (see cover.py).
        5. Declared overlays are shown where the picture can be judged; privacy regions are hidden always.
        6. Only then are clear pixels copied, and every block that is not shown is painted over.
        """
        return self.paint(clear, into, self.judge(clear, also=also), hazard=hazard)

    def judge(self, clear: ClearFrame, *, also: Mask | None = None) -> Verdict:
        """Say what of the picture is to be hidden; steps 1 to 5 of `frost`. Nothing is painted yet."""
        # 1.
        try:
            return self._judge(clear, also)
        except Exception:  # noqa: BLE001  no failure may show a picture, so every failure ends here, hidden
            return self._failed()

    def paint(
        self, clear: ClearFrame, into: FrostedPlanes, verdict: Verdict, *, hazard: Mask | None = None
    ) -> FrostReport:
        """Fill `into` as it was judged, step 6 of `frost`. What lies in the clear planes may be gone afterwards."""
        # 1.
        try:
            return self._paint(clear, into, verdict, hazard)
        except Exception:  # noqa: BLE001  no failure may show a picture, so every failure ends here, painted whole
            self._painter.whole(into)
            return self._failed().report

    def _judge(self, clear: ClearFrame, also: Mask | None) -> Verdict:
        # 2.
        if (clear.width, clear.height) != (self._grid.width, self._grid.height):
            return self._failed()
        # 3.
        judgement = self._memory.judge(self._reducer.reduce(clear), clear.taken_at)
        self.changed, self.visitors = judgement.changed, judgement.visitors
        self.unproven = ~judgement.shown
        if not judgement.shown.any():
            return Verdict(FrostReport(True, judgement.view, judgement.proven_share, 1.0))
        # 4.
        figures = None
        covered = self._spread(judgement, clear.taken_at)
        if self._stature is not None:
            self._cover = self._stature.cover(covered, judgement.visitors, clear.taken_at)
        if self._cover is not None:
            covered = self._cover.over(covered, WIDE if self._policy.style == "absent" else CLOSE)
            figures = self._cover.figures
            # All of a box has its tone: glass left in it where nothing is proven would draw an older outline.
            judgement = replace(judgement, changed=covered)
        if also is not None:
            covered = covered | also
            judgement = replace(judgement, changed=judgement.changed | also)
            figures = None if figures is None else figures | also
        hidden = ~judgement.shown | covered
        # 5.
        hidden = (hidden & ~self._overlay) | self._privacy
        share = np.count_nonzero(hidden) / hidden.size
        part = Part(hidden, judgement, self._memory.looks, figures)
        return Verdict(FrostReport(False, judgement.view, judgement.proven_share, share), part)

    def _paint(self, clear: ClearFrame, into: FrostedPlanes, verdict: Verdict, hazard: Mask | None) -> FrostReport:
        # 2.
        if not into.fits(clear):
            verdict = self._failed()
        # 6.
        part = verdict.part
        if part is None:
            self._painter.whole(into)
        else:
            self._painter.paint(
                clear, into, part.hidden, part.judgement, part.looks, hazard, clear.taken_at, part.figures
            )
        return verdict.report

    def _failed(self) -> Verdict:
        self.changed = np.zeros(self._grid.shape, np.bool_)
        self.unproven = ~self.changed
        return Verdict(FrostReport(True, "failed", 0.0, 1.0))

    def _spread(self, judgement: Judgement, taken_at: Instant90k) -> Mask:
        spread = self._grow(judgement.changed)
        # Blocks of a few pixels show no gait; from a tall region it could be read.
        tall = grown(judgement.tall, 2)
        ticked = self._tick is None or abs(taken_at - self._tick) >= SHRINK_EVERY_S * TICKS_PER_S
        if ticked:
            # What is hidden at any moment after a tick stays hidden until the next.
            self._tick = taken_at
            self._held = spread & tall
        else:
            self._held = self._held | (spread & tall)
        return self._held | spread

    def _growth(self) -> tuple[tuple[slice, int], ...]:
        """Bands of rows with the rings by which a region grows there: by the metre where that is known."""
        if self._policy.scale is None:
            return ((slice(0, self._grid.rows), 1),)
        bands = []
        for top in range(0, self._grid.rows, 8):
            rows = slice(top, min(top + 8, self._grid.rows))
            px = GROWTH_M * self._policy.scale.at((rows.stop * self._grid.block_px) / self._grid.height)
            bands.append((rows, min(max(round(px / self._grid.block_px), 1), 6)))
        return tuple(bands)

    def _grow(self, changed: Mask) -> Mask:
        out = np.zeros(self._grid.shape, np.bool_)
        for rings in {rings for _, rings in self._rings}:
            spread = grown(changed, rings)
            for rows, own in self._rings:
                if own == rings:
                    out[rows] |= spread[rows]
        return out

    def place_bytes(self) -> bytes | None:
        """The proven looks as bytes to keep (see keep.py, and stature.py), or None while nothing is proven."""
        body = write_places(self._memory.kept, self._grid, self._memory.light.lasting)
        return with_scale(body, self._stature.scale) if body is not None and self._stature is not None else body

    def proposal(self) -> Proposal | None:
        """What could be approved now, or None when every resting block is proven already."""
        ready = self._memory.ready
        if not ready.any():
            return None
        resting = Pictures(self._grid)
        resting.take(self._memory.resting, ready)
        return Proposal(self._grid.block_px, ready, ready & ~self._memory.changed, resting, self._memory.looks)

    def approve(self, proposal: Proposal, regions: tuple[Polygon, ...] | None) -> float:
        """Take what a proposal showed for the place, in these regions or (None) wherever nothing had changed.

        1. Only blocks that were proposed can be approved.
        2. They are taken as they rested when they were proposed: who came since is not in them.
        3. A proposal for another place (the camera was moved, or it is night) approves nothing.

        Returns the share of the picture that is proven afterwards. The caller has the word of a person.
        """
        # 1.
        where = proposal.calm
        if regions is not None:
            where = proposal.ready & cover(regions, self._grid, whole_blocks=False)
        # 2., 3.
        if proposal.looks is self._memory.looks:
            self._memory.approve(where, proposal.resting)
        return self._memory.looks.proven_share

    def forget(self) -> None:
        """Begin cold, as on the first day."""
        self._memory = self._remember()
        if self._stature is not None:
            self._stature = Stature(self._grid, None, self._chance)
            self._cover = None

    def _remember(self) -> Memory:
        return Memory(self._grid, self._policy.mode, self._policy.evidence_s, self._policy.overlays)


__all__ = ["FrostError", "Froster"]
