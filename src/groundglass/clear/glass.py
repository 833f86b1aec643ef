"""The froster of one geometry, behind a guard: whatever happens in it, the picture comes out frosted.

Apart from frost/ because this is the failing-closed part and must stay small enough to read: where no froster can
be made, when it raises, and when it answers something unknown, the whole canvas is painted by whole.py, which
has looked at nothing. It also puts the froster's answers into the pane's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from groundglass.clear.detect.detector import Detector
from groundglass.clear.encode import FrostedCanvas
from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostReport, Proposal
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.observe.observer import Observer
from groundglass.clear.observe.sight import Sight
from groundglass.clear.picture import Geometry
from groundglass.clear.whole import paint_whole
from groundglass.errors import FrostError
from groundglass.pane.observations import Observation
from groundglass.pane.scale import PxPerMetre
from groundglass.pane.settings import Polygon, WorkerSettings
from groundglass.pane.status import View
from groundglass.pane.wire import PPM

_VIEWS: Final = {
    "starting": View.STARTING,
    "proving": View.PROVING,
    "clear": View.PROVEN,
    "moved": View.MOVED,
    "light": View.LIGHT_CHANGED,
    "covered": View.COVERED,
    "blinded": View.BLINDED,
    "defocused": View.DEFOCUSED,
    "dark": View.DARK,
    "failed": View.FAILED,
}
_LEAST_EVIDENCE_S: Final = 1.0
_LARGEST_PLACE_BYTES: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What frosting one picture found. Shares in parts per million. `said` is what there is to say of it."""

    view: View
    whole: bool
    proven_ppm: int
    hidden_ppm: int
    moving_ppm: int
    said: tuple[Observation, ...] = ()


FAILED: Final = Seen(View.FAILED, whole=True, proven_ppm=0, hidden_ppm=PPM, moving_ppm=0)


class Glass:
    """Frosts the pictures of one geometry, in order. `frost` never raises for what a picture shows."""

    def __init__(
        self, settings: WorkerSettings, geometry: Geometry, known: bytes | None, detector: Detector | None = None
    ) -> None:
        self._awaits_approval = settings.mode == "approved"
        self._froster = _make_froster(settings, geometry, known)
        self._settings = settings
        self._geometry = geometry
        self._observer: Observer | None = None
        self._detector = detector

    def frost(self, clear: ClearFrame, into: FrostedCanvas) -> Seen:
        """Fill all of `into`, in whose memory the clear picture may lie: then it is painted over there.

        1. Without a froster, or when it or the site's detector raises, the canvas is painted whole by code that saw
           nothing.
        2. What there is to say is seen before anything is painted: after that the picture may not be there any more.
        3. A view it has no word for is a failure: painted whole again, over whatever it painted.
        """
        # 1.
        froster = self._froster
        if froster is None:
            paint_whole(into)
            return FAILED
        try:
            also = self._detector.look(clear) if self._detector is not None else None
            verdict = froster.judge(clear, also=also)
            # 2.
            said = self._observe(clear, froster, is_judged=not verdict.report.whole)
            seen = self._word(froster, froster.paint(clear, into.planes, verdict), said)
        except Exception:  # noqa: BLE001 - no failure may show a picture; the count of whole pictures shows it
            seen = FAILED
        # 3.
        if seen is FAILED:
            paint_whole(into)
        return seen

    def _observe(self, clear: ClearFrame, froster: Froster, *, is_judged: bool) -> tuple[Observation, ...]:
        """What there is to say of a picture that was judged. A failure costs what is followed, never the picture."""
        if self._settings.every_frame:
            return ()
        width, height = self._geometry.width, self._geometry.height
        sight = Sight(froster.changed, froster.unproven, froster.block_px, width, height, is_judged=is_judged)
        try:
            self._observer = self._observer or Observer(self._settings, width, height, clear.taken_at)
            return self._observer.look(clear, sight, self._detector.found if self._detector is not None else ())
        except Exception:  # noqa: BLE001 - recording goes on; whoever is there is followed anew from the next picture on
            self._observer = None
            return ()

    def place(self) -> bytes | None:
        """The proven place for the next start, if there is one."""
        body = self._froster.place_bytes() if self._froster is not None else None
        return body if body is not None and len(body) <= _LARGEST_PLACE_BYTES else None

    def proposal(self) -> Proposal | None:
        """What could be approved now, or None when nothing is proposed."""
        return self._froster.proposal() if self._froster is not None else None

    def approve(self, proposal: Proposal, regions: tuple[Polygon, ...]) -> None:
        """A person approved these regions of a proposal, or all of it when there are none."""
        if self._froster is not None:
            self._froster.approve(proposal, regions or None)

    def forget(self) -> None:
        """Prove the place anew."""
        if self._froster is not None:
            self._froster.forget()

    def _word(self, froster: Froster, report: FrostReport, said: tuple[Observation, ...]) -> Seen:
        view = _VIEWS.get(report.view, View.FAILED)
        if view is View.FAILED:
            return FAILED
        if self._awaits_approval and report.whole and view in (View.STARTING, View.PROVING):
            view = View.AWAITING_APPROVAL
        moving = np.count_nonzero(froster.changed) / max(1, froster.changed.size)
        return Seen(view, report.whole, _ppm(report.proven_share), _ppm(report.hidden_share), _ppm(moving), said)


def policy_of(settings: WorkerSettings) -> FrostPolicy:
    """The camera's frosting as its settings say; raises `FrostError` for a value that is not one."""
    top, bottom = settings.px_per_m_top, settings.px_per_m_bottom
    return FrostPolicy(
        mode=settings.mode,
        style=settings.style,
        evidence_s=max(_LEAST_EVIDENCE_S, settings.evidence_s),
        privacy=settings.privacy,
        overlays=settings.overlays,
        scale=None if top is None or bottom is None else PxPerMetre(top, bottom - top),
    )


def _make_froster(settings: WorkerSettings, geometry: Geometry, known: bytes | None) -> Froster | None:
    """A froster that knows its place, or a cold one, or none."""
    for place in (known, None):
        try:
            return Froster(policy_of(settings), geometry.width, geometry.height, known=place)
        except FrostError:
            continue
    return None


def _ppm(share: float) -> int:
    return min(PPM, max(0, round(share * PPM)))
