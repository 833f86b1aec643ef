"""One worker as a process of this machine: started by name, ordered through its stdin, heard through its stdout.

Apart because it is the only place that starts the clear side. It leaves the meaning of what a worker says to
frosted/intake.py, and when to start and kill to keeper.py. It assumes that the worker ends when its stdin closes,
and does not depend on it: `end` kills the whole process group after a while.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Final

from groundglass.errors import EngineError
from groundglass.pane.control import Order, Stop, encode_order
from groundglass.pane.examination import Examination
from groundglass.pane.photo import PhotoTask
from groundglass.pane.settings import WorkerSettings

READ_AHEAD_BYTES: Final = 256 * 1024
"""What is read from a worker before it is parsed, beside the one message in hand (pane/wire.py bounds that)."""

_MODULE: Final = "groundglass.engine.confine"
_PASSED_ON: Final = ("PATH", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "LD_LIBRARY_PATH")
_FIXED: Final = {
    "LC_ALL": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Pictures come and go in megabytes; left to itself, glibc would keep what the largest ever took.
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "1048576",
    "MALLOC_TRIM_THRESHOLD_": "2097152",
}


class WorkerProcess:
    """A running worker. Its owner must `end` it; nobody else signals it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        if process.stdout is None or process.stdin is None:
            raise EngineError("the worker was started without its pane")
        self.reader: Final = process.stdout
        self._orders: Final = process.stdin

    @property
    def pid(self) -> int:
        return self._process.pid

    async def order(self, order: Order) -> None:
        """Hand an order to the worker, or raise `EngineError` when it is no longer there."""
        try:
            self._orders.write(encode_order(order))
            await self._orders.drain()
        except (ConnectionError, RuntimeError) as error:
            raise EngineError("the worker ended before it could take an order") from error

    async def ask_to_stop(self) -> None:
        """Ask it to send what is encoded and end. Its going is seen as the end of `reader`."""
        try:
            await self.order(Stop())
        except EngineError:
            pass  # It has gone already, which is what was asked.
        self._orders.close()

    def kill(self) -> None:
        """Kill the whole process group, now. Harmless when it has gone."""
        if self._process.returncode is None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass  # It has ended, and the loop has not heard of it yet.

    async def end(self, within_s: float = 0.0) -> int:
        """Wait for it to end, kill it when it does not `within_s`; return its exit status, negative for a signal.

        Nobody else may be reading `reader`. What it still holds is thrown away: a pipe that nobody empties would
        keep the wait from ever ending.
        """
        if within_s > 0:
            try:
                return await asyncio.wait_for(self._gone(), within_s)
            except TimeoutError:
                pass
        self.kill()
        return await self._gone()

    async def _gone(self) -> int:
        while await self.reader.read(READ_AHEAD_BYTES):
            pass
        return await self._process.wait()


async def launch(task: WorkerSettings | Examination | PhotoTask) -> WorkerProcess:
    """Start a worker and tell it what to do, or raise `EngineError`."""
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-m", _MODULE,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # Whatever a library prints there could hold anything, and would bypass the pane.
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            env=_environment(),
            limit=READ_AHEAD_BYTES,
        )  # fmt: skip
    except OSError as error:
        raise EngineError(
            f"a worker cannot be started: {error.strerror}", "run `groundglass doctor` to see what is missing"
        ) from error
    worker = WorkerProcess(process)
    try:
        await worker.order(task)
    except BaseException:
        await worker.end()
        raise
    return worker


def _environment() -> dict[str, str]:
    """What a worker may know of its surroundings: how to find libraries, and nothing of the site."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _FIXED
