"""The froster of one geometry, behind a guard: whatever happens in it, the picture comes out frosted.

Apart from frost/ because this is the failing-closed part, and it must stay small enough to read: until a
froster exists, when it raises, and when it answers something unknown, the whole canvas is painted by whole.py, which
has looked at nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from groundglass.clear.encode import FrostedCanvas
from groundglass.clear.frame import ClearFrame
from groundglass.clear.picture import Geometry
from groundglass.clear.whole import paint_whole
from groundglass.pane.settings import Polygon, WorkerSettings
from groundglass.pane.status import View
from groundglass.pane.wire import PPM


@dataclass(frozen=True, slots=True)
class Seen:
    """What frosting one picture found. Shares in parts per million of the picture."""

    view: View
    whole: bool
    proven_ppm: int
    hidden_ppm: int
    moving_ppm: int


class Glass:
    """Frosts the pictures of one geometry. `frost` never raises for what a picture shows."""

    def __init__(self, settings: WorkerSettings, geometry: Geometry, known: bytes | None) -> None:
        self._settings = settings
        self._geometry = geometry

    def frost(self, clear: ClearFrame, into: FrostedCanvas) -> Seen:
        """Fill all of `into`."""
        paint_whole(into)
        return Seen(View.STARTING, whole=True, proven_ppm=0, hidden_ppm=PPM, moving_ppm=0)

    def place(self) -> bytes | None:
        """The proven place for the next start, if there is one."""
        return None

    def approve(self, regions: tuple[Polygon, ...]) -> None:
        """A person approved the proposal, or these regions of it."""

    def forget(self) -> None:
        """Prove the place anew."""
