"""How much is recorded of each camera, looked up at most every ten seconds however many people watch."""

from __future__ import annotations

from typing import Final

from groundglass.clock import Clock
from groundglass.frosted.playback import Playback, Recorded
from groundglass.pane.ids import CameraId

_FRESH_S: Final = 10.0


class RecordedLately:
    """A memory over `Playback.recorded`. Belongs to the event loop's thread."""

    def __init__(self, playback: Playback, clock: Clock) -> None:
        self._playback = playback
        self._clock = clock
        self._known: dict[CameraId, tuple[float, Recorded | None]] = {}

    async def of(self, camera: CameraId) -> Recorded | None:
        """How much of this camera is recorded, at most ten seconds old."""
        now_s = self._clock.monotonic_s()
        known = self._known.get(camera)
        if known is not None and now_s - known[0] < _FRESH_S:
            return known[1]
        recorded = await self._playback.recorded(camera)
        self._known[camera] = (now_s, recorded)
        return recorded

    def forget(self, camera: CameraId) -> None:
        """The camera is gone."""
        self._known.pop(camera, None)
