"""A real house in the test's own process, with real workers, whose clock and disk the test breaks.

Clock: one offset in a file's page of memory is added to the wall clock of the house and of every worker, as if
somebody had set the machine's. The worker is the real one, confined; only its `time.time_ns` reads the page.
Disk: the spool's writes and its free space answer what the test says.
"""

from __future__ import annotations

import asyncio
import mmap
import os
import struct
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from groundglass.clock import TICKS_PER_S, SystemClock
from groundglass.engine.house import House, ServerPlan
from groundglass.engine.keeper import Keeper
from groundglass.engine.launch import READ_AHEAD_BYTES, WorkerProcess
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.spool import Spool
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, WorkerSettings

LIMITS = StorageLimits(free_floor_bytes=1 << 20)
GATE, YARD = CameraId("gate"), CameraId("yard")
SCENE = "demo:plaza?width=320&height=240&people=1&fps=10&seed="

_WORKER = """
import mmap, os, struct, sys, time
page = mmap.mmap(os.open(sys.argv[1], os.O_RDONLY), 8, prot=mmap.PROT_READ)
right = time.time_ns
time.time_ns = lambda: right() + struct.unpack("=q", page)[0]
from groundglass.engine import confine
confine.main()
"""


class WallClock(SystemClock):
    """The machine's clocks, with a wall clock that can be set, for the house and its workers alike."""

    def __init__(self, path: Path) -> None:
        path.write_bytes(bytes(8))
        self.path = path
        descriptor = os.open(path, os.O_RDWR)
        self._page = mmap.mmap(descriptor, 8)
        os.close(descriptor)

    def set_off_by(self, seconds: float) -> None:
        """As `date -s` would: from now on it is this much off the true time."""
        self._page[:] = struct.pack("=q", round(seconds * 1e9))

    def now_90k(self) -> int:
        (offset_ns,) = struct.unpack("=q", self._page[:])
        return (time.time_ns() + int(offset_ns)) * TICKS_PER_S // 1_000_000_000

    async def start(self, settings: WorkerSettings) -> WorkerProcess:
        """A worker that lives by this clock."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _WORKER, str(self.path),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            limit=READ_AHEAD_BYTES,
        )  # fmt: skip
        worker = WorkerProcess(process)
        await worker.order(settings)
        return worker


class Disk:
    """What the spool writes to. `error` is what every write and flush fails with."""

    def __init__(self) -> None:
        self.error: int | None = None
        self.free_bytes = 1 << 40

    def spool(self, folder: Path) -> Spool:
        return Spool(folder / "spool", write=self._write, flush=self._flush, free=lambda _: self.free_bytes)

    def _write(self, descriptor: int, body: bytes) -> int:
        self._fail()
        return os.write(descriptor, body)

    def _flush(self, descriptor: int) -> None:
        self._fail()
        os.fdatasync(descriptor)

    def _fail(self) -> None:
        if self.error is not None:
            raise OSError(self.error, os.strerror(self.error))


class HouseOnClock(House):
    """A house whose workers live by its clock."""

    def _keeper(self, camera: CameraId) -> Keeper:
        keeper = super()._keeper(camera)
        if isinstance(self.clock, WallClock):
            keeper._start = self.clock.start
        return keeper


@asynccontextmanager
async def open_broken_house(folder: Path, clock: WallClock, disk: Disk) -> AsyncIterator[House]:
    """Two drawn cameras, watched and recorded until the end of the block."""
    states = StateBoard(clock)
    folder.mkdir(exist_ok=True)
    archive = await Archive.open(folder, states=states, clock=clock, limits=LIMITS, spool=disk.spool(folder))
    house = HouseOnClock(archive, states, clock, ServerPlan(folder))
    try:
        for seed, camera in enumerate((GATE, YARD), 1):
            settings = CameraSettings(SecretAddress(f"{SCENE}{seed}"))
            await archive.cameras.add(str(camera), settings, id=camera)
        await house.supervisor.start_all()
        yield house
    finally:
        await house.supervisor.close()
        await archive.close()


async def until(claim: Any, within_s: float = 30.0) -> None:
    """Wait for `await claim()` to become true."""
    async with asyncio.timeout(within_s):
        while not await claim():
            await asyncio.sleep(0.1)
