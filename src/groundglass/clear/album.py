"""What is kept of a camera besides its video: thumbnails, the place, and what is proposed for approval.

Apart from darkroom.py because none of it is urgent and all of it is decided by time and change. Everything here
starts from the frosted canvas or from proven looks; no clear picture reaches it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from groundglass.clear.encode import FrostedCanvas
from groundglass.clear.frost.planes import Proposal
from groundglass.clear.glass import Glass, Seen
from groundglass.clear.outlet import Outlet
from groundglass.clear.stills import PLACE_WIDTH, THUMBNAIL_WIDTH, Mark, still_of
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose, proposal_token
from groundglass.pane.settings import Polygon
from groundglass.pane.wire import PPM

_THUMBNAIL_EVERY_90K: Final = 10 * TICKS_PER_S
_PLACE_EVERY_90K: Final = 60 * TICKS_PER_S
_CLEARER_PPM: Final = 10_000
_FADE_PPM: Final = 20_000
"""How much worse than the best a picture of the place may be to replace it, after each minute."""

_PROPOSALS: Final = 2
_PROPOSAL_STANDS_90K: Final = 60 * TICKS_PER_S
_APART: Final = 0.02
"""Share of the picture's blocks by which a proposal may differ from the last one before it replaces it at once."""


class Album:
    """For one glass. Owned by the darkroom."""

    def __init__(self, outlet: Outlet, glass: Glass, *, full_range: bool, thumbnails: bool) -> None:
        self._outlet = outlet
        self._glass = glass
        self._full_range = full_range
        self._thumbnails = thumbnails
        self._thumbnail_due_90k = 0
        self._place_due_90k = 0
        self._last_place: bytes | None = None
        self._proposals: dict[str, Proposal] = {}
        self._proposed_90k = 0
        self._least_hidden_ppm = PPM
        self._proven_ppm = 0

    def look_at(self, canvas: FrostedCanvas, at: Instant90k, seen: Seen) -> None:
        """Send what is due after this frosted picture."""
        self._proven_ppm = seen.proven_ppm
        if at >= self._thumbnail_due_90k:
            self._thumbnail_due_90k = at + _THUMBNAIL_EVERY_90K
            if self._thumbnails:
                self._send_still(canvas, at, StillPurpose.THUMBNAIL, THUMBNAIL_WIDTH)
            self._send_proposal(canvas, at)
            if not seen.whole and seen.hidden_ppm + _CLEARER_PPM < self._least_hidden_ppm:
                self._least_hidden_ppm = seen.hidden_ppm
                self._send_still(canvas, at, StillPurpose.PLACE, PLACE_WIDTH)
        if at >= self._place_due_90k:
            self._place_due_90k = at + _PLACE_EVERY_90K
            self._least_hidden_ppm = min(PPM, self._least_hidden_ppm + _FADE_PPM)
            self.send_place(at)

    def send_place(self, at: Instant90k) -> None:
        """Send the proven place, if there is one and it has changed since it was last sent."""
        body = self._glass.place()
        if body is not None and body != self._last_place:
            self._last_place = body
            self._outlet.send(PlaceArtefact(at, self._proven_ppm, body))

    def start_over(self) -> None:
        """The place was forgotten or approved: show it anew soon."""
        self._least_hidden_ppm = PPM
        self._proposals.clear()
        self._last_place = None  # the house may have forgotten it, and must be told the same place again
        self._thumbnail_due_90k = 0
        self._place_due_90k = 0

    def approve(self, token: str, regions: tuple[Polygon, ...]) -> bool:
        """A person approved regions of the proposal they saw. False when it does not stand any more."""
        proposal = self._proposals.get(token)
        if proposal is None:
            return False
        self._glass.approve(proposal, regions)
        self.start_over()
        return True

    def _send_proposal(self, canvas: FrostedCanvas, at: Instant90k) -> None:
        proposal = self._glass.proposal()
        if proposal is None:
            self._proposals.clear()
            return
        if self._still_stands(proposal, at):
            return
        # Only the frosted picture is shown: what is proposed is told by where, not by what it looks like.
        still = self._send_still(
            canvas, at, StillPurpose.PROPOSAL, PLACE_WIDTH, Mark(proposal.block_px, proposal.ready)
        )
        if still is not None:
            # The one before may be approved while the new one is on its way.
            last = dict(list(self._proposals.items())[1 - _PROPOSALS :])
            self._proposals = last | {proposal_token(still): proposal}
            self._proposed_90k = at

    def _still_stands(self, proposal: Proposal, at: Instant90k) -> bool:
        """Whether what was proposed last may wait for a person a while longer: somebody is looking at it, perhaps."""
        if not self._proposals:
            return False
        last = list(self._proposals.values())[-1]
        if last.looks is not proposal.looks:
            return False
        apart = float(np.mean(last.ready != proposal.ready))
        return apart == 0.0 or (apart < _APART and at - self._proposed_90k < _PROPOSAL_STANDS_90K)

    def _send_still(
        self, canvas: FrostedCanvas, at: Instant90k, purpose: StillPurpose, widest: int, mark: Mark | None = None
    ) -> FrostedStill | None:
        still = still_of(canvas, at, purpose, widest, full_range=self._full_range, mark=mark)
        if still is not None:
            self._outlet.send(still)
        return still
