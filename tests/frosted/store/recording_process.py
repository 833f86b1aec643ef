"""A process that records in real time until it is killed; prints the time of each picture once it was pushed.

Told a folder, and where the site is kept elsewhere the URLs of its database, its bucket and its S3 service.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from groundglass.clock import SystemClock
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.blobs import S3Access
from groundglass.frosted.store.kept import IN_FOLDER, KeptAt
from groundglass.pane.ids import CameraId
from tests.frosted.footage import RATE_HZ, STEP, a_run, some_samples


def kept_elsewhere(state: str, blobs: str, endpoint: str) -> KeptAt:
    return KeptAt(state, blobs, S3Access(endpoint, "us-east-1", "gg", "quiet-secret"))


async def main() -> None:
    clock = SystemClock()
    limits = StorageLimits(free_floor_bytes=1, keep_days=None)
    kept = kept_elsewhere(*sys.argv[2:]) if len(sys.argv) > 2 else IN_FOLDER
    archive = await Archive.open(Path(sys.argv[1]), states=StateBoard(clock), clock=clock, limits=limits, kept=kept)
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
