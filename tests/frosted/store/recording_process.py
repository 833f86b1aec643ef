"""A process that records in real time until it is killed; prints the time of each picture once it was pushed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from groundglass.clock import SystemClock
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.states import StateBoard
from groundglass.pane.ids import CameraId
from tests.frosted.footage import RATE_HZ, STEP, a_run, some_samples


async def main() -> None:
    clock = SystemClock()
    limits = StorageLimits(free_floor_bytes=1, keep_days=None)
    archive = await Archive.open(Path(sys.argv[1]), states=StateBoard(clock), clock=clock, limits=limits)
    run = archive.runs.mint()
    recorder = archive.recorder(CameraId("gate"))
    recorder.push(a_run(run))
    # Begins shortly before a full minute, so that minutes close while we are being killed.
    start = run * 90 - run * 90 % (60 * 90_000) + 59 * 90_000
    for sample in some_samples(600, run=run, start=start - start % STEP):
        recorder.push(sample)
        print(sample.at, flush=True)
        await asyncio.sleep(1 / RATE_HZ)


asyncio.run(main())
