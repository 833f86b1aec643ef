"""A worker as a process: real ones, with a drawn scene as their camera."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from groundglass.engine import launch as launch_module
from groundglass.engine.launch import WorkerProcess, launch
from groundglass.errors import EngineError
from groundglass.frosted.intake import read_messages
from groundglass.pane.control import Forget
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.settings import SecretAddress, WorkerSettings
from tests.engine.stand_ins import starts

DEMO = WorkerSettings(camera=CameraId("a"), address=SecretAddress("demo:plaza?width=320&height=240&people=1"))


def is_gone(pid: int) -> bool:
    """Whether a process has ended, even if whoever inherited it has not noticed yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


async def first_sample(worker: WorkerProcess) -> FrostedSample:
    async for message in read_messages(worker.reader):
        if isinstance(message, FrostedSample):
            return message
    raise AssertionError("the worker ended without a picture")


async def test_a_worker_sends_frosted_pictures_and_ends_when_asked() -> None:
    worker = await launch(DEMO)
    assert (await first_sample(worker)).is_key
    await worker.ask_to_stop()
    assert await worker.end(10) == 0


async def test_a_worker_ends_by_itself_when_nobody_holds_its_orders() -> None:
    worker = await launch(DEMO)
    await first_sample(worker)
    worker._orders.close()
    assert await worker.end(10) == 0


def test_the_environment_of_a_worker_holds_nothing_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATE_PASSWORD", "hush")
    monkeypatch.setenv("http_proxy", "http://hush@proxy/")
    assert "hush" not in repr(launch_module._environment())


async def test_a_worker_that_ignores_everything_is_killed_with_its_children() -> None:
    worker = await starts(
        "import subprocess; c = subprocess.Popen(['sleep', '60']); print(c.pid, flush=True); time.sleep(60)"
    )(DEMO)
    hello_and_pid = await worker.reader.read(100)
    child = int(hello_and_pid[hello_and_pid.index(b"\x00\x01") + 2 :] or await worker.reader.readline())
    assert await worker.end(0.1) == -signal.SIGKILL
    for _ in range(1500):
        if is_gone(child):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("a child of the worker outlived it")


async def test_an_order_to_a_worker_that_is_gone_says_so() -> None:
    worker = await starts("")(DEMO)
    assert await worker.end(5) == 0
    with pytest.raises(EngineError, match="ended before it could take an order"):
        for _ in range(3):
            await worker.order(Forget())


PARENT = """
import asyncio
from groundglass.engine.launch import launch
from tests.engine.test_launch import DEMO, first_sample

async def main():
    worker = await launch(DEMO)
    await first_sample(worker)
    print(worker.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def test_even_a_worker_that_hangs_dies_with_the_process_that_started_it() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        os.kill(worker, signal.SIGSTOP)
        parent.kill()
    for _ in range(1500):
        if is_gone(worker):
            return
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    raise AssertionError("the worker outlived its parent")


async def test_ending_does_not_hang_on_what_nobody_read() -> None:
    worker = await starts("os.write(1, b'x' * 10_000_000)")(DEMO)
    await asyncio.sleep(0.2)
    assert await worker.end() == -signal.SIGKILL
