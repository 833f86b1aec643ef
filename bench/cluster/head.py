"""`cluster`, part `head`: does anybody notice that Ray's head is lost, and comes back?

Two machines keep drawn cameras. The head is killed, stays away for a while and is started again with what it
remembers. Read from the index is the longest time that was not recorded meanwhile; no lease may have changed hands. At
the end a new camera is placed, which shows that the head is of use again.
"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.cluster.node import DRAWN, LIMIT_S, two_machines
from bench.cluster.rayed import RayedSite, takes
from bench.figures import Figure, figure
from bench.kill import fragments
from bench.site import RunningSite

AWAY_S = 8.0
AFTER_S = 12.0


def lose_head(rayed: RayedSite, desk: RunningSite, cameras: list[str]) -> float:
    """The longest gap in any camera's recording from before the loss until well after the return."""
    since = datetime.now(UTC)
    time.sleep(2)
    rayed.machines["head"].kill()
    time.sleep(AWAY_S)
    rayed.restart("head")
    time.sleep(AFTER_S)
    return max(longest_gap(desk, camera, since) for camera in cameras)


def longest_gap(desk: RunningSite, camera: str, since: datetime) -> float:
    """In seconds, up to five seconds ago."""
    spans = fragments(desk, camera, since - timedelta(seconds=5))
    ends = [since.timestamp(), *(end for _, end in spans)]
    begins = [*(begin for begin, _ in spans), time.time() - 5]
    return max(0.0, *(begin - end for end, begin in zip(ends, begins, strict=True)))


def measure(quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="ggc") as folder, two_machines(Path(folder)) as (rayed, desk, cameras):
        time.sleep(5)
        before = len(takes(rayed.site.url))
        gaps = [lose_head(rayed, desk, cameras) for _ in range(2 if quick else 20)]
        moved = len(takes(rayed.site.url)) - before
        began_s = time.monotonic()
        desk.wait_until_live(desk.add_camera("Late", DRAWN.format(99)), LIMIT_S)
        late_s = time.monotonic() - began_s
    return [
        figure("head: lost and back", len(gaps), "times"),
        figure("head: longest time not recorded", max(gaps), "s", "<= 1"),
        figure("head: leases that changed hands", moved, "leases", "= 0"),
        figure("head: a camera that is added then is live after", late_s, "s"),
    ]
