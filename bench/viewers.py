"""`viewers`: does everybody see live what is live, however many watch, at any web node?

A site in PostgreSQL and S3, a real desk, two real web nodes, and a stand-in of an outpost that shows twenty cameras
over the real relay: small real pictures, fifteen a second, whose times are true. Viewers are WebSockets, in two
processes, that read each picture's time and throw it away. A viewer's lateness is the time from a picture being handed
to the relay to its last byte being read; the first seconds, in which pictures since the newest key come at once, are
not counted.

Weakness: source, nodes, database and all viewers share the machine's cores.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import psutil

from bench.figures import Figure, figure, percentile
from tests.stands.cluster import ClusterStand, WebNode, a_cluster, an_outpost

ROOT: Final = Path(__file__).resolve().parents[1]
WARM_S: Final = 3.0
OPEN_S: Final = 120.0
PROCESSES: Final = 2
_TFDT: Final = b"tfdt"


@dataclass(slots=True)
class Seen:
    """What one viewer saw: pictures, and the lateness of the latest of them after the warm-up, in ms."""

    pictures: int = 0
    counts: bool = False
    worst_ms: float = 0.0
    sum_ms: float = 0.0


class Viewer(asyncio.Protocol):
    """A WebSocket client that reads, and answers nothing but pings."""

    def __init__(self, host: str, path: str, session: str) -> None:
        self.seen = Seen()
        key = base64.b64encode(os.urandom(16)).decode()
        self._ask = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://{host}\r\n"
            f"Cookie: gg_session={session}\r\n\r\n"
        ).encode()
        self._buffer = bytearray()
        self._is_open = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            transport.write(self._ask)

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer
        buffer += data
        if not self._is_open:
            head = buffer.find(b"\r\n\r\n")
            if head < 0:
                return
            if not buffer.startswith(b"HTTP/1.1 101"):
                raise RuntimeError(f"a viewer was refused: {bytes(buffer[:200])!r}")
            del buffer[: head + 4]
            self._is_open = True
        at = 0
        while (end := _frame_end(buffer, at)) is not None:
            opcode = buffer[at] & 0x0F
            if opcode == 9:
                self._pong(bytes(buffer[at + 2 : end]))
            elif opcode == 2:
                self._picture(buffer, at)
            at = end
        del buffer[:at]

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _picture(self, buffer: bytearray, at: int) -> None:
        found = buffer.find(_TFDT, at, at + 160)
        if found < 0:
            return  # the beginning of a run
        self.seen.pictures += 1
        if not self.seen.counts:
            return
        late_ms = 1000 * time.time() - int.from_bytes(buffer[found + 8 : found + 16], "big") / 90
        self.seen.worst_ms = max(self.seen.worst_ms, late_ms)
        self.seen.sum_ms += late_ms

    def _pong(self, payload: bytes) -> None:
        """Who does not say the same words back is taken for gone; a mask of zeros changes none of them."""
        if self._transport is not None:
            self._transport.write(bytes((0x8A, 0x80 | len(payload))) + bytes(4) + payload)


def _frame_end(buffer: bytearray, at: int) -> int | None:
    """Where the frame that begins at `at` ends, None when it has not come whole."""
    have = len(buffer) - at
    if have < 2:
        return None
    size, head = buffer[at + 1] & 0x7F, 2
    if size >= 126:
        head = 4 if size == 126 else 10
        if have < head:
            return None
        size = int.from_bytes(buffer[at + 2 : at + head], "big")
    return at + head + size if have >= head + size else None


async def view(orders: list[tuple[str, int, str]], session: str, seconds: float) -> dict[str, list[float]]:
    """Be these viewers (host, port, path), all at once; each one's pictures and lateness after the warm-up."""
    loop = asyncio.get_running_loop()
    began_s = time.monotonic()
    opening = [
        loop.create_connection(partial(Viewer, f"{host}:{port}", path, session), host, port)
        for host, port, path in orders
    ]
    viewers = [viewer for _, viewer in await asyncio.gather(*opening)]
    async with asyncio.timeout(OPEN_S):
        while not all(viewer.seen.pictures for viewer in viewers):
            await asyncio.sleep(0.05)
    first_s = time.monotonic() - began_s
    await asyncio.sleep(WARM_S)
    before = [viewer.seen.pictures for viewer in viewers]
    for viewer in viewers:
        viewer.seen.counts = True
    await asyncio.sleep(seconds)
    counted = [viewer.seen.pictures - was for viewer, was in zip(viewers, before, strict=True)]
    told = {
        "first_s": [first_s],
        "pictures": [float(count) for count in counted],
        "worst_ms": [viewer.seen.worst_ms for viewer in viewers],
        "mean_ms": [viewer.seen.sum_ms / max(1, count) for viewer, count in zip(viewers, counted, strict=True)],
    }
    for viewer in viewers:
        viewer.close()
    return told


