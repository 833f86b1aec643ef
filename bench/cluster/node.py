"""`cluster`, part `node`: what is lost when a machine is lost?

Two machines keep drawn cameras where Ray says. One is killed with all that runs on it, at a moment nobody chose; read
from the index is when each of its cameras was recorded again, by the other. Then it comes back, and the other is
killed. No lease may ever have been given twice.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.cluster.rayed import RayedSite, a_rayed_site, holders, takes
from bench.figures import Figure, figure
from bench.kill import fragments
from bench.site import RunningSite, wait_for
from groundglass.frosted.store.lease_book import doubles

CAMERAS = 4
LIMIT_S = 120.0
DRAWN = "demo:plaza?width=320&height=180&fps=5&opening_s=2&seed={}"


@contextmanager
def two_machines(folder: Path) -> Iterator[tuple[RayedSite, RunningSite, list[str]]]:
    """A site with two machines and drawn cameras that are live and recorded."""
    with a_rayed_site(folder) as rayed:
        rayed.wait_until_there("head")
        for name in ("north", "south"):
            rayed.node(name, cores=4)
        with rayed.site.desk() as desk:
            desk.sign_in()
            cameras = [desk.add_camera(f"Camera {n}", DRAWN.format(n)) for n in range(CAMERAS)]
            for name in ("north", "south"):
                rayed.wait_until_there(name)
            for camera in cameras:
                desk.wait_until_live(camera, LIMIT_S)
            yield rayed, desk, cameras


def lose_one(rayed: RayedSite, desk: RunningSite, chance: random.Random) -> tuple[float, float]:
    """Kill a machine that keeps something; how long its last camera was not recorded, and how much had not come to the
    index when it was killed."""
    time.sleep(2 + 2 * chance.random())
    kept = wait_for("cameras to be kept", lambda: holders(rayed.site.url), LIMIT_S, 0.5)
    victim = max(kept, key=lambda name: (len(kept[name]), name))
    since = datetime.now(UTC) - timedelta(seconds=20)
    killed_s = time.time()
    rayed.machines[victim].kill()
    again, lost = [], []
    for camera in kept[victim]:

        def after(camera: str = camera) -> list[tuple[float, float]]:
            return [one for one in fragments(desk, camera, since) if one[0] > killed_s]

        first = wait_for(f"{camera} to be recorded again", after, LIMIT_S, 0.3)[0]
        before = [end for begin, end in fragments(desk, camera, since) if begin <= killed_s]
        again.append(first[0] - killed_s)
        lost.append(max(0.0, killed_s - max(before, default=killed_s - 20)))
    rayed.restart(victim)
    return max(again), max(lost)


def measure(quick: bool) -> list[Figure]:
    chance = random.Random(20_26)
    with tempfile.TemporaryDirectory(prefix="ggc") as folder, two_machines(Path(folder)) as (rayed, desk, _):
        rounds = [lose_one(rayed, desk, chance) for _ in range(2 if quick else 20)]
        twice = doubles(takes(rayed.site.url))
    again = sorted(one for one, _ in rounds)
    return [
        figure("node: machines killed", len(rounds), "times"),
        figure("node: all its cameras recorded by the other, median", again[len(again) // 2], "s"),
        figure("node: all its cameras recorded by the other after at most", again[-1], "s", "<= 10"),
        figure("node: recorded before, and lost, at most", max(lost for _, lost in rounds), "s", "<= 1"),
        figure("node: cameras that two machines had", len(twice), "times", "= 0"),
    ]
