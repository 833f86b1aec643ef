"""Everything on disk of one site, opened and closed as one thing.

Opens the data folder (made if absent, locked against a second server), migrates the catalog, settles what the last
run left in the spool by the same path that closes a minute every minute, and runs the index writer and retention.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.frosted.cameras import CameraBook
from groundglass.frosted.playback import Playback
from groundglass.frosted.recorder import Recorder
from groundglass.frosted.shelf import Shelf
from groundglass.frosted.states import StateBoard
from groundglass.pane.ids import CameraId, RunId


@dataclass(frozen=True, slots=True)
class StorageLimits:
    """How much is kept, site-wide; None = no such limit. Recording pauses below half of `free_floor_bytes`."""

    keep_days: float | None = 30.0
    keep_bytes: int | None = None
    free_floor_bytes: int = 2 * 1024**3


class RunMint:
    """Numbers for recorded runs: rising, unique in the site, below 2**53."""

    def mint(self) -> RunId:
        """The next number."""
        raise NotImplementedError


class Heartbeat:
    """Proof that a task still turns. The one who beats and the one who looks are different tasks."""

    def age_s(self) -> float:
        """Seconds since the last beat."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class StorageFigures:
    """How full the disk is. `oldest_90k` is None when nothing is recorded."""

    used_bytes: int
    free_bytes: int
    floor_bytes: int
    oldest_90k: int | None


class Archive:
    """The open data folder. `await Archive.open(...)`, later `await close()`."""

    engine: AsyncEngine  # the catalog, migrated; every transaction begins immediate
    cameras: CameraBook
    shelf: Shelf
    playback: Playback
    runs: RunMint
    heartbeats: Mapping[str, Heartbeat]  # "index", "retention": the supervisor looks that none is older than 60 s

    @classmethod
    async def open(
        cls, folder: Path, *, states: StateBoard, clock: Clock, limits: StorageLimits, blobs_url: str | None = None
    ) -> Archive:
        """Open, or raise `StoreError` with what to do: not writable, in use by another server, damaged, newer."""
        raise NotImplementedError

    def recorder(self, camera: CameraId) -> Recorder:
        """A running recorder for a camera; at most one per camera at a time. Close it when the camera stops."""
        raise NotImplementedError

    async def figures(self) -> StorageFigures:
        """How full the disk is."""
        raise NotImplementedError

    async def close(self) -> None:
        """Close recorders and minutes, write the index, release the folder. Safe to call twice."""
        raise NotImplementedError
