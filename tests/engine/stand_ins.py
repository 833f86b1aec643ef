"""Processes that behave like broken or finished workers. They speak the real wire; only what they say is made up."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable

from groundglass.engine.launch import WorkerProcess
from groundglass.pane.control import Order
from groundglass.pane.examination import Examination
from groundglass.pane.photo import PhotoTask
from groundglass.pane.settings import WorkerSettings

PROLOGUE = """
import os, sys, time
from groundglass.pane.control import *
from groundglass.pane.ids import *
from groundglass.pane.pictures import *
from groundglass.pane.status import *
from groundglass.pane.wire import *
def send(message): os.write(1, encode(message))
def now(): return time.time_ns() * 9 // 100_000
def figures(frames=0, **more):
    values = dict(frames_in_total=frames, frames_out_total=frames, frames_dropped_total=0, frames_whole_total=0,
        undecodable_total=0, view=View.STARTING, proven_ppm=0, hidden_ppm=0, latency_us=0, rate_millihertz=0)
    send(WorkerFigures(now(), **(values | more)))
def sample(n):
    nal = (b"\\x65" if n == 0 else b"\\x41") + b"abc"
    send(FrostedSample(RunId(1), now() + n * 6000, 6000, n == 0, (4).to_bytes(4, "big") + nal))
RUN = VideoRun(RunId(1), 64, 48, b"\\x67\\x42\\xc0\\x1e\\xd9\\x00\\xb0\\x4b\\x20", b"\\x68\\xce\\x3c\\x80")
send(Hello(VERSION))
"""

Start = Callable[[WorkerSettings], Awaitable[WorkerProcess]]


def starts(script: str) -> Start:
    """Start this script instead of a worker, each time one is wanted."""

    async def start(settings: WorkerSettings) -> WorkerProcess:
        return await _run(PROLOGUE + script, settings)

    return start


def says(said: bytes, *, stays: bool = False) -> Callable[[Examination], Awaitable[WorkerProcess]]:
    """Start a process that says these bytes whatever it is asked, and ends unless it `stays`."""

    async def start(examination: Examination) -> WorkerProcess:
        return await _run(_speech(said, stays=stays), examination)

    return start


def says_photo(said: bytes, *, stays: bool = False) -> Callable[[PhotoTask], Awaitable[WorkerProcess]]:
    """The same in the place of a process that frosts a photo; it ends when it was given one, or 3 s later."""

    async def start(task: PhotoTask) -> WorkerProcess:
        return await _run(_speech(said, stays=stays) + "; signal.alarm(3); sys.stdin.buffer.read(100)", task)

    return start


def _speech(said: bytes, *, stays: bool) -> str:
    return f"import os, signal, sys, time; os.write(1, {said!r}); time.sleep({60 if stays else 0})"


async def _run(script: str, order: Order) -> WorkerProcess:
    """Start it; like a worker it does nothing before its order has come."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import os; os.read(0, 1)\n" + script,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    worker = WorkerProcess(process)
    await worker.order(order)
    return worker
