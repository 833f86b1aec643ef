"""What is said of recordings: spans, fragments, groups of pictures, downloads. Types only.

Apart from playback so that the store, which playback reads, can speak of fragments too.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

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


class GapCause(StrEnum):
    """Why pictures that arrived were not recorded."""

    DISK_FULL = "disk_full"
    DISK_FAILED = "disk_failed"
    DISK_SLOW = "disk_slow"
    STORE_AWAY = "store_away"  # the database or the bucket was away for longer than may wait on the disk


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that was shown live and is not recorded: `pictures` arrived and were dropped. Of a camera that sent
    nothing there is no gap, only no span."""

    camera: CameraId
    run: RunId
    start: Instant90k
    end: Instant90k
    cause: GapCause
    pictures: int


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
