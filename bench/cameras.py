"""`cameras`: do four real RTSP cameras of 1080p at 15 pictures a second fit on this machine?

Drawn films, sent by real RTSP servers without encoding anew, so that the cameras cost little; frosted, recorded and
indexed by a real server. Counted are the pictures that were dropped, the processor time of the server and its workers
(not of the cameras), and the memory of each process from the moment it had settled to the end.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil

from bench.figures import Figure, figure
from bench.film import film
from bench.site import RunningSite
from tests.stands.rtsp import RtspCamera

CAMERAS: Final = 4
RATE_HZ: Final = 15
MIB: Final = 1024**2


@dataclass(slots=True)
class Watch:
    """What was seen of the processes, once a second."""

    cpu_s: float = 0.0
    wall_s: float = 0.0
    memory_bytes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    share_bytes: dict[int, int] = field(default_factory=dict)
    """The most that each process held, of what it shares with others its share only; empty where it may not be read."""

    def growth_percent(self) -> float:
        """The largest growth of any process between the first and last fifth of its life as watched."""
        grown = [0.0]
        for series in self.memory_bytes.values():
            part = max(1, len(series) // 5)
            first, last = max(series[:part]), max(series[-part:])
            grown.append(100 * (last - first) / first)
        return max(grown)


def watch(site: RunningSite, seconds: float) -> Watch:
    seen = Watch()
    before = cpu_seconds(site)
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        for process in site.processes():
            seen.memory_bytes[process.pid].append(process.memory_info().rss)
            with suppress(psutil.AccessDenied):
                share_bytes = int(process.memory_full_info().pss)
                seen.share_bytes[process.pid] = max(share_bytes, seen.share_bytes.get(process.pid, 0))
        time.sleep(1)
    seen.wall_s = time.monotonic() - began
    seen.cpu_s = cpu_seconds(site) - before
    return seen


def cpu_seconds(site: RunningSite) -> float:
    times = [process.cpu_times() for process in site.processes()]
    return sum(one.user + one.system for one in times)


def counted(site: RunningSite) -> dict[str, int]:
    """Pictures in, out and dropped, of all cameras together."""
    cameras: list[dict[str, Any]] = site.call("GET", "/api/v1/cameras")["cameras"]
    return {
        key: sum(camera["figures"][key] for camera in cameras if camera["figures"])
        for key in ("frames_in", "frames_out", "frames_dropped")
    }


def measure(quick: bool) -> list[Figure]:
    films = [
        film(scene, width=1920, height=1080, rate_hz=RATE_HZ, seconds=4 if quick else 10)
        for scene in ("plaza", "street")
    ]
    seconds = 10 if quick else 600
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        cameras = [stack.enter_context(RtspCamera(films[number % 2])) for number in range(CAMERAS)]
        site = stack.enter_context(RunningSite(Path(folder)))
        site.sign_in()
        names = [site.add_camera(f"Camera {n}", one.url(), transport="tcp") for n, one in enumerate(cameras, 1)]
        for name in names:
            site.wait_until_live(name)
        time.sleep(3 if quick else 30)
        before, began = counted(site), time.monotonic()
        seen = watch(site, seconds)
        after, watched_s = counted(site), time.monotonic() - began
        workers = [max(series) for pid, series in seen.memory_bytes.items() if pid != site.process.pid]
        shares = [most for pid, most in seen.share_bytes.items() if pid != site.process.pid]
        server = max(seen.memory_bytes[site.process.pid])
    arrived = after["frames_in"] - before["frames_in"]
    return [
        figure("cameras: pictures dropped", after["frames_dropped"] - before["frames_dropped"], "pictures", "= 0"),
        figure(
            "cameras: pictures frosted of those expected",
            100 * arrived / (CAMERAS * RATE_HZ * watched_s),
            "%",
            ">= 98",
        ),
        figure(
            "cameras: processor time, share of all cores",
            100 * seen.cpu_s / seen.wall_s / (psutil.cpu_count() or 1),
            "%",
            "< 80",
        ),
        figure("cameras: memory of the largest worker", max(workers) / MIB, "MiB", "<= 150"),
        *(
            figure(f"cameras: memory of the {name} worker, its share of shared libraries", of(shares) / MIB, "MiB")
            for name, of in (("largest", max), ("smallest", min))
            if shares
        ),
        figure("cameras: memory of the server", server / MIB, "MiB"),
        figure("cameras: growth of the process that grew most", seen.growth_percent(), "%", "<= 5"),
    ]
