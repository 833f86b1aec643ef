"""The moving window of live HLS, one per camera that somebody watches so.

A live playlist numbers its segments, and the same segment must keep its number; so the window remembers. A new
window begins with the number of seconds since 1970: segments last at least a second, so no earlier window of
this camera can have counted so far, and a player that was away sees numbers that only rose.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from groundglass.clock import Clock
from groundglass.errors import NotFound
from groundglass.frosted.playback import Playback
from groundglass.frosted.web.hls_segments import Segment, complete_segments, playlist, target_duration_s
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k

WINDOW_SEGMENTS: Final = 8
_LOOK_BACK_S: Final = 24
_TARGET_S: Final = 4
_FORGET_AFTER_S: Final = 60.0
_MAX_WINDOWS: Final = 512


class _Window:
    """One camera's newest segments."""

    def __init__(self) -> None:
        self.segments: deque[Segment] = deque()
        self.sequence = 0
        self.discontinuities = 0
        self.target_s = _TARGET_S
        self.asked_s = 0.0
        self.turn = asyncio.Lock()

    async def move(self, playback: Playback, camera: CameraId, now_90k: int) -> None:
        """Take in what was recorded since, let go of what is too old."""
        newest = self.segments[-1] if self.segments else None
        if newest is not None and not 0 <= now_90k - newest.end <= _LOOK_BACK_S * TICKS_PER_S:
            # The clock was set, or the camera was away longer than the window reaches: begin anew.
            self.segments.clear()
            newest = None
        start = newest.end if newest else Instant90k(now_90k - _LOOK_BACK_S * TICKS_PER_S)
        end = Instant90k(now_90k + TICKS_PER_S)
        recorded = await playback.fragments(camera, start, end, from_key=True)
        # A fragment told of already may touch the range again by the rounding of its last picture's length.
        fresh = [fragment for fragment in recorded if newest is None or fragment.start >= newest.end]
        for segment in complete_segments(fresh, newest, is_over=False):
            if not self.segments:
                self.sequence = max(self.sequence + 1, segment.start // TICKS_PER_S)
            self.segments.append(segment)
        # A live playlist must not change its target. It is chosen wide and rises only for a camera whose key
        # pictures are further apart than that.
        self.target_s = max(self.target_s, target_duration_s(self.segments))
        while len(self.segments) > WINDOW_SEGMENTS:
            self.segments.popleft()
            self.sequence += 1
            self.discontinuities += not self.segments[0].follows


class LiveWindows:
    """All windows; those nobody asks for are forgotten after a minute."""

    def __init__(self, playback: Playback, clock: Clock) -> None:
        self._playback = playback
        self._clock = clock
        self._windows: dict[CameraId, _Window] = {}

    async def playlist(self, camera: CameraId) -> str:
        """The playlist now, or `NotFound` while nothing is recorded."""
        self._sweep()
        window = self._windows.setdefault(camera, _Window())
        window.asked_s = self._clock.monotonic_s()
        async with window.turn:
            await window.move(self._playback, camera, self._clock.now_90k())
            if not window.segments:
                raise NotFound(
                    "nothing has been recorded of this camera in the last seconds",
                    "look at the camera's state, and try again when it is live",
                )
            return playlist(
                window.segments,
                target_s=window.target_s,
                sequence=window.sequence,
                discontinuities=window.discontinuities,
            )

    def _sweep(self) -> None:
        now_s = self._clock.monotonic_s()
        for camera, window in list(self._windows.items()):
            if now_s - window.asked_s > _FORGET_AFTER_S or len(self._windows) > _MAX_WINDOWS:
                del self._windows[camera]
