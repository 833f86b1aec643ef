"""Recorded video, by time: what there is, its fragments, its bytes, and single groups of pictures.

Reads the catalog for where, and the spool (open minutes) or the blobs (closed ones) for what. A minute that
closes while it is read is found again in its new place (design/storage.md, invariant 2). Nothing is decoded:
where a range begins between key pictures, those before it come along and an edit list hides them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from groundglass.pane.ids import CameraId, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample, VideoRun


@dataclass(frozen=True, slots=True)
class Span:
    """An unbroken stretch of recording. `is_aside` when a later run covers the same time: the clock had been
    set back (design/time.md)."""

    run: RunId
    start: Instant90k
    end: Instant90k
    is_aside: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """One recorded fragment: `pictures` pictures from `start` until before `end`, `size_bytes` of moof and mdat."""

    camera: CameraId
    run: RunId
    start: Instant90k
    end: Instant90k
    is_key: bool
    pictures: int
    file: str
    offset: int
    size_bytes: int
    is_aside: bool


@dataclass(frozen=True, slots=True)
class Gop:
    """A key picture and all after it through the one shown at `at`, in one run."""

    run: VideoRun
    samples: tuple[FrostedSample, ...]
    at: Instant90k


@dataclass(frozen=True, slots=True)
class Download:
    """A progressive MP4: its exact size, how many pictures it shows, and its bytes in order."""

    size_bytes: int
    pictures: int
    start: Instant90k
    end: Instant90k
    parts: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Recorded:
    """How much of a camera is recorded."""

    oldest: Instant90k
    newest: Instant90k
    size_bytes: int


class Playback:
    """Reads what is recorded. All ranges are half open: `start` <= t < `end`. Raises `NotFound` for nothing there."""

    async def spans(
        self, camera: CameraId, start: Instant90k, end: Instant90k, *, join_s: float = 1.0
    ) -> tuple[Span, ...]:
        """Stretches of recording that touch the range, clipped to it; gaps up to `join_s` within a run are joined."""
        raise NotImplementedError

    async def recorded(self, camera: CameraId) -> Recorded | None:
        """Oldest, newest and size of a camera's recordings; None when there are none."""
        raise NotImplementedError

    async def fragments(
        self, camera: CameraId, start: Instant90k, end: Instant90k, *, from_key: bool = False
    ) -> tuple[Fragment, ...]:
        """Fragments that touch the range in playing order, without those set aside; with `from_key` the first of each
        run is a key fragment, reaching before `start` where needed. At most 100 000."""
        raise NotImplementedError

    async def run(self, camera: CameraId, run: RunId) -> VideoRun:
        """A recorded run's parameters, or `NotFound`."""
        raise NotImplementedError

    async def init_segment(self, camera: CameraId, run: RunId) -> bytes:
        """ftyp and moov for a run's fragments."""
        raise NotImplementedError

    async def fragment(self, camera: CameraId, run: RunId, start: Instant90k) -> Fragment:
        """One fragment by its run and exact start, or `NotFound`."""
        raise NotImplementedError

    async def fragment_bytes(self, fragment: Fragment) -> bytes:
        """moof and mdat as recorded."""
        raise NotImplementedError

    def video(self, camera: CameraId, start: Instant90k, end: Instant90k) -> AsyncIterator[bytes]:
        """Fragmented MP4 in pieces: an init segment at the start and at each change of run, then fragments from the
        key at or before `start`. Times are absolute."""
        raise NotImplementedError

    async def download(self, camera: CameraId, start: Instant90k, end: Instant90k) -> Download:
        """A progressive MP4 that shows exactly the pictures of the range, gaps kept as they were. `NotFound` when
        there are none, `TooMany` when the range holds more than 24 h of pictures."""
        raise NotImplementedError

    async def gop(self, camera: CameraId, at: Instant90k) -> Gop:
        """The picture shown at a moment and those before it that it needs. `NotFound` when nothing is recorded
        then."""
        raise NotImplementedError
