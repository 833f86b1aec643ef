"""A node that records one camera in real time under a lease it takes and never renews. Prints its run's number, then
"refused" once rows of it were. Killed by whoever started it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from groundglass.clock import SystemClock
from groundglass.frosted.node_archive import NodeArchive, WaitLimits
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import Leases, NodeName
from groundglass.pane.ids import CameraId
from tests.frosted.footage import RATE_HZ, START, STEP, a_run, some_samples


async def main() -> None:
    clock = SystemClock()
    catalog = await Catalog.of_node(sys.argv[1])
    leases = await Leases.enter(catalog, NodeName("paused"), "paused:9000", ttl_s=0.8)
    archive = await NodeArchive.open(
        Path(sys.argv[2]), catalog, Blobs.local(Path(sys.argv[3])), states=StateBoard(clock), clock=clock,
        limits=WaitLimits(spool_bytes=1 << 30, floor_bytes=2),
    )  # fmt: skip
    lease = await leases.take(CameraId("gate"))
    archive.begin(lease)
    run = archive.runs(lease.camera).mint()
    recorder = archive.recorder(lease.camera)
    recorder.push(a_run(run))
    print(run, flush=True)
    for number in range(1, 100_000):
        recorder.push(some_samples(1, run=run, start=START + number * STEP, group=1)[0])
        await asyncio.sleep(1 / RATE_HZ)
        if (await archive.figures()).refused_rows:
            print("refused", flush=True)


asyncio.run(main())