def _in_processes(orders: list[tuple[str, int, str]], session: str, seconds: float) -> dict[str, list[float]]:
    """The same, shared out over a few processes."""
    running = []
    for number in range(PROCESSES):
        told = {"orders": orders[number::PROCESSES], "session": session, "seconds": seconds}
        command = [sys.executable, "-m", "bench.viewers"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        if process.stdin is not None:
            process.stdin.write(json.dumps(told))
            process.stdin.close()
        running.append(process)
    seen: dict[str, list[float]] = {"first_s": [], "pictures": [], "worst_ms": [], "mean_ms": []}
    for process in running:
        said = process.stdout.read() if process.stdout is not None else ""
        if process.wait() != 0:
            raise RuntimeError("viewers ended early")
        for name, values in json.loads(said).items():
            seen[name] += values
    return seen


def measure(quick: bool) -> list[Figure]:
    cameras = [f"street-{number:02}" for number in range(6 if quick else 20)]
    count, seconds = (60, 5.0) if quick else (500, 60.0)
    with tempfile.TemporaryDirectory() as folder, a_cluster(Path(folder)) as cluster:
        for camera in cameras:
            cluster.add_camera(camera)
        with cluster.node() as one, cluster.node() as other:
            return asyncio.run(_watched(cluster, (one, other), cameras, count, seconds))


async def _watched(
    cluster: ClusterStand, nodes: tuple[WebNode, WebNode], cameras: list[str], count: int, seconds: float
) -> list[Figure]:
    orders = [
        ("127.0.0.1", nodes[number % 2].port, f"/api/v1/cameras/{cameras[number // 2 % len(cameras)]}/live")
        for number in range(count)
    ]
    async with an_outpost(cluster.url, "street", cameras) as outpost:
        processes = [psutil.Process(node.pid) for node in nodes]
        before_s = [sum(process.cpu_times()[:2]) for process in processes]
        shown = outpost.shown
        began_s = time.monotonic()
        watching = asyncio.ensure_future(asyncio.to_thread(_in_processes, orders, cluster.session, seconds))
        most = 0
        while not watching.done():
            most = max(most, *outpost.server.watched.values(), 0)
            await asyncio.sleep(0.2)
        seen = await watching
        took_s = time.monotonic() - began_s
        used_s = [sum(process.cpu_times()[:2]) - was for process, was in zip(processes, before_s, strict=True)]
        streams = outpost.server.streams_total
        rate_hz = (outpost.shown - shown) / took_s
    late = [worst for worst, pictures in zip(seen["worst_ms"], seen["pictures"], strict=True) if pictures]
    return [
        figure("viewers: watching", len(late), "", f">= {count}"),
        figure("viewers: until all who came at once have a picture", max(seen["first_s"]), "s"),
        figure("viewers: lateness of a picture, mean", sum(seen["mean_ms"]) / count, "ms"),
        figure("viewers: the latest picture of a viewer, median of viewers", percentile(late, 0.5), "ms"),
        figure("viewers: the latest picture of any viewer", max(late), "ms", "<= 1000"),
        figure("viewers: pictures a second of a camera", rate_hz, "Hz"),
        figure(
            "viewers: pictures seen by a viewer, of those shown",
            100 * sum(seen["pictures"]) / count / seconds / rate_hz,
            "%",
        ),
        figure("viewers: pictures a second at a node", sum(seen["pictures"]) / seconds / 2, "Hz"),
        figure("viewers: streams of a camera, most at a time", most, "", "<= 2"),
        figure("viewers: streams opened for each camera and node", streams / len(cameras) / 2, "", "<= 1"),
        figure("viewers: processor of a web node", 100 * sum(used_s) / 2 / took_s, "% of a core"),
    ]


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    print(
        json.dumps(asyncio.run(view([tuple(order) for order in asked["orders"]], asked["session"], asked["seconds"])))
    )
