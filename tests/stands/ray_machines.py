"""Machines of a Ray cluster on loopback: each a process of its own with an address of its own (127.0.0.2 and on).

One can be killed as a machine would be: with all that runs on it, at once.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import psutil

from bench.site import free_port
from groundglass.engine.ray.access import RayAccess
from groundglass.engine.ray.node import RayNode
from groundglass.frosted.relay.secret import ClusterSecret

_CODE = """
import asyncio, json, signal, sys
from pathlib import Path
from groundglass.clock import SystemClock
from groundglass.engine.ray.access import RayAccess
from groundglass.engine.ray.node import RayNode, RayPart
from groundglass.frosted.relay.secret import ClusterSecret
address, state, secret, node = sys.argv[1:]
async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    told = json.loads(node)
    told |= {key: tuple(told[key]) for key in ("reaches", "places")}
    access = RayAccess.of(address, Path(state), ClusterSecret.parse(secret))
    await RayPart(RayNode(**told), access, Path(state), SystemClock()).run(stop)
asyncio.run(main())
"""


class RayMachines:
    """A head, which keeps no cameras, and whatever else is started."""

    def __init__(self, folder: Path) -> None:
        self.secret = ClusterSecret.new(os.urandom)
        self.address = f"127.0.0.2:{free_port()}"
        self.access = RayAccess.of(self.address, folder / "desk", self.secret)
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started = 0

    def start_head(self) -> None:
        self._start(RayNode("head", "127.0.0.2", 0, is_head=True))

    def start(self, name: str, cores: int, reaches: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> None:
        self._started += 1
        self._start(RayNode(name, f"127.0.0.{2 + self._started}", cores, reaches, places))

    def _start(self, node: RayNode) -> None:
        state = self._folder / node.name
        told = [self.address, str(state), self.secret.reveal(), json.dumps(asdict(node))]
        self._running[node.name] = subprocess.Popen([sys.executable, "-c", _CODE, *told])

    def kill(self, name: str) -> None:
        """As when the power goes: it and all that it started, at once."""
        victim = self._running.pop(name)
        family = [psutil.Process(victim.pid), *psutil.Process(victim.pid).children(recursive=True)]
        for one in family:
            try:
                one.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                pass
        victim.wait(20)
        psutil.wait_procs(family, timeout=20)

    def close(self) -> None:
        for victim in self._running.values():
            victim.send_signal(signal.SIGTERM)
        for name in tuple(self._running):
            try:
                self._running[name].wait(20)
            except subprocess.TimeoutExpired:
                self.kill(name)


@contextmanager
def running(folder: Path) -> Iterator[RayMachines]:
    """A head, running; further machines by `start`."""
    machines = RayMachines(folder)
    machines.start_head()
    try:
        yield machines
    finally:
        machines.close()
