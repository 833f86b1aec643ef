"""The spool: one-minute files while they are being written, and the names they have here and as blobs.

Only appended to, in whole fragments. What was appended survives the death of the process at once, and a power cut
after at most a second (`sync`). A torn end, left by a crash or a full disk, is cut off when the minute is settled
(store/settling.py). Blocking; called in threads. `write`, `flush` and `free` are arguments so that tests can break
them.

While the database or the bucket is away, minutes wait here. `limit_bytes` bounds that, beside the floor of free space.
"""

from __future__ import annotations

import errno
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from groundglass.errors import PaneError, StoreAway, StoreError, StoreFull
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId, parse_camera_id

_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})([_/])(\d{2}-\d{2})-([0-9a-f]{1,16})\.mp4")
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class MinuteName:
    """Which minute of which run of which camera. At most one file of a run begins in a minute."""

    camera: CameraId
    run: RunId
    day: str
    minute: str

    @classmethod
    def at(cls, camera: CameraId, run: RunId, start: Instant90k) -> MinuteName:
        """The name of the file whose first picture is taken at `start`."""
        moment = datetime.fromtimestamp(start // TICKS_PER_S, UTC)
        return cls(camera, run, moment.strftime("%Y-%m-%d"), moment.strftime("%H-%M"))

    @classmethod
    def from_blob(cls, key: str) -> MinuteName | None:
        """The name behind a blob's key; None when it is no minute's."""
        kind, _, rest = key.partition("/")
        camera, _, name = rest.partition("/")
        return cls._parse(camera, name, "/") if kind == "video" else None

    @classmethod
    def from_spool(cls, camera: str, name: str) -> MinuteName | None:
        """The name behind a file in the spool; None when it is no minute's."""
        return cls._parse(camera, name, "_")

    @classmethod
    def _parse(cls, camera: str, name: str, between: str) -> MinuteName | None:
        found = _NAME.fullmatch(name)
        try:
            known = parse_camera_id(camera)
        except PaneError:
            return None
        if found is None or found[2] != between:
            return None
        return cls(known, RunId(int(found[4], 16)), found[1], found[3])

    @property
    def blob(self) -> str:
        return f"video/{self.camera}/{self.day}/{self.minute}-{self.run:x}.mp4"

    @property
    def spool(self) -> str:
        return f"{self.camera}/{self.day}_{self.minute}-{self.run:x}.mp4"


class Spool:
    """The folder of open minutes."""

    def __init__(
        self,
        root: Path,
        *,
        write: Callable[[int, bytes], int] = os.write,
        flush: Callable[[int], None] = os.fdatasync,
        free: Callable[[Path], int] | None = None,
        limit_bytes: int | None = None,
    ) -> None:
        self.root = root
        self.write = write
        self.flush = flush
        self._free = free or free_bytes
        self._limit_bytes = limit_bytes
        self._counting = threading.Lock()  # recorders write in several threads
        self._used_bytes = sum(self._size(name) for name in self.minutes()) if root.is_dir() else 0

    def path(self, name: MinuteName) -> Path:
        return self.root / name.spool

    def free_bytes(self) -> int:
        """What is left on this disk for unprivileged users."""
        return self._free(self.root)

    def refusal(self, floor_bytes: int, *, resuming: bool = False) -> StoreError | None:
        """Why nothing more may be written: `StoreFull` below the floor, `StoreAway` when as much waits here as may. A
        recorder that paused for that resumes when an eighth of it has gone, and not for every minute that goes."""
        if self.free_bytes() < floor_bytes:
            return StoreFull("could not record: the disk is full", "free some space; recording goes on by itself")
        if self._limit_bytes is not None:
            limit_bytes = self._limit_bytes * 7 // 8 if resuming else self._limit_bytes
            if self.used_bytes() >= limit_bytes:
                return StoreAway(
                    "could not record: as much waits for the database and the bucket as may wait",
                    "look at PostgreSQL and S3; recording goes on by itself",
                )
        return None

    def used_bytes(self) -> int:
        """What waits here."""
        return self._used_bytes

    def note(self, change_bytes: int) -> None:
        """So much was appended, or is gone."""
        with self._counting:
            self._used_bytes += change_bytes

    def remove(self, name: MinuteName) -> None:
        """A minute need not wait any more; one that is not there is gone already."""
        size_bytes = self._size(name)
        self.path(name).unlink(missing_ok=True)
        self.note(-size_bytes)

    def _size(self, name: MinuteName) -> int:
        try:
            return self.path(name).stat().st_size
        except FileNotFoundError:
            return 0

    def create(self, name: MinuteName, init: bytes) -> OpenMinute:
        """A new open minute, or `StoreError` (`StoreFull` when there is no room)."""
        path = self.path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o640)
            flush_folder(path.parent)
        except OSError as error:
            raise disk_error(f"could not begin {name.spool}", error) from error
        minute = OpenMinute(self, name, descriptor)
        try:
            minute.append(init)
        except StoreError:
            minute.close()
            self.remove(name)
            raise
        return minute

    def minutes(self) -> Iterator[MinuteName]:
        """Every minute in the spool, oldest first per camera. Files that are none are left alone (invariant 3)."""
        for folder in sorted(p for p in self.root.iterdir() if p.is_dir()):
            for file in sorted(folder.iterdir()):
                name = MinuteName.from_spool(folder.name, file.name)
                if name is not None:
                    yield name


class OpenMinute:
    """One file being appended to. Belongs to its camera's recorder."""

    def __init__(self, spool: Spool, name: MinuteName, descriptor: int) -> None:
        self.name = name
        self.size_bytes = 0
        self._spool = spool
        self._descriptor = descriptor
        self._is_flushed = True

    def append(self, body: bytes) -> int:
        """Write one whole fragment and return its offset. On failure the file is as before, or torn at its end at
        worst, and `StoreError` (`StoreFull` when there is no room) is raised."""
        offset = self.size_bytes
        rest = body
        try:
            while rest:
                written = self._spool.write(self._descriptor, rest)
                rest = rest[written:]
        except OSError as error:
            try:
                os.ftruncate(self._descriptor, offset)
            except OSError as second:
                error.add_note(f"and the torn end stays until the minute is settled: {second}")
            raise disk_error(f"could not record into {self.name.spool}", error) from error
        self.size_bytes += len(body)
        self._spool.note(len(body))
        self._is_flushed = False
        return offset

    def sync(self) -> None:
        """Make what was appended survive a power cut."""
        if self._is_flushed:
            return
        try:
            self._spool.flush(self._descriptor)
        except OSError as error:
            raise disk_error(f"could not flush {self.name.spool}", error) from error
        self._is_flushed = True

    def close(self) -> None:
        """Nothing more is appended. Errors that a disk keeps until here are found when the minute is settled."""
        os.close(self._descriptor)


def disk_error(attempted: str, error: OSError) -> StoreError:
    """An error of the disk as one of ours."""
    if error.errno in _FULL:
        return StoreFull(f"{attempted}: the disk is full", "free some space; recording goes on by itself")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreError(f"{attempted}: the folder cannot be written", "give the user who runs this write permission")
    return StoreError(f"{attempted}: {error.strerror or error}", "look at the disk's health")


def flush_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_bytes(folder: Path) -> int:
    """Free bytes for unprivileged users on a folder's disk."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
