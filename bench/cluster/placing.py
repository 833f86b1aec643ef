"""`cluster`, part `placing`: what Ray itself takes to hold a reservation per camera, at a hundred and at a thousand.

A head, two machines and the desk's reserving process, and no camera: how long until all are placed, what these
processes take while nothing happens, and how long until all lie on the other machine when one is lost.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from bench.figures import Figure, figure
from groundglass.clock import SystemClock
from groundglass.engine.placement import Grade, Need, Placed, Step
from groundglass.engine.ray.placement import RayPlacement
from groundglass.pane.ids import CameraId
from tests.stands import ray_machines
from tests.stands.ray_machines import RayMachines

MIB = 1024**2
LIMIT_S = 400.0


def needs(count: int) -> tuple[Need, ...]:
    step = (Step(Grade.FULL, 0.24, 16 * MIB),)
    return tuple(Need(CameraId(f"c-{n:05}"), step) for n in range(count))


async def until(placement: RayPlacement, fits: Callable[[tuple[Placed, ...]], bool]) -> float:
    began_s = time.monotonic()
    async with asyncio.timeout(LIMIT_S):
        while not fits(await placement.changes()):
            pass
    return time.monotonic() - began_s


def ray_processes() -> list[psutil.Process]:
    """All that this bench started but itself, and the processes that only stand for machines."""
    found = psutil.Process().children(recursive=True)
    return [one for one in found if one.is_running() and "ray" in " ".join(one.cmdline()).lower()]


def spent(of: list[psutil.Process]) -> float:
    return sum(one.cpu_times().user + one.cpu_times().system for one in of)


async def hold(machines: RayMachines, placement: RayPlacement, count: int, steady_s: float) -> list[Figure]:
    await placement.want(needs(count), frozenset())

    def all_placed(placed: tuple[Placed, ...]) -> bool:
        return len(placed) == count and all(one.node is not None for one in placed)

    placed_s = await until(placement, all_placed)
    await asyncio.sleep(10)
    watched = ray_processes()
    before_s = spent(watched)
    await asyncio.sleep(steady_s)
    busy = (spent(watched) - before_s) / steady_s
    memory = sum(one.memory_full_info().uss for one in watched)
    name = f"placing: {count} cameras"
    return [
        figure(f"{name}, placed after", placed_s, "s", "<= 60"),
        figure(f"{name}, processor of all of Ray", 1000 * busy, "ms a second"),
        figure(f"{name}, memory of all of Ray", memory / MIB, "MiB"),
    ]


async def measured(folder: Path, counts: tuple[int, ...], steady_s: float) -> list[Figure]:
    rows: list[Figure] = []
    with ray_machines.running(folder) as machines:
        machines.start("north", 4000)
        machines.start("south", 4000)
        placement = RayPlacement.open(machines.access, SystemClock())
        try:
            await placement.want(needs(2), frozenset())
            async with asyncio.timeout(LIMIT_S):
                while len(placement.rooms()) < 3:
                    await asyncio.sleep(0.5)
            for count in counts:
                rows += await hold(machines, placement, count, steady_s)
            machines.kill("south")
            moved_s = await until(placement, lambda placed: {one.node for one in placed} == {"north"})
            rows.append(figure(f"placing: {counts[-1]} cameras, all on one when the other is lost", moved_s, "s"))
        finally:
            await placement.close()
    return rows


def measure(quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="ggc") as folder:
        return asyncio.run(measured(Path(folder), (20,) if quick else (100, 1000), 10 if quick else 60))
