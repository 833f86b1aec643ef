"""Workers that cost almost nothing and speak the real pane: a thousand of them on one machine, each a process.

One small process, the mould, has everything loaded and forks a copy of itself for every camera, so that what they all
have in common is in memory once. A copy reads its settings as any worker does, says that it is live, and then one
drawn and encoded picture a second and its figures, until it is told to stop or nobody listens any more.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, Self

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from groundglass.engine.launch import WorkerProcess
from groundglass.errors import EngineError
from groundglass.pane.control import Stop, parse_order, parse_order_head
from groundglass.pane.ids import TICKS_PER_S, Duration90k, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample, VideoRun
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause, Codec, SourceFacts, View, WorkerFigures, WorkerStatus
from groundglass.pane.wire import HEAD, VERSION, Hello, encode

WIDTH, HEIGHT = 128, 96
FIGURES_EVERY: Final = 4  # pictures; a keeper waits ten seconds for them


class LightWorker(WorkerProcess):
    """What a keeper holds of one: a connection to a copy of the mould, in the place of pipes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        object.__setattr__(self, "reader", reader)
        object.__setattr__(self, "_orders", writer)
        self._writer = writer

    @property
    def pid(self) -> int:
        return os.getpid()  # a copy's own is the mould's affair

    async def ask_to_stop(self) -> None:
        try:
            await self.order(Stop())
        except EngineError:
            pass  # It has gone already.

    def kill(self) -> None:
        self._writer.close()

    async def end(self, within_s: float = 0.0) -> int:
        self.kill()
        try:
            while await self.reader.read(65_536):
                pass
        except ConnectionError:
            pass  # It has gone already.
        return 0


class Mould:
    """The mould of one node, as a process. `start` is given to an outpost in the place of `launch`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._path = folder / "door"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        from tests.frosted.footage import encoded

        sps, pps, pictures = encoded(width=WIDTH, height=HEIGHT)
        key = next(avcc for is_key, avcc in pictures if is_key)
        told = [str(self._path), sps.hex(), pps.hex(), key.hex()]
        self._process = subprocess.Popen([sys.executable, __file__, *told], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self._process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)

    async def start(self, settings: WorkerSettings) -> WorkerProcess:
        reader, writer = await asyncio.open_unix_connection(self._path)
        worker = LightWorker(reader, writer)
        await worker.order(settings)
        return worker


def now_90k() -> Instant90k:
    return Instant90k(time.time_ns() * 9 // 100_000)


def _play(pane: socket.socket, sps: bytes, pps: bytes, key: bytes) -> None:
    kind, size = parse_order_head(pane.recv(HEAD.size, socket.MSG_WAITALL))
    settings = parse_order(kind, pane.recv(size, socket.MSG_WAITALL))
    if not isinstance(settings, WorkerSettings):
        return
    facts = SourceFacts(now_90k(), Codec.H264, WIDTH, HEIGHT, 1000, has_audio=False)
    live = WorkerStatus(now_90k(), CameraState.LIVE, Cause.NONE, 0)
    begin = (Hello(VERSION), facts, live, VideoRun(RunId(1), WIDTH, HEIGHT, sps, pps))
    pane.sendall(b"".join(encode(message) for message in begin))
    pane.settimeout(sum(settings.camera.encode()) % 97 / 97 + 0.01)  # cameras are not in step
    shown = 0
    while True:
        try:
            if not pane.recv(65_536):
                return  # whatever is said after the settings ends it
        except TimeoutError:
            pass
        shown += 1
        said = encode(FrostedSample(RunId(1), now_90k(), Duration90k(TICKS_PER_S), True, key))
        if shown % FIGURES_EVERY == 1:
            said += encode(WorkerFigures(now_90k(), shown, shown, 0, 0, 0, View.PROVEN, 990_000, 0, 30_000, 1000))
        pane.sendall(said)
        pane.settimeout(1.0 - time.time() % 0.001)


def _cast() -> None:
    """The mould: a copy for each connection, until it is told to end; then the copies end by themselves."""
    path, *told = sys.argv[1:]
    sps, pps, key = (bytes.fromhex(text) for text in told)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen(1024)
        print("ready", flush=True)
        while True:
            pane, _ = door.accept()
            if os.fork() == 0:
                door.close()
                try:
                    _play(pane, sps, pps, key)
                except OSError:
                    pass  # Nobody listens any more.
                os._exit(0)
            pane.close()


if __name__ == "__main__":
    _cast()
