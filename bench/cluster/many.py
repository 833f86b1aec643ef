"""`cluster`, part `many`: a thousand cameras on a site's machines, and what keeping order among them costs.

Desk, database, bucket, Ray and two machines are real; workers are light (light.py), and machines say that they have
more cores than they have. Measured at a hundred and at a thousand cameras: from the start of the desk until every
camera has its lease, and until every camera is live; then, while nothing happens, the processor time of whoever keeps
order (Ray, the desk's reserving process) and of desk and outposts, for each camera; at the end, from the log of leases,
that no camera was ever kept twice.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from bench.cluster.rayed import RayedSite, a_rayed_site, holders, takes
from bench.figures import Figure, figure
from bench.site import COMMAND, RunningSite, wait_for
from groundglass.frosted.store.lease_book import doubles

LIMIT_S = 600.0
MIB = 1024**2


def write_cameras(rayed: RayedSite, count: int) -> None:
    """The cameras are in the book before the desk starts, as those of a site that grew."""
    with rayed.site.desk():
        pass  # makes the folder and notes in it where the site is kept
    cameras = [f'\n[[camera]]\nid = "c-{n:04}"\naddress = "demo:plaza?seed={n}"\n' for n in range(count)]
    whole = rayed.folder / "cameras.toml"
    whole.write_text(rayed.site.config.read_text() + "".join(cameras))
    command = [COMMAND, "apply", whole, "--data", rayed.folder / "desk", "--yes"]
    subprocess.run([str(one) for one in command], check=True, capture_output=True, timeout=LIMIT_S)


def processes(rayed: RayedSite, desk: RunningSite) -> dict[str, list[psutil.Process]]:
    """Who keeps order, who records, and who does the light workers' work."""
    found: dict[str, list[psutil.Process]] = {
        "Ray": [],
        "desk": [psutil.Process(desk.process.pid)],
        "outposts": [],
        "workers": [],
    }
    for machine in rayed.machines.values():
        outpost, *children = machine.family()
        for child in children:
            line = " ".join(child.cmdline())
            is_light = "light.py" in line or "light_node" in line
            found["workers" if is_light else "Ray"].append(child)
        found["outposts"].append(outpost)
    found["Ray"] += [
        one for one in psutil.Process(desk.process.pid).children() if "reserving" in " ".join(one.cmdline())
    ]
    return found


def spent(of: list[psutil.Process]) -> float:
    return sum(one.cpu_times().user + one.cpu_times().system for one in of if one.is_running())


def keep_many(count: int, steady_s: float) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="ggc") as name, a_rayed_site(Path(name)) as rayed:
        rayed.wait_until_there("head")
        for node in ("north", "south"):
            rayed.node(node, cores=1000, light=True, memory_gib=1000)
        write_cameras(rayed, count)
        for node in ("north", "south"):
            rayed.wait_until_there(node)
        began_s = time.monotonic()
        with rayed.site.desk() as desk:
            desk.sign_in()

            def kept() -> int:
                return sum(map(len, holders(rayed.site.url).values()))

            wait_for(f"{count} cameras to be placed", lambda: kept() >= count, LIMIT_S, 0.5)
            placed_s = time.monotonic() - began_s

            def live() -> int:
                return sum(one["state"]["code"] == "live" for one in desk.call("GET", "/api/v1/cameras")["cameras"])

            wait_for(f"{count} cameras to be live", lambda: live() >= count, LIMIT_S, 1.0)
            live_s = time.monotonic() - began_s
            time.sleep(min(30.0, steady_s))
            watched = processes(rayed, desk)
            before, taken = {who: spent(of) for who, of in watched.items()}, len(takes(rayed.site.url))
            time.sleep(steady_s)
            cost = {who: 1000 * (spent(of) - before[who]) / steady_s / count for who, of in watched.items()}
            log = takes(rayed.site.url)
            memory = sum(one.memory_full_info().uss for one in watched["Ray"])
            most = max(Counter(one.node for one in log).values())
            still_live = live()
    return [
        figure(f"many: {count} cameras placed after", placed_s, "s", "<= 60"),
        figure(f"many: {count} cameras live at the desk after", live_s, "s"),
        figure(f"many: {count} cameras, of them live after {steady_s:g} s", still_live, "cameras", f"= {count}"),
        figure(f"many: {count} cameras, leases given twice", len(doubles(log)), "leases", "= 0"),
        figure(f"many: {count} cameras, leases that changed hands while nothing happened", len(log) - taken, "leases"),
        figure(f"many: {count} cameras, most on one machine", most, "cameras"),
        *(
            figure(f"many: {count} cameras, processor of {who} for each", cost[who], "ms a second")
            for who in ("Ray", "desk", "outposts", "workers")
        ),
        figure(f"many: {count} cameras, memory of Ray's processes for each", memory / MIB / count, "MiB"),
    ]


def measure(quick: bool) -> list[Figure]:
    if quick:
        return keep_many(20, 10)
    return [*keep_many(100, 120), *keep_many(1000, 600)]
