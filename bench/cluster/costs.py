"""`cluster`, part `costs`: what one camera costs by the size and rate of its pictures.

A real worker frosts a drawn film as if it were live; counted are its processor time, its memory and the bytes that
left it, after it has settled. From these figures comes the table in engine/costs.py, by which cameras are placed.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import psutil

from bench.figures import Figure, figure
from bench.film import film
from groundglass.engine.launch import launch
from groundglass.frosted.intake import read_messages
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.settings import SecretAddress, WorkerSettings

SIZES = ((640, 360, 15), (1280, 720, 15), (1920, 1080, 5), (1920, 1080, 15), (1920, 1080, 25), (3840, 2160, 15))
SETTLE_S = 12.0


@dataclass(slots=True)
class Seen:
    """What one worker took and gave while it was watched."""

    cores: float
    memory_bytes: int
    mbit_s: float


async def watch(width: int, height: int, rate_hz: int, seconds: float) -> Seen:
    """One worker on a street and its figures, after it has settled."""
    source = film("street", width=width, height=height, rate_hz=rate_hz, seconds=8)
    told = WorkerSettings(camera=CameraId("cost"), address=SecretAddress(str(source)), loop=True, evidence_s=5.0)
    worker = await launch(told)
    counted = [0]

    async def read() -> None:
        async for message in read_messages(worker.reader):
            if isinstance(message, FrostedSample):
                counted[0] += len(message.avcc)

    reading = asyncio.create_task(read())
    try:
        await asyncio.sleep(SETTLE_S)
        process = psutil.Process(worker.pid)
        family = [process, *process.children(recursive=True)]
        before_s, before_bytes, began_s = spent(family), counted[0], time.monotonic()
        await asyncio.sleep(seconds)
        took_s = time.monotonic() - began_s
        cores = (spent(family) - before_s) / took_s
        memory = sum(one.memory_info().rss for one in family)
        return Seen(cores, memory, 8e-6 * (counted[0] - before_bytes) / took_s)
    finally:
        await worker.ask_to_stop()
        await asyncio.wait((reading,), timeout=5)
        await worker.end(2)


def spent(family: list[psutil.Process]) -> float:
    times = [one.cpu_times() for one in family]
    return sum(one.user + one.system for one in times)


def measure(quick: bool) -> list[Figure]:
    rows = []
    for width, height, rate_hz in SIZES[:2] if quick else SIZES:
        seen = asyncio.run(watch(width, height, rate_hz, 5 if quick else 20))
        name = f"costs: {width}x{height} at {rate_hz} a second"
        rows += [
            figure(f"{name}, processor", seen.cores, "cores"),
            figure(f"{name}, memory", seen.memory_bytes / 1024**2, "MiB"),
            figure(f"{name}, frosted stream", seen.mbit_s, "Mbit/s"),
        ]
    return rows
