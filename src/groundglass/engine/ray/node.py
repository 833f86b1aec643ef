"""This machine's part of Ray: started, started again when it ends, and ended with the process that keeps it.

Apart from the outpost that runs beside it (cli/node.py puts the two together): Ray says which cameras lie here, and
the outpost keeps them; neither needs the other to go on. A head keeps what Ray must remember in a folder, so that it
can go away and come back.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from groundglass.clock import Clock
from groundglass.engine.backoff import Backoff
from groundglass.engine.ray.access import NODE_LABEL, PLACE_LABEL, REACH_LABEL, SITE_LABEL, RayAccess
from groundglass.errors import ConfigError

END_S: Final = 2.0  # Ray would wait for what is reserved here, and nothing of ours runs in it
HEAD_ANSWERS_S: Final = 3.0
HEAD_EVERY_S: Final = 1.0
_MODULE: Final = "groundglass.engine.ray.raylet"
_STORE_BYTES: Final = 80 * 1024 * 1024  # Ray's least. Nothing of ours is put into its store but names of files.

_logger: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RayNode:
    """One machine in Ray. `host` is its own address, `cores` what cameras may take of it (0 of a head that keeps none),
    `is_head`: it is the one that the others are told the address of."""

    name: str
    host: str
    cores: int
    reaches: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    is_head: bool = False
    memory_bytes: int = 0

    def labels(self, site: str) -> str:
        """As Ray wants them written."""
        labels = {SITE_LABEL: site, NODE_LABEL: self.name}
        labels |= {REACH_LABEL + network: "yes" for network in self.reaches}
        labels |= {PLACE_LABEL + place: "yes" for place in self.places}
        return ",".join(f"{key}={value}" for key, value in labels.items())


class RayPart:
    """Ray on this machine, for as long as `run` runs. What it says is in `ray.log` in `state`, a folder of its own."""

    def __init__(self, node: RayNode, access: RayAccess, state: Path, clock: Clock) -> None:
        for word in (node.name, *node.reaches, *node.places):
            if re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,46}[a-z0-9])?", word) is None:
                raise ConfigError(
                    f"{word[:60]!r} is no name or label that Ray takes",
                    "use up to 48 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends",
                )
        self._node = node
        self._access = access
        self._state = state
        self._clock = clock
        self.pid: int | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Keep Ray running here until `stop`."""
        backoff = Backoff()
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                began_s = self._clock.monotonic_s()
                await self.run_once(stopping)
                if stop.is_set():
                    return
                backoff = backoff.after(self._clock.monotonic_s() - began_s)
                _logger.warning("Ray ended on this machine; it is started again in %.0f s", max(1.0, backoff.wait_s))
                waiting = asyncio.create_task(self._clock.sleep(max(1.0, backoff.wait_s)))
                await asyncio.wait((waiting, stopping), return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
        finally:
            stopping.cancel()

    async def run_once(self, stopping: asyncio.Task[bool]) -> None:
        """From its start to its end, or until stopped. A machine waits for its head: starting in vain costs seconds of
        a processor, and there may be many machines."""
        if not self._node.is_head and not await self._head_answers(stopping):
            return
        _end_leftovers(self._state / "ray.group")
        scratch = _scratch(self._state)
        environment = self._environment()
        with (self._state / "ray.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", _MODULE, str(os.getpid()), *self._arguments(scratch),
                stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
                env=environment, start_new_session=True,
            )  # fmt: skip
        self.pid = process.pid
        (self._state / "ray.group").write_text(str(process.pid))
        ending = asyncio.create_task(process.wait())
        try:
            await asyncio.wait((ending, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.pid = None
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await asyncio.wait((ending,), timeout=END_S)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # helpers of Ray's may outlive it
            await ending
            await asyncio.to_thread(shutil.rmtree, scratch, ignore_errors=True)

    async def _head_answers(self, stopping: asyncio.Task[bool]) -> bool:
        """True as soon as something listens where the head should be; False when stopped before."""
        host, _, port = self._access.address.rpartition(":")
        is_said = False
        while not stopping.done():
            try:
                async with asyncio.timeout(HEAD_ANSWERS_S):
                    _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
                writer.close()
                return True
            except (OSError, TimeoutError):
                if not is_said:
                    _logger.warning("Ray's head does not answer at %s; waiting for it", self._access.address)
                is_said = True
            waiting = asyncio.create_task(self._clock.sleep(HEAD_EVERY_S))
            await asyncio.wait((waiting, stopping), return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
        return False

    def _arguments(self, scratch: Path) -> list[str]:
        port = self._access.address.rpartition(":")[2]
        where = ["--head", f"--port={port}"] if self._node.is_head else [f"--address={self._access.address}"]
        if self._node.is_head:
            where += ["--include-dashboard=false", "--no-monitor"]  # machines are added by people
        if self._node.memory_bytes:
            where.append(f"--memory={self._node.memory_bytes}")
        return [
            *where,
            f"--node-ip-address={self._node.host}",
            f"--num-cpus={self._node.cores}",
            "--num-gpus=0",
            "--resources={}",
            f"--labels={self._node.labels(self._access.site)}",
            f"--object-store-memory={_STORE_BYTES}",
            f"--temp-dir={scratch}",
            "--include-log-monitor=false",
            "--disable-usage-stats",
        ]

    def _environment(self) -> dict[str, str]:
        environment = self._access.environment(os.environ)
        if self._node.is_head:
            environment |= {"RAY_gcs_storage": "rocksdb", "RAY_gcs_storage_path": str(self._state / "ray-state")}
        return environment


def _scratch(state: Path) -> Path:
    """A folder of our own with a short name, since sockets lie deep in it, emptied of what an earlier start left."""
    name = f"gg-ray-{sha256(str(state.absolute()).encode()).hexdigest()[:8]}"
    folder = Path(tempfile.gettempdir()) / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _end_leftovers(note: Path) -> None:
    """End what is left of a Ray whose `groundglass node` was killed: helpers that noticed nothing. They are known by
    the group that was noted when it was started, and by being Ray's, since the number may be another's by now."""
    if not note.exists():
        return
    group = note.read_text()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError):
            if stat.read_text().rpartition(")")[2].split()[2] != group:
                continue
            line = (stat.parent / "cmdline").read_bytes()
            if line.startswith(b"ray::") or b"/ray/" in line or b"ray.scripts" in line:
                os.kill(int(stat.parent.name), signal.SIGKILL)
