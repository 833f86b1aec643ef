"""What a worker holds: its own process, live from a real RTSP camera at 1080p, from its start on.

Resident memory counts the libraries that all workers share; what a worker has to itself alone is beside it, where it
may be read.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

from bench.figures import Figure, figure
from bench.film import film
from groundglass.engine.launch import WorkerProcess, launch
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, WorkerSettings
from tests.stands.rtsp import RtspCamera

RATE_HZ: Final = 15
MIB: Final = 1024**2


def measure(quick: bool) -> list[Figure]:
    """The most a worker held, and what it held at the end."""
    clip = film("plaza", width=1920, height=1080, rate_hz=RATE_HZ, seconds=10)
    held, own = asyncio.run(_watch(clip, 15 if quick else 60))
    figures = [
        figure("a worker live at 1080p, at most", max(held) / MIB, "MiB", "<= 150"),
        figure("a worker live at 1080p, in the end", held[-1] / MIB, "MiB"),
    ]
    return figures + ([figure("of that its own alone", own[-1] / MIB, "MiB")] if own else [])


async def _watch(clip: Path, seconds: int) -> tuple[list[int], list[int]]:
    with RtspCamera(clip) as camera:
        worker = await launch(WorkerSettings(CameraId("bench"), SecretAddress(camera.url()), transport="tcp"))
        reading = asyncio.create_task(_read(worker))
        process, held, own = psutil.Process(worker.pid), list[int](), list[int]()
        try:
            for _ in range(4 * seconds):
                await asyncio.sleep(0.25)
                held.append(process.memory_info().rss)
            with suppress(psutil.AccessDenied):
                own.append(int(process.memory_full_info().uss))
        finally:
            reading.cancel()
            await asyncio.wait({reading})
            await worker.end()
    return held, own


async def _read(worker: WorkerProcess) -> None:
    while await worker.reader.read(1 << 16):
        pass  # what crosses the pane is not looked at
