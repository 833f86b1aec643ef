"""`cluster`, part `worker`: how long is a camera unseen when its worker on an outpost is killed?

A desk, an outpost, PostgreSQL and S3, all real and on loopback; four real RTSP cameras. Each round kills every worker
at a moment nobody chose; between two kills of the same camera lies more than a minute, as between accidents (one that
dies again and again waits longer, engine/backoff.py). The gap is what the index lacks: from the end of the last picture
before the kill to the start of the first after it. Somebody else watches each camera all the time: so it does not begin
its film anew for whoever connects, and the new worker waits for the next key picture, which comes once a second.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import av
import av.error
import psutil

from bench.figures import Figure, figure, percentile
from bench.film import film
from bench.kill import fragments
from bench.site import RunningSite, wait_for
from tests.stands import postgres, s3
from tests.stands.outposts import OutpostProcess, OutpostSite
from tests.stands.rtsp import RtspCamera

CAMERAS: Final = 4
APART_S: Final = 62.0


def measure(quick: bool) -> list[Figure]:
    rounds = 1 if quick else 5
    chance = random.Random(20_26)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        database, bucketeer = opened.enter_context(postgres.running()), opened.enter_context(s3.running())
        url = asyncio.run(database.new())
        site = OutpostSite(Path(folder), url, bucketeer.new(), str(bucketeer.access.endpoint))
        desk = opened.enter_context(site.desk())
        desk.sign_in()
        outpost = opened.enter_context(site.outpost("north"))
        source = film("plaza", width=640, height=360, rate_hz=15, seconds=10)
        names: dict[str, int] = {}
        for number in range(CAMERAS):
            camera = opened.enter_context(RtspCamera(source))
            opened.enter_context(watched(camera.url()))
            name = desk.add_camera(f"Camera {number + 1}", camera.url(), transport="tcp")
            names[name] = camera.port
        for name in names:
            desk.wait_until_live(name, 90)
        gaps: list[float] = []
        for number in range(rounds):
            time.sleep(5 if quick else APART_S)
            gaps += kill_all(desk, outpost, names, chance)
            print(f"  round {number + 1}: {', '.join(f'{gap:.2f} s' for gap in gaps[-CAMERAS:])}", file=sys.stderr)
    return [
        figure("worker: kills", len(gaps), ""),
        figure("worker: gap in the recording, median", percentile(gaps, 0.5), "s", "<= 3"),
        figure("worker: gap in the recording, longest", max(gaps), "s", "<= 3"),
    ]


@contextmanager
def watched(url: str) -> Iterator[None]:
    """A viewer that takes whatever the camera sends, and throws it away."""
    stop = threading.Event()

    def watch() -> None:
        try:
            with av.open(url, options={"rtsp_transport": "tcp"}, timeout=10.0) as container:
                for _ in container.demux(video=0):
                    if stop.is_set():
                        return
        except (av.error.FFmpegError, OSError):
            print(f"  nobody else watches {url} any more", file=sys.stderr)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        stop.set()
        watching.join(20)


def kill_all(desk: RunningSite, outpost: OutpostProcess, names: dict[str, int], chance: random.Random) -> list[float]:
    """Kill each camera's worker, some seconds apart, and measure what each lost."""
    gaps = []
    for name, port in names.items():
        time.sleep(1 + chance.random())
        worker = watches(outpost, port)
        killed_at = time.time()
        worker.kill()
        gaps.append(gap_after(desk, name, killed_at))
    return gaps


def gap_after(desk: RunningSite, name: str, killed_at: float) -> float:
    since = datetime.now(UTC) - timedelta(seconds=20)

    def resumed() -> list[tuple[float, float]]:
        return [one for one in fragments(desk, name, since) if one[0] > killed_at]

    first, _ = wait_for("recording to resume", resumed, 60, 0.1)[0]
    return first - max(end for begin, end in fragments(desk, name, since) if begin <= killed_at)


def watches(outpost: OutpostProcess, port: int) -> psutil.Process:
    """The worker that is connected to this camera."""

    def look() -> psutil.Process | None:
        for worker in outpost.workers():
            if any(line.raddr[1:] == (port,) for line in worker.net_connections()):
                return worker
        return None

    return wait_for("the worker to be found", look, 30)
